import { describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { runningMachine, slowly } from './scene.ts';

const onItsWayUp = ['- server gpu-1 ACTIVE on gpu-1-boot', '+ server gpu-1 SHUTOFF powering-on on gpu-1-boot'];
const moved = [
  '- address of gpu-1',
  '- port of gpu-1',
  '- server gpu-1 ACTIVE on gpu-1-boot',
  '- volume gpu-1-boot in-use gpu-1',
  '+ file kept.raw, the bytes',
];
const saved = ['+ image kept active, the bytes'];

describe('saving a machine', () => {
  endsRight([
    { words: 'gpu save gpu-1 --name kept', prepare: runningMachine, ends: 'done', changes: saved },
    {
      words: 'gpu save gpu-1 --name kept --quiet',
      prepare: runningMachine,
      ends: 'done',
      changes: saved,
    },
    {
      title: 'gpu save --download --cleanup, which cannot download',
      words: 'gpu save gpu-1 --name kept --download --output kept.raw --cleanup',
      prepare: runningMachine,
      faults: [{ service: 'image', method: 'GET', path: /file$/, what: { status: 500 } }],
      ends: 'undone',
      changes: [],
    },
    {
      title: 'slow gpu save --quiet, refused',
      words: 'gpu save gpu-1 --name kept --quiet',
      prepare: runningMachine,
      practising: { timings: slowly },
      faults: [{ service: 'volume', method: 'POST', path: /volumes.*action$/, what: { status: 500 } }],
      ends: 'undone',
      changes: onItsWayUp,
    },
    {
      title: 'slow gpu save --cleanup',
      words: 'gpu save gpu-1 --name kept --download --output kept.raw --cleanup',
      prepare: runningMachine,
      practising: { timings: slowly },
      ends: 'done',
      changes: moved,
    },
  ]);
});
