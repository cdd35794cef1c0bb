import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Log } from '#kit';
import { failureFrom } from './failures.ts';
import { createServerClock } from './server-clock.ts';

export interface Address {
  readonly url: string;
  readonly prefix: string;
}

/** What scripts take; a number is written out, never rounded. */
type Value = string | number;

/** One connection, over which scripts run: each whole or not at all, and alone while it runs. */
export interface Connection {
  run(script: string, ...values: Value[]): Promise<unknown>;
  /** A script that begins its answer with 1 when others have to hear of it. */
  write(script: string, ...values: Value[]): Promise<readonly unknown[]>;
  /** Names one write, so that its author knows it again when the client sends it twice. */
  token(): string;
  /** What time it is for everybody on this server. */
  now(): number;
  /** How often others have written. */
  others(): Promise<number>;
  /** Plain commands, for what reads one thing. */
  ask<T>(command: (redis: Redis, key: (name: string) => string) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * A restart of Redis is waited out, and a line that went dead is noticed and opened again, before anybody is told that
 * Redis is away. The times fit into each other, so that a command that was given up is hardly ever sent again later.
 */
export const patience = {
  maxRetriesPerRequest: 4,
  retryStrategy: (nth: number) => Math.min(50 * 2 ** nth, 1_000),
  connectTimeout: 1_500,
  // A host that is gone says nothing at all; without this the kernel believes in it for a quarter of an hour.
  socketTimeout: 4_000,
  commandTimeout: 12_000,
};

const measureEvery = 60_000;

/** What a process calls its connection, so that a move can see whether anybody is there. */
export const nameOf = (prefix: string): string => `hoist:${prefix}`;

export async function connect({ url, prefix }: Address, log: Log, name = nameOf(prefix)): Promise<Connection> {
  const redis = new Redis(url, {
    ...patience,
    // Every server there is speaks it, and no answer here needs more.
    protocol: 2,
    connectionName: name,
    enableReadyCheck: true,
    // What a replica that has just been a leader refuses, the new leader takes.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  });
  redis.on('error', (error: Error) => log.warn({ why: error.message }, 'redis connection'));
  const tag = `{${prefix}}`;
  const key = (name: string) => `${tag}:${name}`;
  const me = randomBytes(9).toString('base64url');
  let tokens = 0;
  let own = 0;
  let open = true;

  const ask: Connection['ask'] = async (command) => {
    try {
      return await command(redis, key);
    } catch (error) {
      throw failureFrom(error);
    }
  };
  const fail = (error: unknown) => {
    throw failureFrom(error);
  };
  const run: Connection['run'] = (name, ...values) => {
    const { text, digest } = script(name);
    return redis.evalsha(digest, 1, tag, ...values).catch((error: unknown) => {
      // Redis forgets scripts when it starts anew.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) return fail(error);
      return redis.eval(text, 1, tag, ...values).catch(fail);
    });
  };

  const clock = createServerClock({
    async ask() {
      const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
      return seconds * 1_000 + micros / 1_000;
    },
  });
  const measure = () =>
    clock.measure().catch((error: Error) => log.debug({ why: error.message }, 'clock not compared'));
  await ask(() => clock.measure()).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  // Behind a line that broke may lie hours of sleep, or another server.
  redis.on('ready', measure);
  const measuring = setInterval(measure, measureEvery).unref();
  return {
    ask,
    run,
    now: clock.now,
    async write(name, ...values) {
      const answer = await run(name, ...values);
      if (!Array.isArray(answer)) throw new Error(`script ${name} answered no list`);
      if (answer[0] === 1) own += 1;
      return answer;
    },
    token: () => `${me}.${(tokens++).toString(36)}.`,
    async others() {
      const all = Number(await ask(() => redis.get(key('writes'))));
      return all - own;
    },
    async close() {
      if (!open) return;
      open = false;
      clearInterval(measuring);
      // In good order where there is somebody to say goodbye to.
      if (redis.status === 'ready') await redis.quit().catch(() => undefined);
      redis.disconnect();
    },
  };
}

interface Script {
  readonly text: string;
  readonly digest: string;
}

const scripts = new Map<string, Script>();
const textOf = (name: string) => readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8');

function script(name: string): Script {
  const known = scripts.get(name);
  if (known) return known;
  const gate = name.startsWith('copy-') ? '' : textOf('gate');
  const text = withWhatItUses(`${gate}\n${textOf(name)}`);
  const loaded = { text, digest: createHash('sha1').update(text).digest('hex') };
  scripts.set(name, loaded);
  return loaded;
}

/**
 * Of the functions for all scripts those that this one needs, each where it is first needed: Redis makes them anew at
 * every call. What stands behind "-- Else:" is not come to by most.
 */
function withWhatItUses(script: string): string {
  const blocks = textOf('keys').trim().split('\n\n');
  const there = new Set<string>();
  const withThem = (part: string) =>
    blocks.reduceRight((text, block) => {
      const name = /^local (?:function )?(\w+)/m.exec(block)?.[1];
      if (name === undefined || there.has(name) || !new RegExp(`\\b${name}\\b`).test(text)) return text;
      there.add(name);
      return `${block}\n\n${text}`;
    }, part);
  return script
    .split(/^(?=-- Else:)/m)
    .map(withThem)
    .join('');
}
