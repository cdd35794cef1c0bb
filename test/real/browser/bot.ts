import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../../..');

export interface Bot {
  readonly url: string;
  /** As when the power goes: nothing is said and nothing is finished. */
  kill(): Promise<void>;
}

/** As after a fresh clone, only that the cloud to practise on is twenty times faster than a real one. */
export async function freshClone() {
  const data = await mkdtemp(join(tmpdir(), 'hoist-browser-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  return { HOIST_DATA: data, WEB_PORT: '0', PRACTICE_PORT: '0', PRACTICE_SPEED: '20' };
}

/** The bot as a process of its own, with this environment, until the test is over. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<Bot> {
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOIST_LOG: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => killed(child);
  onTestFinished(kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /is ready: (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return { url, kill };
  }
  throw new Error('the bot ended before it was ready');
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
