import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import {
  type Fault,
  type Options,
  type Practice,
  scaled,
  startPractice,
  type Timings,
} from '../../adapters/cloud/openstack/practice/practice.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { type Cloud, need, verbatim } from '../../src/kit.ts';
import { quick } from '../store/quick.ts';

const { signal } = new AbortController();
const stamp = { owner: 'web:local:ann', operation: 'before' };
const blob = Buffer.from(`\0\0\0\x0bssh-ed25519\0\0\0 ${'k'.repeat(32)}`).toString('base64');

// The many of these plays need not survive the power.
const keys = mkdtempSync(join(quick, 'hoist-key-'));
const keyFile = join(keys, 'id.pub');
writeFileSync(keyFile, `ssh-ed25519 ${blob} ann\n`);
afterAll(() => rmSync(keys, { recursive: true }));

/** What is there before the words are said: a cloud, a folder on the host, and what both hold. */
export interface Scene {
  readonly practice: Practice;
  readonly folder: string;
  readonly keyFile: string;
  cloud(): Cloud;
  /** Everything that is under way in the cloud is over. */
  later(): void;
  close(): Promise<void>;
}

export type Prepare = (scene: Scene, cloud: Cloud) => Promise<void>;

export interface Setting {
  readonly prepare?: Prepare;
  readonly practising?: Pick<Options, 'dir' | 'seed' | 'timings'>;
  /** What goes wrong once the words are said. */
  readonly faults?: readonly Fault[];
}

export async function openScene({ prepare, practising, faults = [] }: Setting, clock: Clock): Promise<Scene> {
  let ahead = 0;
  const practice = await startPractice({
    timings: (process.env.CRASH_TIMINGS as 'real' | undefined) ?? 'instant',
    ...practising,
    now: () => clock.now() + ahead,
  });
  const folder = mkdtempSync(join(quick, 'hoist-host-'));
  const env = { ...practice.env, ...configured, SSH_KEY_FILE: keyFile };
  const scene: Scene = {
    practice,
    folder,
    keyFile,
    cloud: () => ({
      ...openstackCloud(openstackConfig.parse(env), 'practice', selectelProfile, clock.now),
      guest: { unsupported: verbatim('nobody is inside a practice machine') },
    }),
    later() {
      ahead += 10 * 60_000;
    },
    async close() {
      await practice.close();
      rmSync(folder, { recursive: true });
    },
  };
  const cloud = scene.cloud();
  await prepare?.(scene, cloud);
  await cloud.close();
  scene.later();
  practice.inventory();
  for (const fault of faults) practice.faults.add(fault);
  return scene;
}

/** As long as things really take, so that much is on its way when the bot dies; only the calls take no time. */
export const slowly: Partial<Timings> = { ...scaled(1), call: 0 };

const configured = {
  GPU_FLAVOR_ID: '3073',
  SETUP_FLAVOR_ID: '1011',
  DISK_TYPE: 'universal',
  DISK_SIZE_GB: '10',
  SSH_KEY_NAME: 'hoist-key',
};

/** Not the same anywhere, so that a piece in the wrong place shows. */
export const bytes = Buffer.concat(
  Array.from({ length: 3_000 }, (_, nth) => createHash('sha256').update(String(nth)).digest()),
);

export const hostFile: Prepare = async ({ folder }) => writeFileSync(join(folder, 'mine.raw'), bytes);

/** An image of a few bytes, so that disks of it are copied in no time. */
export const smallImage: Prepare = async (scene, cloud) => {
  await hostFile(scene, cloud);
  await imageOf(cloud, 'small', bytes);
};

/** An image whose bytes are not those of the file on the host. */
export const otherImage: Prepare = async (scene, cloud) => {
  await hostFile(scene, cloud);
  await imageOf(cloud, 'other', bytes.subarray(5_000));
};

async function imageOf(cloud: Cloud, name: string, content: Uint8Array): Promise<void> {
  const images = need(cloud, 'imageStore');
  const { id } = await images.reserve({ name, format: 'raw', stamp }, `before.${name}`, signal);
  await images.send(id, bodyOf(content), content.length, signal);
}

async function* bodyOf(content: Uint8Array) {
  yield content;
}

export const freeDisk: Prepare = async (scene, cloud) => {
  await smallImage(scene, cloud);
  await diskOf(scene, cloud, 'work');
};

