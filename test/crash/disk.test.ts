import { describe, expect } from 'vitest';
import { endsRight } from './ends-right.ts';
import { freeDisk, smallImage } from './scene.ts';

/** The disk, or the whole image of it. */
function keepsWhatItHolds(inventory: readonly string[]): void {
  expect(inventory.join('\n')).toMatch(/volume work (available|uploading)|image work-final active/);
}

const network = ['+ net net', '+ net net-subnet', '+ net router', '+ port of router', '+ rule', '+ rule'];
const practising = { seed: false };

describe('disks and networks', () => {
  endsRight([
    {
      words: 'disk create work --size 2 --image small',
      prepare: smallImage,
      ends: 'done',
      changes: ['+ volume work available'],
    },
    {
      title: 'disk create work, which the cloud cannot fill',
      words: 'disk create work --size 2 --image small',
      prepare: smallImage,
      faults: [{ what: 'volume-error' }],
      ends: 'undone',
      changes: [],
    },
    { words: 'disk delete work', prepare: freeDisk, ends: 'done', changes: ['- volume work available'] },
    {
      title: 'disk delete work, with an image first as the card is told',
      words: 'disk delete work',
      prepare: freeDisk,
      toggle: 'imageFirst',
      ends: 'done',
      changes: ['- volume work available', '+ image work-final active, the bytes'],
      always: keepsWhatItHolds,
    },
    {
      title: 'disk delete work --image-first, cancelled while it is copied',
      words: 'disk delete work --image-first',
      prepare: freeDisk,
      practising: { timings: { imagePerGiB: 20_000 } },
      cancelAt: 'ready',
      ends: 'undone',
      changes: [],
      always: keepsWhatItHolds,
    },
    { words: 'net setup', practising, ends: 'done', changes: network },
    {
      title: 'net setup, no more rules',
      words: 'net setup',
      practising,
      faults: [{ what: 'quota', service: 'network', path: /security-group-rules/ }],
      ends: 'undone',
      changes: [],
    },
  ]);
});
