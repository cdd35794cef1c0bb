import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type Profile, plainOpenstack } from '../../../adapters/cloud/openstack/profile.ts';
import { type RealBot, realBot } from './bot.ts';
import { freshKey } from './ground.ts';
import { type Found, sweep, witness } from './witness.ts';

export interface Lab {
  readonly bot: RealBot;
  /** Begins every name that this file makes. */
  readonly prefix: string;
  readonly folder: string;
  /** The settings of the bot, for another process of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A small image that machines can start from; the network is there as well. */
  readonly image: string;
  readonly network: string;
  /** What the stock client sees of what this file made, or of that whose names go on with the word. */
  seen(word?: string): Found;
  /** A file of random bytes in the folder for images. */
  file(name: string, megabytes: number): { readonly path: string; readonly sha256: string };
  /** Deletes a disk or an image, as its owner would. */
  drop(what: 'disk' | 'image', name: string): Promise<void>;
}

interface Wishes {
  readonly profile?: Profile;
  readonly env?: (prefix: string) => Readonly<Record<string, string>>;
}

/** A bot for one file of tests. What is there when they are over is a leftover: it is swept away, and the file fails. */
export function lab(word: string, { profile = plainOpenstack, env: more = () => ({}) }: Wishes = {}): Lab {
  const ground = inject('ground');
  const prefix = `${ground.prefix}-${word}`;
  const folder = mkdtempSync(join(tmpdir(), 'hoist-real-'));
  const key = { SSH_KEY_FILE: freshKey(folder), SSH_KEY_NAME: `${prefix}-key` };
  const env = { ...process.env, ...ground.env, ...key, ...more(prefix) };
  let bot: RealBot | undefined;

  const here: Lab = {
    get bot() {
      if (!bot) throw new Error('the bot is there once the tests run');
      return bot;
    },
    prefix,
    folder,
    env,
    image: ground.image,
    network: ground.env.NETWORK_NAME ?? '',
    seen: (name = '') => witness(`${prefix}${name}`),
    file(name, megabytes) {
      const path = join(folder, name);
      writeFileSync(path, randomBytes(megabytes * 1024 * 1024));
      return { path, sha256: sha256(path) };
    },
    async drop(what, name) {
      expect((await here.bot.say(`${what} delete ${name} --confirm ${name}`)).text).toMatch(/^✓/);
    },
  };

  beforeAll(async () => {
    bot = await realBot({ folder, channel: prefix, profile, env });
  });
  afterAll(async () => {
    await bot?.close();
    rmSync(folder, { recursive: true, force: true });
    expect(sweep(prefix), 'left behind').toEqual([]);
  });
  return here;
}

export const sha256 = (path: string, bytes?: number): string =>
  createHash('sha256').update(readFileSync(path).subarray(0, bytes)).digest('hex');

/** A step of this name was done. */
export const did = (step: string) => (entry: { readonly kind: string; readonly step?: string | undefined }) =>
  entry.kind === 'did' && entry.step === step;
