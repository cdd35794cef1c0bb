import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Timings } from '../adapters/cloud/openstack/practice/practice.ts';
import { begin, discard, kill, scratch } from './leftovers.ts';
import { type OpenStack, openStack } from './openstack.ts';

/** A practice cloud that runs in a process of its own, and the way in. */
export interface Served {
  /** The data folder of a Hoist that uses it. */
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: string;
  /** Where it says whether somebody answers at an address. */
  readonly origin: string;
  readonly api: OpenStack;
  close(): void;
}

export async function serveCloud(
  speed: 'real' | 'instant' | Partial<Timings>,
  under?: string,
  ...hashes: readonly 'no-hashes'[]
): Promise<Served> {
  const data = scratch(under);
  const word = typeof speed === 'string' ? speed : JSON.stringify(speed);
  const args = [join(import.meta.dirname, 'cloud-process.ts'), join(data, 'practice'), word, ...hashes];
  const child = begin(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('a pipe was asked for');
  const [line] = await Array.fromAsync(firstOf(createInterface({ input: child.stdout })));
  if (line === undefined) throw new Error('the practice cloud did not start');
  const env: Record<string, string> = JSON.parse(line);
  const { origin, port } = new URL(env.OS_AUTH_URL ?? '');
  return {
    data,
    env,
    port,
    origin,
    api: await openStack(env),
    close() {
      kill(child);
      discard(data);
    },
  };
}

async function* firstOf<T>(all: AsyncIterable<T>): AsyncIterable<T> {
  for await (const one of all) return yield one;
}
