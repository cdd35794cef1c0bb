import { describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { freeDisk, smallImage } from './scene.ts';

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
