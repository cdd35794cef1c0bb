import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceCloud } from '../../adapters/cloud/practice/cloud.ts';
import { practiceConfig } from '../../adapters/cloud/practice/config.ts';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { type Served, serveCloud } from '../../bench/cloud.ts';
import { createDesk } from '../../src/bot.ts';
import type { Desk } from '../../src/chat.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { ownConsent } from '../access/own-consent.ts';
import { quick } from '../store/quick.ts';
import { installed, type Server, startServer } from '../store/start-server.ts';
import { type Recorder, recorder } from './recorder.ts';
import { type Workers, workersOn } from './workers.ts';

/** A Hoist of several processes: Redis, a cloud, workers, and here the desk with a chat, which carries nothing. */
export interface Town {
  readonly server: Server;
  readonly cloud: Served;
  readonly store: Store;
  readonly engine: Engine;
  readonly desk: Desk;
  readonly chat: Recorder;
  readonly workers: Workers;
  /** What workers need to know; another REDIS_URL leads them through a line of our own. */
  readonly env: Readonly<Record<string, string>>;
  /** Logs of the workers. */
  readonly dir: string;
  readonly lease: number;
  end(): Promise<void>;
}

/** Calls and what they begin take a moment, so that something is always on its way when a process dies. */
const briefly = { call: 25, volumeFromImage: 60, server: 120, noHost: 60, remove: 60, power: 60, address: 20 };
const prefix = 'chaos';

export async function openTown({ lease }: { readonly lease: number }): Promise<Town> {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-chaos-'));
  // What a script wrote is in the file before it answers, so that a restart of the process loses nothing.
  const server = await startServer(installed(), '--appendonly', 'yes');
  const cloud = await serveCloud(briefly, quick);
  const env = {
    HOIST_DATA: cloud.data,
    PRACTICE_PORT: cloud.port,
    REDIS_URL: server.url,
    REDIS_PREFIX: prefix,
    CHAOS_LEASE: String(lease),
  };
  const store = await redisStore({ url: server.url, prefix }, silent);
  const here = await practiceCloud(practiceConfig.parse(env), 'practice');
  const files = hostFiles(join(cloud.data, 'images'));
  const chat = recorder('web');
  const engine = createEngine({
    store,
    operations: allOperations,
    world: { files, cloud: () => here },
    chats: [chat],
    atOnce: 0,
  });
  const parts = { engine, clouds: [here], store, files, version: '0.0.0', now: Date.now, log: silent };
  const desk = createDesk({ access: ownConsent, commands: await allCommands(), ...parts });
  const workers = workersOn(env, dir);
  engine.start();
  return {
    server,
    cloud,
    store,
    engine,
    desk,
    chat,
    workers,
    env,
    dir,
    lease,
    async end() {
      await workers.end();
      await engine.close();
      await here.close();
      await store.close();
      cloud.close();
      await server.end();
      rmSync(dir, { recursive: true });
    },
  };
}
