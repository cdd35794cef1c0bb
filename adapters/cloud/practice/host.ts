import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { type Practice, scaled, startPractice } from '../openstack/practice/practice.ts';

/** A way in to the practice cloud of a folder, whichever process serves it now. */
export interface Host {
  readonly env: Readonly<Record<string, string>>;
  /** Does the machine behind the address run? */
  answers(ip: string, signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

interface Wish {
  readonly dir: string;
  readonly port: number;
  readonly speed: 'real' | 'instant' | number;
}

/**
 * One folder has one server: the first process that wants the cloud serves it, the others use it there and stand by.
 * When the server goes away, one of those who stand by takes its port and its folder over.
 */
export async function hostPractice(wish: Wish): Promise<Host> {
  const over = new AbortController();
  let mine: Practice | undefined;
  const first = await enter(wish, wish.port);
  const env = first.env;
  const port = Number(new URL(env.OS_AUTH_URL ?? '').port);
  hold(first);

  function hold(place: Place): void {
    mine = place.mine;
    if (!mine) void standBy(port, over.signal).then(takeOver);
  }
  async function takeOver(): Promise<void> {
    while (!over.signal.aborted) {
      const place = await enter(wish, port, 'only there').catch(() => undefined);
      if (place && over.signal.aborted) return void (await place.mine?.close());
      if (place) return hold(place);
      await sleep(pause, undefined, { ref: false });
    }
  }

  return {
    env,
    async answers(ip, signal) {
      const response = await fetch(`http://127.0.0.1:${port}/practice/answers/${ip}`, { signal }).catch(
        () => undefined,
      );
      return response?.ok === true;
    },
    async close() {
      over.abort();
      await mine?.close();
    },
  };
}

const pause = 100;

/** Served by us, or by somebody else: the way in is the same. */
interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly mine: Practice | undefined;
}

async function enter({ dir, speed, ...wish }: Wish, port: number, where?: 'only there'): Promise<Place> {
  const timings = typeof speed === 'number' ? scaled(speed) : speed;
  for (let tries = 0; tries < 50; tries++) {
    try {
      const mine = await startPractice({ dir, port, timings });
      return { env: mine.env, mine };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    // The port or the folder has somebody already.
    const known = whereabouts(dir);
    if (known && (await serves(known.OS_AUTH_URL ?? '', dir))) return { env: known, mine: undefined };
    if (where === undefined && tries === 0 && wish.port === port && !(await serves(`http://127.0.0.1:${port}/`, dir)))
      return enter({ dir, speed, ...wish }, 0, 'only there');
    await sleep(pause);
  }
  throw new Error(`the practice cloud of ${dir} is locked by a process that does not answer`);
}

/** The port is in use, or another process has the folder open. */
function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || (code === 'ERR_SQLITE_ERROR' && /locked|busy/i.test(String(error)));
}

/** What the process that serves the folder wrote down about the way in. */
function whereabouts(dir: string): Readonly<Record<string, string>> | undefined {
  const file = join(dir, 'openrc');
  if (!existsSync(file)) return undefined;
  const env = parseEnv(readFileSync(file, 'utf8'));
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

async function serves(url: string, dir: string): Promise<boolean> {
  if (!URL.canParse(url)) return false;
  try {
    const response = await fetch(new URL('/practice/', url), { signal: AbortSignal.timeout(2_000), redirect: 'error' });
    const said: unknown = await response.json();
    return typeof said === 'object' && said !== null && 'dir' in said && said.dir === realpathSync(dir);
  } catch {
    return false;
  }
}

/** Resolves when the server on the port is gone. Holds a line open to it, which does not hold this process. */
const standBy = (port: number, signal: AbortSignal): Promise<void> =>
  new Promise((gone) => {
    const agent = new Agent({ keepAlive: false });
    const request = get({ host: '127.0.0.1', port, path: '/practice/alive', agent, signal });
    request.on('socket', (socket) => socket.unref());
    request.on('error', () => gone());
    request.on('response', (response) => response.resume().on('close', () => gone()));
  });
