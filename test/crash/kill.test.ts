import { expect, it } from 'vitest';
import { type Lane, survive } from './kill/lane.ts';
import { randomFrom } from './kill/random.ts';
import { freeDisk, runningMachine, smallImage } from './scene.ts';

const onBoot = (name: string, disk = `${name}-boot`) => [
  `+ address of ${name}`,
  `+ port of ${name}`,
  `+ server ${name} ACTIVE on ${disk}`,
];
const off = (name: string, disk = `${name}-boot`) => [
  `- address of ${name}`,
  `- port of ${name}`,
  `- server ${name} ACTIVE on ${disk}`,
];
const image = (name: string) => `image ${name} active, the bytes`;

const lanes: readonly Lane[] = [
  {
    prepare: smallImage,
    lines: [
      {
        words: () => 'gpu start small --name a',
        changes: (nth) => [
          ...onBoot('a').slice(0, 1),
          ...(nth === 0 ? ['+ key hoist-key'] : []),
          ...onBoot('a').slice(1),
          '+ volume a-boot in-use a',
        ],
      },
      { words: () => 'gpu save a --name kept --quiet', changes: () => [`+ ${image('kept')}`] },
      {
        words: () => 'gpu stop a',
        changes: () => [...off('a'), '- volume a-boot in-use a', '+ volume a-boot available'],
      },
      { words: () => 'disk delete a-boot', changes: () => ['- volume a-boot available'] },
      { words: () => 'image delete kept', changes: () => [`- ${image('kept')}`] },
    ],
  },
  {
    prepare: runningMachine,
    lines: [
      {
        words: (nth) => `gpu save gpu-${nth + 1} --name kept --download --output kept-${nth}.raw --cleanup`,
        changes: (nth) => [
          ...off(`gpu-${nth + 1}`),
          `- volume gpu-${nth + 1}-boot in-use gpu-${nth + 1}`,
          `+ file kept-${nth}.raw, the bytes`,
        ],
      },
      {
        words: (nth) => `gpu setup --image small --name gpu-${nth + 2}`,
        changes: (nth) => [
          ...onBoot(`gpu-${nth + 2}`).slice(0, 1),
          ...(nth === 0 ? ['+ key hoist-key'] : []),
          ...onBoot(`gpu-${nth + 2}`).slice(1),
          `+ volume gpu-${nth + 2}-boot in-use gpu-${nth + 2}`,
        ],
      },
    ],
  },
  {
    prepare: freeDisk,
    lines: [
      { words: () => 'image from-disk work --name copy', changes: () => [`+ ${image('copy')}`] },
      { words: () => 'image upload --file mine.raw --name mine', changes: () => [`+ ${image('mine')}`] },
      {
        words: (nth) => `image download mine --output back-${nth}.raw`,
        changes: (nth) => [`+ file back-${nth}.raw, the bytes`],
      },
      { words: () => 'image delete copy', changes: () => [`- ${image('copy')}`] },
      { words: () => 'image delete mine', changes: () => [`- ${image('mine')}`] },
    ],
  },
  {
    prepare: freeDisk,
    lines: [
      {
        words: () => 'gpu start --disk work --name b',
        changes: (nth) => [
          '- volume work available',
          ...onBoot('b', 'work').slice(0, 1),
          ...(nth === 0 ? ['+ key hoist-key'] : []),
          ...onBoot('b', 'work').slice(1),
          '+ volume work in-use b',
        ],
      },
      {
        words: () => 'gpu stop b',
        changes: () => [...off('b', 'work'), '- volume work in-use b', '+ volume work available'],
      },
      { words: () => 'gpu start small --name c', ends: 'undone', fault: { what: 'no-valid-host' }, changes: () => [] },
      {
        words: () => 'gpu start small --name d',
        ends: 'undone',
        fault: { what: 'quota', service: 'network', path: /floatingips/ },
        changes: () => [],
      },
    ],
  },
];

it('ends every operation right, however often the process is killed', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.HOIST_SEED ?? Math.floor(Math.random() * 1e9));
  const since = performance.now();
  const all = await Promise.allSettled(lanes.map((lane, nth) => survive(lane, 13, randomFrom(seed + nth))));
  const survived = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const kills = survived.reduce((sum, one) => sum + one.kills, 0);
  const operations = survived.reduce((sum, one) => sum + one.operations, 0);
  const took = Math.round((performance.now() - since) / 1_000);
  console.log(`HOIST_SEED=${seed}: killed ${kills} times in ${operations} operations, ${took} s`);

  for (const one of all) if (one.status === 'rejected') throw one.reason;
  expect(kills).toBeGreaterThanOrEqual(50);
});
