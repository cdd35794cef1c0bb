import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Bot {
  /** What the page would send. Fails when the bot dies meanwhile. */
  hear(id: string, body: object, who?: 'requester' | 'approver'): Promise<void>;
  /** As when the power goes: nothing is said and nothing is finished. */
  kill(): Promise<void>;
  readonly dead: Promise<void>;
}

/** Half of a start is the reading of files that every start reads. */
const compiled = join(import.meta.dirname, '../../../node_modules/.cache/hoist');

/** The bot as a process of its own. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<Bot> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'process.ts')], {
    env: { PATH: process.env.PATH ?? '', HOIST_LOG: 'silent', WEB_PORT: '0', NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dead = once(child, 'exit').then(() => undefined);
  const kill = async () => {
    child.kill('SIGKILL');
    await dead;
  };
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      kill,
      dead,
      async hear(id, body, who = 'requester') {
        const asked = { id, who, room: 'general', locale: 'en', body };
        const headers = { 'content-type': 'application/json', origin: url };
        const reply = await fetch(`${url}/hear`, { method: 'POST', headers, body: JSON.stringify(asked) });
        if (!reply.ok) throw new Error(`the page was answered ${reply.status}`);
        await reply.text();
      },
    };
  }
  throw new Error('the bot ended before it was ready');
}
