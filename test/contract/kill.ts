import { spawn } from 'node:child_process';

export interface Killed {
  /** How often it was really killed before it could end. */
  readonly kills: number;
  readonly starts: number;
}

/**
 * Starts a program again and again until it ends by itself. Each start but the last dies by SIGKILL at the moment
 * with this number: the program calls `moment()` wherever dying is worth a try.
 */
export async function killAndRestart(
  args: readonly string[],
  dieAt: readonly number[],
  env: Readonly<Record<string, string>> = {},
): Promise<Killed> {
  let kills = 0;
  for (let start = 0; start <= dieAt.length; start++) {
    const { signal, status, errors } = await once(args, { ...env, HOIST_DIE_AT: String(dieAt[start] ?? 0) });
    if (signal === 'SIGKILL') kills++;
    else if (status === 0) return { kills, starts: start + 1 };
    else throw new Error(`ended with ${status ?? signal}: ${errors}`);
  }
  throw new Error('was killed although nobody meant to');
}

let moments = 0;

/** For the program: the process dies here when this is the moment it was started for. Nothing runs after that. */
export function moment(): void {
  moments++;
  if (moments === Number(process.env.HOIST_DIE_AT)) process.kill(process.pid, 'SIGKILL');
}

/** Numbers that look random and come again with the same seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly status: number | null;
  readonly errors: string;
}

function once(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, errors }));
  });
}
