import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { allOperations } from '../../src/discover.ts';
import { hostFiles } from '../../src/host-files.ts';
import { type Cloud, need } from '../../src/kit.ts';
import { crashEverywhere, type Scenario } from '../contract/crash.ts';
import { ann } from '../engine/workbench.ts';
import { sha512 } from './things.ts';

const { signal } = new AbortController();
const stamp = { owner: ann.id, operation: 'before' };
const bytes = randomBytes(100_000);

/** A cloud with an image, a disk made of it and a machine on another one, and a file on the host. */
interface Scene {
  readonly practice: Practice;
  readonly folder: string;
  readonly image: string;
  readonly disk: string;
  readonly machine: string;
  readonly machineDisk: string;
}

const open = (practice: Practice): Cloud =>
  openstackCloud(openstackConfig.parse(practice.env), 'practice', selectelProfile);

async function scene(): Promise<Scene> {
  const practice = await startPractice({ timings: 'instant' });
  const folder = mkdtempSync(join(tmpdir(), 'hoist-crash-'));
  writeFileSync(join(folder, 'mine.raw'), bytes);
  const cloud = open(practice);
  const [images, disks] = [need(cloud, 'imageStore'), need(cloud, 'disks')];
  const image = (await images.reserve({ name: 'base', format: 'raw', stamp }, 'before.image', signal)).id;
  await images.send(image, hostFiles(folder).read(join(folder, 'mine.raw'), signal), bytes.length, signal);
  const made = async (name: string) => {
    const { id } = await disks.create({ name, size: 1, image, stamp }, `before.${name}`, signal);
    await disks.get(id, signal);
    return id;
  };
  const [disk, machineDisk] = [await made('free'), await made('held')];
  const flavors = await need(cloud, 'flavors').list(signal);
  const machine = await cloud.create(
    {
      name: 'gpu-work-1',
      boot: { disk: machineDisk },
      flavor: flavors[0]?.id ?? '',
      publicKeys: [],
      spot: false,
      stamp,
    },
    'before.machine',
    signal,
  );
  await cloud.get(machine.id, signal);
  await need(cloud, 'addresses').give(machine.id, stamp, 'before.address', signal);
  await cloud.close();
  return { practice, folder, image, disk, machine: machine.id, machineDisk };
}

interface Play {
  readonly operation: string;
  input(scene: Scene): unknown;
  check(scene: Scene, images: readonly string[]): void;
}

const scenario = ({ operation, input, check }: Play): Scenario => ({
  name: operation,
  async stage() {
    const at = await scene();
    const before = new Set(at.practice.inventory().images.map(({ id }) => id));
    return {
      begin: { operation, input: { cloud: 'practice', owner: ann.id, ...Object(input(at)) } },
      async process(outside) {
        const cloud = open(at.practice);
        const files = hostFiles(at.folder);
        const forget = at.practice.onCall(({ service, method, path, phase }) =>
          service === 'identity' || (method === 'GET' && !path.endsWith('/file'))
            ? undefined
            : outside(`${phase} ${method} ${path}`, async () => undefined),
        );
        return {
          operations: await allOperations(),
          world: {
            cloud: () => cloud,
            files: { ...files, place: (...what) => outside('place', () => files.place(...what)) },
          },
          async close() {
            forget();
            await cloud.close();
          },
        };
      },
      async people(engine, kept) {
        if (kept.head.state === 'waiting') await engine.answer(kept.head.id, { yes: true }, ann);
      },
      async check(ended) {
        // A crash alone is no reason to give up: whoever comes after goes on.
        expect(ended.head.state).toBe('done');
        const fresh = at.practice.inventory().images.filter(({ id }) => !before.has(id));
        check(
          at,
          fresh.map(({ name, status }) => `${name} ${status}`),
        );
      },
      async close() {
        await at.practice.close();
        rmSync(at.folder, { recursive: true });
      },
    };
  },
});

const place = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-crash-'));
  return {
    open: async () => sqliteStore(join(dir, 'hoist.sqlite')),
    end: async () => rmSync(dir, { recursive: true }),
  };
};

it.each<Play>([
  {
    operation: 'image.from-disk',
    input: ({ disk }) => ({ name: 'new', format: 'raw', disk: { id: disk, name: 'free' } }),
    check: (_, images) => expect(images).toEqual(['new active']),
  },
  {
    operation: 'image.upload',
    input: ({ folder }) => ({ name: 'new', format: 'raw', file: join(folder, 'mine.raw'), bytes: bytes.length }),
    check: (_, images) => expect(images).toEqual(['new active']),
  },
  {
    operation: 'image.download',
    input: ({ image, folder }) => ({ image, name: 'base', file: join(folder, 'back.raw'), over: false }),
    check({ folder }) {
      expect(readdirSync(folder)).toEqual(['back.raw', 'mine.raw']);
      expect(sha512(readFileSync(join(folder, 'back.raw')))).toBe(sha512(bytes));
    },
  },
  {
    operation: 'machine.save',
    input: ({ machine, machineDisk, folder }) => ({
      name: 'saved',
      format: 'raw',
      machine,
      machineName: 'gpu-work-1',
      disk: { id: machineDisk, name: 'held' },
      running: true,
      quiet: true,
      over: false,
      file: join(folder, 'saved.raw'),
      cleanup: { goes: [], stays: [] },
    }),
    check({ practice, folder, disk }, images) {
      const left = practice.inventory();
      expect(images).toEqual([]);
      expect(left.volumes.map(({ id }) => id)).toEqual([disk]);
      expect(left.servers).toEqual([]);
      expect(left.floatingips).toEqual([]);
      expect(readdirSync(folder)).toEqual(['mine.raw', 'saved.raw']);
      expect(sha512(readFileSync(join(folder, 'saved.raw')))).toBe(sha512(bytes));
    },
  },
])('$operation goes on to its end, wherever the bot dies', { timeout: 240_000 }, async (each) => {
  const played = await crashEverywhere(scenario(each), place);

  expect(played.points.length).toBeGreaterThan(20);
});
