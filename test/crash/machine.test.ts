import { describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { parkedMachine, runningMachine, slowly } from './scene.ts';

const off = [
  '- address of gpu-1',
  '- port of gpu-1',
  '- server gpu-1 ACTIVE on gpu-1-boot',
  '- volume gpu-1-boot in-use gpu-1',
  '+ volume gpu-1-boot available',
];
const parked = [
  '- server gpu-1 ACTIVE on gpu-1-boot',
  '- volume gpu-1-boot in-use gpu-1',
  '+ server gpu-1 SHELVED_OFFLOADED on gpu-1-boot',
  '+ volume gpu-1-boot reserved',
];
const unparked = [
  '- server gpu-1 SHELVED_OFFLOADED on gpu-1-boot',
  '- volume gpu-1-boot reserved',
  '+ server gpu-1 ACTIVE on gpu-1-boot',
  '+ volume gpu-1-boot in-use gpu-1',
];

describe('a machine that is there', () => {
  endsRight([
    { words: 'gpu stop gpu-1', prepare: runningMachine, ends: 'done', changes: off },
    {
      title: 'gpu stop gpu-1, refused three times',
      words: 'gpu stop gpu-1',
      prepare: runningMachine,
      faults: [{ service: 'compute', method: 'DELETE', times: 3, what: { status: 500 } }],
      ends: 'done',
      changes: off,
    },
    {
      title: 'gpu park gpu-1, refused',
      words: 'gpu park gpu-1',
      prepare: runningMachine,
      faults: [{ service: 'compute', method: 'POST', path: /action$/, what: { status: 500 } }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'gpu unpark gpu-1, no host',
      words: 'gpu unpark gpu-1',
      prepare: parkedMachine,
      faults: [{ what: 'no-valid-host' }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'slow gpu park',
      words: 'gpu park gpu-1',
      prepare: runningMachine,
      practising: { timings: slowly },
      ends: 'done',
      changes: parked,
    },
    {
      title: 'slow gpu unpark',
      words: 'gpu unpark gpu-1',
      prepare: parkedMachine,
      practising: { timings: slowly },
      ends: 'done',
      changes: unparked,
    },
  ]);
});
