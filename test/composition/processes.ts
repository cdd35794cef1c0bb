import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Real processes of the product, in a data folder of their own, with a practice cloud that takes no time. */
export function processes() {
  const data = mkdtempSync(join(tmpdir(), 'hoist-processes-'));
  const running = new Set<ChildProcess>();

  /** `under` is what runs it, where it is to see less of this host than it could. */
  function begin(entry: string, words: readonly string[], env: NodeJS.ProcessEnv = {}, under: readonly string[] = []) {
    const node = [process.execPath, '--import', join(root, 'src/node-guard.mjs'), join(root, 'src', entry)];
    const [program = '', ...args] = [...under, ...node, ...words];
    const child = spawn(program, args, {
      // Away from the project, so that nobody's own .env is read.
      cwd: data,
      env: {
        PATH: process.env.PATH,
        HOIST_DATA: data,
        PRACTICE_SPEED: 'instant',
        PRACTICE_PORT: '0',
        WEB_PORT: '0',
        ...env,
      },
    });
    running.add(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    const ended = new Promise<Ran>((resolve) =>
      child.once('close', (status) => {
        running.delete(child);
        resolve({ status, out, err });
      }),
    );
    return { child, ended, out: () => out, err: () => err };
  }

  return {
    data,
    begin,
    hoist: (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => begin('cli.ts', words, env).ended,
    async close() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