async function diskOf(scene: Scene, cloud: Cloud, name: string): Promise<string> {
  const image = (await cloud.images(signal)).find((each) => each.name === 'small')?.id ?? '';
  const disks = need(cloud, 'disks');
  const { id } = await disks.create({ name, size: 1, image, stamp }, `before.${name}`, signal);
  scene.later();
  await disks.get(id, signal);
  return id;
}

/** A machine at work on a disk of the small image, with an address. */
export const runningMachine: Prepare = async (scene, cloud) => {
  await smallImage(scene, cloud);
  const disk = await diskOf(scene, cloud, 'gpu-1-boot');
  const spec = { name: 'gpu-1', boot: { disk }, flavor: '3073', publicKeys: [], spot: false, stamp };
  const { id } = await cloud.create(spec, 'before.machine', signal);
  scene.later();
  await cloud.get(id, signal);
  await need(cloud, 'addresses').give(id, stamp, 'before.address', signal);
};

export const parkedMachine: Prepare = async (scene, cloud) => {
  await runningMachine(scene, cloud);
  const [machine] = await Array.fromAsync(cloud.list(signal));
  await need(cloud, 'parking').park(machine?.id ?? '', signal);
};

export const lockedMachine: Prepare = async (scene, cloud) => {
  await runningMachine(scene, cloud);
  const [machine] = await Array.fromAsync(cloud.list(signal));
  const lock = { by: stamp.owner, name: 'ann', reason: 'demo', at: '2026-11-20T10:00:00.000Z' };
  await need(cloud, 'marks').lock(machine?.id ?? '', lock, signal);
};

/** Everything in the cloud and in the folder of the host, one line a thing, told by names and not by ids. */
export function inventoryOf({ practice, folder }: Scene): readonly string[] {
  const all = practice.inventory();
  const names = new Map([...all.servers, ...all.volumes, ...all.routers].map(({ id, name }) => [id, name]));
  const named = (id: string | null | undefined) => names.get(id ?? '') ?? '-';
  const ports = new Map(all.ports.map(({ id, device }) => [id, named(device)]));
  return [
    ...all.servers.map(
      ({ name, status, task, volumes, metadata }) =>
        `server ${name} ${status}${task ? ` ${task}` : ''} on ${volumes.map(({ id }) => named(id)).join(', ')}${marksIn(metadata)}`,
    ),
    ...all.volumes.map(
      ({ name, status, attachments, metadata }) =>
        `volume ${[name, status, ...attachments.map(({ server }) => named(server))].join(' ')}${marksIn(metadata)}`,
    ),
    ...all.snapshots.map(({ name, status }) => `snapshot ${name} ${status}`),
    ...all.ports.map(({ device }) => `port of ${named(device)}`),
    ...all.floatingips.map(
      ({ port, description }) =>
        `address of ${ports.get(port ?? '') ?? '-'}${givenTo(description.includes('owner=web%3Alocal%3Abob'))}`,
    ),
    ...all.images.map(
      ({ name, status, hash }) => `image ${name} ${status}${hash === sha512(bytes) ? ', the bytes' : ''}`,
    ),
    ...all.keypairs.map(({ name }) => `key ${name}`),
    ...[...all.networks, ...all.subnets, ...all.routers, ...all.securityGroups].map(({ name }) => `net ${name}`),
    ...all.rules.map(() => 'rule'),
    ...readdirSync(folder).map(
      (name) => `file ${name}${readFileSync(join(folder, name)).equals(bytes) ? ', the bytes' : ''}`,
    ),
  ].sort();
}

/** Whether it was handed over, which here is always to bob, and what locks it. */
const marksIn = ({ hoist_owner, hoist_lock, ...rest }: Readonly<Record<string, string>>): string =>
  [
    givenTo(hoist_owner === 'web:local:bob'),
    hoist_lock === undefined ? '' : `, locked: ${rest.hoist_lock_reason}`,
  ].join('');

const givenTo = (bob: boolean): string => (bob ? ", bob's" : '');

const sha512 = (data: Uint8Array) => createHash('sha512').update(data).digest('hex');

/** What came and what went between two inventories. */
export function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = [...before];
  const came = after.filter((line) => {
    const at = gone.indexOf(line);
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  return [...gone.map((line) => `- ${line}`), ...came.map((line) => `+ ${line}`)];
}
