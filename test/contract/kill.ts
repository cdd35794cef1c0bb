import { spawn } from 'node:child_process';

export interface Killed {
  /** How often it was really killed before it could end. */
  readonly kills: number;
  readonly starts: number;
}

/**
 * Starts a program again and again until it ends by itself. Each start but the last is killed with SIGKILL as soon
 * as it has written so many lines: a program writes one at each moment that is worth dying at.
 */
export async function killAndRestart(
  args: readonly string[],
  linesBeforeDeath: readonly number[],
  env: Readonly<Record<string, string>> = {},
): Promise<Killed> {
  let kills = 0;
  for (let start = 0; start <= linesBeforeDeath.length; start++) {
    const { signal, status, errors } = await once(args, linesBeforeDeath[start], env);
    if (signal === 'SIGKILL') kills++;
    else if (status === 0) return { kills, starts: start + 1 };
    else throw new Error(`ended with ${status ?? signal}: ${errors}`);
  }
  throw new Error('was killed although nobody meant to');
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

function once(
  args: readonly string[],
  lines: number | undefined,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  let seen = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString().split('\n').length - 1;
    if (lines !== undefined && seen >= lines) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, errors }));
  });
}
