import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Options, type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { allOperations } from '../../src/discover.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { hostFiles } from '../../src/host-files.ts';
import { type Cloud, need } from '../../src/kit.ts';
import { crashEverywhere, type Scenario } from '../contract/crash.ts';
import { ann, practiceBot, practiceCloud } from './harness.ts';
import { keyOf } from './public-key.ts';

const { signal } = new AbortController();
const stamp = { owner: ann.id, operation: 'before' };

type Input = Readonly<Record<string, unknown>>;

interface Play {
  readonly name: string;
  /** Words whose plan is what is begun; they are said to a bot on a fresh cloud. */
  readonly words?: string;
  readonly operation?: string;
  readonly practising?: Pick<Options, 'seed' | 'quotas'>;
  /** Makes what is there before, and changes the input to fit. */
  before?(cloud: Cloud): Promise<(planned: Input) => Input>;
  readonly spoil?: (practice: Practice) => void;
  readonly left: string;
  readonly state: 'done' | 'undone';
}

/** One machine with a disk and an address, made by nobody in particular. */
async function machineThere(cloud: Cloud) {
  const [disks, images] = [need(cloud, 'disks'), await cloud.images(signal)];
  const image = images.find(({ name }) => name === 'base-image')?.id ?? '';
  const disk = await disks.create({ name: 'held', size: 10, image, stamp }, 'before.disk', signal);
  await disks.get(disk.id, signal);
  const spec = { name: 'a', boot: { disk: disk.id }, flavor: '1011', publicKeys: [], spot: false, stamp };
  const { id } = await cloud.create(spec, 'before.machine', signal);
  await cloud.get(id, signal);
  await need(cloud, 'addresses').give(id, stamp, 'before.address', signal);
  return { id, disk: disk.id };
}

const stopping = (machine: string) => (): Input => ({
  ...{ cloud: 'practice', machine, name: 'a', plan: { goes: [], stays: [] } },
  ...{ ask: false, release: true, ips: [], kept: [], died: [] },
});

const planned = z.object({ operation: z.string(), input: z.looseObject({}) });

function scenario(each: Play, plan: z.infer<typeof planned>, env: Readonly<Record<string, string>>): Scenario {
  return {
    name: each.name,
    async stage(clock: Clock) {
      const practice = await startPractice({ timings: 'instant', ...each.practising, now: clock.now });
      const setting = practiceCloud(practice, env, clock.now);
      const fitted = (await each.before?.(setting)) ?? ((input: Input) => input);
      await setting.close();
      each.spoil?.(practice);
      const begin = { operation: plan.operation, input: fitted(plan.input) };
      return {
        begin,
        async process(outside) {
          const cloud = practiceCloud(practice, env, clock.now);
          const forget = practice.onCall(({ service, method, path, phase }) =>
            service === 'identity' || method === 'GET'
              ? undefined
              : outside(`${phase} ${method} ${path}`, async () => undefined),
          );
          return {
            operations: await allOperations(),
            world: { cloud: () => cloud, files: hostFiles(tmpdir()) },
            async close() {
              forget();
              await cloud.close();
            },
          };
        },
        async check(ended) {
          const left = practice.inventory();
          const counts = [left.servers, left.volumes, left.floatingips, left.keypairs, left.ports].map(
            (all) => all.length,
          );
          expect(`${ended.head.state} ${counts.join('/')}`).toBe(`${each.state} ${each.left}`);
        },
        close: () => practice.close(),
      };
    },
  };
}

/** Outlives the bot without a file: what a file survives, the engine's own crash suite shows. */
const place = async () => {
  const store = sqliteStore(':memory:');
  return { open: async () => ({ ...store, close: async () => undefined }), end: () => store.close() };
};

const noAddress = (practice: Practice) =>
  void practice.faults.add({ service: 'network', method: 'POST', path: /floatingips$/, what: 'quota' });
const noHost = (practice: Practice) => void practice.faults.add({ what: 'no-valid-host' });

// Left behind: machines/disks/addresses/keys/ports; one port is the router's.
it.each<Play>([
  { name: 'gpu start', words: 'gpu start base-image --name a', left: '1/1/1/1/2', state: 'done' },
  {
    name: 'gpu start, no address left',
    words: 'gpu start base-image --name a',
    spoil: noAddress,
    left: '0/0/0/0/1',
    state: 'undone',
  },
  {
    name: 'gpu start, no room',
    words: 'gpu start base-image --name a',
    spoil: noHost,
    left: '0/0/0/0/1',
    state: 'undone',
  },
  {
    name: 'gpu start from a disk',
    words: 'gpu start base-image --name a',
    async before(cloud) {
      const disks = need(cloud, 'disks');
      const image = (await cloud.images(signal)).find(({ name }) => name === 'base-image')?.id ?? '';
      const disk = await disks.create({ name: 'mine', size: 10, image, stamp }, 'before.disk', signal);
      await disks.get(disk.id, signal);
      return (plan) => ({ ...plan, source: { from: 'disk', id: disk.id, name: 'mine', size: 10 } });
    },
    left: '1/1/1/1/2',
    state: 'done',
  },
  {
    name: 'gpu stop',
    operation: 'machine.remove',
    before: async (cloud) => stopping((await machineThere(cloud)).id),
    left: '0/1/0/0/1',
    state: 'done',
  },
  { name: 'net setup', words: 'net setup', practising: { seed: false }, left: '0/0/0/0/1', state: 'done' },
])('$name, wherever the bot dies: $state', { timeout: 240_000 }, async (each) => {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-key-'));
  const file = join(folder, 'key.pub');
  writeFileSync(file, keyOf('ann'));
  const env = { SSH_KEY_FILE: file };
  const bot = await practiceBot(env, each.practising);
  const said = each.words === undefined ? undefined : (await bot.say(`${each.words} --plan`)).data;
  const plan = planned.parse(said ?? { operation: each.operation, input: {} });

  const played = await crashEverywhere(scenario(each, plan, env), place);

  rmSync(folder, { recursive: true });
  expect(played.points.length).toBeGreaterThan(20);
});
