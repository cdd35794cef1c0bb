import { begin } from './leftovers.ts';

export interface Timed {
  readonly status: number | null;
  readonly out: string;
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time of the process and of all that it started and waited for. */
  readonly cpu: number;
}

export interface Around {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs a program to its end. The shell's own `time` is what counts the processor time of the whole tree. */
export function timed(command: string, args: readonly string[], { env, cwd }: Around = {}): Promise<Timed> {
  const script = 'TIMEFORMAT="%R %U %S"; { time "$@" 2>&1; } 2>&3';
  const child = begin('bash', ['-c', script, 'bash', command, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...(env ?? process.env), LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const [out, times] = [collected(child.stdout), collected(child.stdio[3])];
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const [wall = Number.NaN, user = Number.NaN, sys = Number.NaN] = times().trim().split(' ').map(Number);
      resolve({ status, out: out(), wall, cpu: user + sys });
    });
  });
}

function collected(stream: unknown): () => string {
  let text = '';
  // Both are pipes by the `stdio` above.
  (stream as NodeJS.ReadableStream).setEncoding('utf8').on('data', (part: string) => (text += part));
  return () => text;
}

/** Is there such a program? */
export const has = async (command: string): Promise<boolean> =>
  (await timed('bash', ['-c', `command -v ${command}`])).status === 0;
