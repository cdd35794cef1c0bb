import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Worker {
  readonly pid: number;
  /** As when the power goes. */
  kill(): Promise<void>;
  /** Stands still until it is told to go on. */
  freeze(): void;
  thaw(): void;
  running(): boolean;
}

export interface Workers {
  start(more?: Readonly<Record<string, string>>): Promise<Worker>;
  end(): Promise<void>;
}

/** Half of a start is the reading of files that every start reads. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/hoist');

/** Worker processes of one Hoist; what they log goes to files in `dir`. */
export function workersOn(env: Readonly<Record<string, string>>, dir: string): Workers {
  const all = new Set<ChildProcess>();
  let nth = 0;

  async function kill(child: ChildProcess): Promise<void> {
    all.delete(child);
    const gone = once(child, 'exit');
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await gone;
  }

  return {
    async start(more = {}) {
      const log = { HOIST_LOG: 'warn', HOIST_LOG_FILE: join(dir, `worker-${++nth}.log`) };
      const child = fork(join(import.meta.dirname, 'worker.ts'), [], {
        execArgv: [],
        env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compiled, ...log, ...env, ...more },
      });
      all.add(child);
      const ready = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (ready[0] !== 'ready' && all.has(child)) throw new Error(`a worker ended with ${ready[0]}`);
      return {
        pid: child.pid ?? 0,
        kill: () => kill(child),
        freeze: () => void child.kill('SIGSTOP'),
        thaw: () => void child.kill('SIGCONT'),
        running: () => child.exitCode === null && child.signalCode === null,
      };
    },
    async end() {
      await Promise.all([...all].map(kill));
    },
  };
}
