import { freeDisk, hostFile, runningMachine, type Setting, smallImage } from '../crash/scene.ts';

/** Words that change something, and what they come to. */
export interface Play extends Setting {
  readonly title: string;
  readonly words: string;
  /** What is different when it is done. */
  readonly changes: readonly string[];
  /** Fails by these faults in the end, and what is looked at is the way back. */
  readonly back?: true;
  /** What has to be safe before anything is removed for good. */
  readonly safe?: string;
}

const startedWhole = [
  '+ address of gpu-1',
  '+ key hoist-key',
  '+ port of gpu-1',
  '+ server gpu-1 ACTIVE on gpu-1-boot',
  '+ volume gpu-1-boot in-use gpu-1',
];

const cleanUp = 'gpu save gpu-1 --name kept --quiet --download --output kept.raw --cleanup';

export const starts: readonly Play[] = [
  {
    title: 'gpu start, from an image',
    words: 'gpu start small --name gpu-1',
    prepare: smallImage,
    changes: startedWhole,
  },
  {
    title: 'gpu start, from a disk',
    words: 'gpu start --disk work --name gpu-1',
    prepare: freeDisk,
    changes: [
      '- volume work available',
      '+ address of gpu-1',
      '+ key hoist-key',
      '+ port of gpu-1',
      '+ server gpu-1 ACTIVE on work',
      '+ volume work in-use gpu-1',
    ],
  },
  {
    title: 'gpu setup',
    words: 'gpu setup --image small --name gpu-1',
    prepare: smallImage,
    changes: startedWhole,
  },
  {
    title: 'gpu start, the way back',
    words: 'gpu start small --name gpu-1',
    prepare: smallImage,
    faults: [{ service: 'network', method: 'POST', path: /floatingips/, what: 'quota' }],
    back: true,
    changes: [],
  },
];

export const others: readonly Play[] = [
  {
    title: 'gpu stop',
    words: 'gpu stop gpu-1',
    prepare: runningMachine,
    changes: [
      '- address of gpu-1',
      '- port of gpu-1',
      '- server gpu-1 ACTIVE on gpu-1-boot',
      '- volume gpu-1-boot in-use gpu-1',
      '+ volume gpu-1-boot available',
    ],
  },
  {
    title: 'image from-disk',
    words: 'image from-disk work --name new',
    prepare: freeDisk,
    changes: ['+ image new active, the bytes'],
  },
  {
    title: 'image upload',
    words: 'image upload --file mine.raw --name new',
    prepare: hostFile,
    changes: ['+ image new active, the bytes'],
  },
  {
    title: 'image upload, the way back',
    words: 'image upload --file mine.raw --name new',
    prepare: hostFile,
    faults: [{ service: 'image', method: 'PUT', path: /file$/, what: 'quota' }],
    back: true,
    changes: [],
  },
  {
    title: 'image download',
    words: 'image download small --output back.raw',
    prepare: smallImage,
    changes: ['+ file back.raw, the bytes'],
  },
];

export const saves: readonly Play[] = [
  {
    title: 'gpu save',
    words: 'gpu save gpu-1 --name kept',
    prepare: runningMachine,
    changes: ['+ image kept active, the bytes'],
  },
  {
    title: 'gpu save --quiet --download --cleanup',
    words: cleanUp,
    prepare: runningMachine,
    changes: [
      '- address of gpu-1',
      '- port of gpu-1',
      '- server gpu-1 ACTIVE on gpu-1-boot',
      '- volume gpu-1-boot in-use gpu-1',
      '+ file kept.raw, the bytes',
    ],
    safe: '+ file kept.raw, the bytes',
  },
  {
    title: 'gpu save --quiet --download --cleanup, the way back',
    words: cleanUp,
    prepare: runningMachine,
    faults: [{ service: 'image', method: 'GET', path: /file$/, what: { status: 403 } }],
    back: true,
    changes: [],
  },
];

export const plays: readonly Play[] = [...starts, ...others, ...saves];
