import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { hostFiles } from '../../src/host-files.ts';
import { type Cloud, need } from '../../src/kit.ts';
import { ann } from '../engine/workbench.ts';
import { sha512 } from './things.ts';

const { signal } = new AbortController();
const stamp = { owner: ann.id, operation: 'before' };
const bytes = randomBytes(100_000);

/** A cloud with an image, a disk made of it and a machine on another one, and a file on the host. */
export interface Scene {
  readonly practice: Practice;
  readonly folder: string;
  readonly image: string;
  readonly disk: string;
  readonly machine: string;
  readonly machineDisk: string;
}

export const open = (practice: Practice): Cloud =>
  openstackCloud(openstackConfig.parse(practice.env), 'practice', selectelProfile);

export async function scene(): Promise<Scene> {
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

export interface Play {
  readonly operation: string;
  input(scene: Scene): unknown;
  check(scene: Scene, images: readonly string[]): void;
}

/** Operations that move bytes about, each with what there has to be when it is done. */
export const plays: readonly Play[] = [
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
];
