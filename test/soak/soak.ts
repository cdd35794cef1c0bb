import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveCloud } from '../../bench/cloud.ts';
import { assemble } from '../../src/assemble.ts';
import { readConfig } from '../../src/config.ts';
import { allCommands } from '../../src/discover.ts';
import type { Chat } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { live } from '../chaos/lives.ts';
import { seeded } from '../contract/kill.ts';
import { quick } from '../store/quick.ts';
import { installed, type Server, startServer } from '../store/start-server.ts';
import { gauge, type Series } from './gauges.ts';

export interface Wish {
  readonly store: 'sqlite' | 'redis';
  readonly minutes: number;
  /** Operations a second. */
  readonly rate: number;
  readonly seed: number;
  /** Milliseconds for which what has ended is kept; ninety days in the product. */
  readonly keep: number;
  readonly sampleEvery: number;
  heard?(ended: number, series: Series): void;
}

export interface Soaked {
  readonly series: Series;
  readonly ended: number;
  /** Of a core, over the whole run: this process, without the cloud and Redis. */
  readonly cpu: number;
  /** Operations that are still in the store. */
  readonly kept: number;
}

/** Nothing stays of what it is shown: what grows is ours. */
const forgetful: Chat = {
  name: 'web',
  listen: async () => undefined,
  post: async (_where, _view, key) => key,
  edit: async () => undefined,
  ask: async () => undefined,
  close: async () => undefined,
};

const briefly = { volumeFromImage: 60, server: 120, noHost: 60, remove: 60, power: 60, address: 20 };
/** Retention is short here, so it is looked after as much more often. */
const sweeps = 10;

/** One bot in this process, to which words are said at an even pace; the cloud and Redis are processes of their own. */
export async function soak({ store: kind, minutes, rate, seed, keep, sampleEvery, heard }: Wish): Promise<Soaked> {
  const cloud = await serveCloud(briefly, quick);
  const server = kind === 'redis' ? await startServer(installed(), '--appendonly', 'yes') : undefined;
  mkdirSync(cloud.data, { recursive: true });
  const env = {
    HOIST_DATA: cloud.data,
    PRACTICE_PORT: cloud.port,
    ...(server ? { REDIS_URL: server.url } : {}),
  };
  const hoist = await assemble(readConfig(cloud.data, env), {
    log: silent,
    commands: await allCommands(),
    openChats: async () => [forgetful],
  });
  hoist.engine.start();
  const measured = gauge({ every: sampleEvery, size: () => sizeOf(cloud.data, server) });
  const sweep = async () => {
    const before = Date.now() - keep;
    await Promise.all([hoist.store.prune(before), hoist.audit.prune(before)]);
  };
  const sweeping = setInterval(() => void sweep(), keep / sweeps);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const lives = live(hoist, {
    operations: Math.floor(minutes * 60 * rate),
    together: 32,
    random: seeded(seed),
    pace: evenly(rate),
  });
  const telling = setInterval(() => heard?.(lives.ended, measured.series), 60_000);
  try {
    await lives.over();
    await measured.stop();
    const { user, system } = process.cpuUsage(cpu);
    return {
      series: measured.series,
      ended: lives.ended,
      cpu: (user + system) / 1_000 / (performance.now() - began),
      kept: (await hoist.store.heads({ limit: 1_000_000 })).length,
    };
  } finally {
    clearInterval(telling);
    clearInterval(sweeping);
    await measured.stop();
    await hoist.close();
    cloud.close();
    await server?.end();
  }
}

/** A turn at each beat, and none to make up for beats that were missed. */
function evenly(rate: number): () => Promise<void> {
  let next = performance.now();
  return async () => {
    const now = performance.now();
    next = Math.max(next + 1_000 / rate, now);
    await sleep(next - now);
  };
}

/** The file with its log, or what Redis says its data takes. */
async function sizeOf(data: string, server: Server | undefined): Promise<number> {
  if (server) return Number(/used_memory_dataset:(\d+)/.exec(await server.say('INFO', 'memory'))?.[1]);
  const files = ['hoist.sqlite', 'hoist.sqlite-wal'].map((name) => join(data, name));
  return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
}
