import { describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { lockedMachine, runningMachine } from './scene.ts';

const before = [
  '- address of gpu-1',
  '- server gpu-1 ACTIVE on gpu-1-boot',
  '- volume gpu-1-boot in-use gpu-1',
] as const;

describe('what is written on a machine', () => {
  endsRight([
    {
      words: 'vm give gpu-1 @bob',
      prepare: runningMachine,
      ends: 'done',
      changes: [
        ...before,
        "+ address of gpu-1, bob's",
        "+ server gpu-1 ACTIVE on gpu-1-boot, bob's",
        "+ volume gpu-1-boot in-use gpu-1, bob's",
      ],
    },
    {
      // Twice: a bot that dies before it has written down the first refusal tries again.
      title: 'vm give gpu-1 @bob, refused at the last of it',
      words: 'vm give gpu-1 @bob',
      prepare: runningMachine,
      faults: [{ service: 'network', method: 'PUT', times: 2, what: { status: 403 } }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'vm lock gpu-1, with a cloud that is away for a moment',
      words: 'vm lock gpu-1 --reason training',
      prepare: runningMachine,
      faults: [{ service: 'compute', method: 'POST', path: /metadata$/, times: 1, what: { status: 503 } }],
      ends: 'done',
      changes: ['- server gpu-1 ACTIVE on gpu-1-boot', '+ server gpu-1 ACTIVE on gpu-1-boot, locked: training'],
    },
    {
      words: 'vm unlock gpu-1',
      prepare: lockedMachine,
      ends: 'done',
      changes: ['- server gpu-1 ACTIVE on gpu-1-boot, locked: demo', '+ server gpu-1 ACTIVE on gpu-1-boot'],
    },
  ]);
});
