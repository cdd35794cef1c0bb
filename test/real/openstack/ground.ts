import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { plainOpenstack } from '../../../adapters/cloud/openstack/profile.ts';
import { bareCloud, flavorIds } from './bare.ts';
import { type Out, realBot } from './bot.ts';
import { sweep } from './witness.ts';

/** What the files of this suite share: names, settings of an administrator, a network, an image to start from. */
export interface Ground {
  readonly prefix: string;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    ground: Ground;
  }
}

/** Makes it by words before all files, and takes it back by words after them. Nothing may be left then. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `hoist-real-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'hoist-real-'));
  const env = await settings(prefix);
  const image = `${prefix}-base`;
  const bot = await realBot({ folder, channel: prefix, profile: plainOpenstack, env: { ...process.env, ...env } });
  const good = (out: Out): Out => {
    if (out.text.startsWith('✓')) return out;
    throw new Error(out.text);
  };

  const network = good(await bot.say('net setup'));
  writeFileSync(join(folder, 'base.raw'), randomBytes(4 * 1024 * 1024));
  good(await bot.say(`image upload base.raw --name ${image}`));
  project.provide('ground', { prefix, image, env });

  return async () => {
    // Vitest reports what is thrown here, and ends as if all were well.
    const before = process.exitCode;
    process.exitCode = 1;
    good(await bot.say(`image delete ${image} --confirm ${image}`));
    const { kept } = await bot.say(`op undo ${network.id} --sure`);
    await bot.close();
    rmSync(folder, { recursive: true });
    const left = sweep(prefix);
    if (kept?.head.state !== 'undone' || left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
    process.exitCode = before;
  };
}

/** What an administrator would have configured, with names nobody else uses. */
async function settings(prefix: string): Promise<Ground['env']> {
  const { GPU_FLAVOR_ID, SETUP_FLAVOR_ID, OS_AVAILABILITY_ZONE, DISK_TYPE } = process.env;
  // The lab gives its flavors other ids each time it is set up.
  const ids = await flavorIds(await bareCloud(process.env));
  return {
    OS_AVAILABILITY_ZONE: OS_AVAILABILITY_ZONE ?? 'ru-7a',
    GPU_FLAVOR_ID: GPU_FLAVOR_ID ?? ids.get('GL2.4-32768-0-1GPU-T4') ?? '',
    SETUP_FLAVOR_ID: SETUP_FLAVOR_ID ?? ids.get('SL1.1-1024') ?? '',
    DISK_TYPE: DISK_TYPE ?? 'fast',
    DISK_SIZE_GB: '1',
    NETWORK_NAME: `${prefix}-net`,
    ROUTER_NAME: `${prefix}-router`,
    SECURITY_GROUP: `${prefix}-group`,
  };
}

/** A fresh key in the folder, as ssh-keygen makes it; answers the file of its public half. */
export function freshKey(folder: string): string {
  const file = join(folder, 'id_ed25519');
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ann@example', '-f', file]);
  return `${file}.pub`;
}
