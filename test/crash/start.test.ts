import { describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { freeDisk, slowly, smallImage } from './scene.ts';

const started = [
  '- volume work available',
  '+ address of gpu-1',
  '+ key hoist-key',
  '+ port of gpu-1',
  '+ server gpu-1 ACTIVE on work',
  '+ volume work in-use gpu-1',
];
const startedWhole = [
  '+ address of gpu-1',
  '+ key hoist-key',
  '+ port of gpu-1',
  '+ server gpu-1 ACTIVE on gpu-1-boot',
  '+ volume gpu-1-boot in-use gpu-1',
];

describe('starting a machine', () => {
  endsRight([
    { words: 'gpu start small --name gpu-1', prepare: smallImage, ends: 'done', changes: startedWhole },
    { words: 'gpu start --disk work --name gpu-1', prepare: freeDisk, ends: 'done', changes: started },
    { words: 'gpu setup --image small --name gpu-1', prepare: smallImage, ends: 'done', changes: startedWhole },
    {
      title: 'gpu start small, no host',
      words: 'gpu start small --name gpu-1',
      prepare: smallImage,
      faults: [{ what: 'no-valid-host' }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'gpu start --disk work, no host',
      words: 'gpu start --disk work --name gpu-1',
      prepare: freeDisk,
      faults: [{ what: 'no-valid-host' }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'slow gpu start, no address left',
      words: 'gpu start small --name gpu-1',
      prepare: smallImage,
      practising: { timings: slowly },
      faults: [{ what: 'quota', service: 'network', path: /floatingips/ }],
      ends: 'undone',
      changes: [],
    },
  ]);
});
