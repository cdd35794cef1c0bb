import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { serveCloud } from './cloud.ts';
import { begin, kill } from './leftovers.ts';
import { bareEnvironment, entry, onCloud } from './product.ts';
import type { Target } from './slash-commands.ts';

/** Whom slash commands are said to, each in a process of its own, and what became of them. */
export interface Sides {
  readonly hoist: Target;
  /** Bolt, which only acknowledges. */
  readonly bare: Target;
  /** The same after it wrote each command to the disk. */
  readonly keeping: Target;
  /** How many of Hoist's commands were answered, and how many of these more than once. */
  answers(): Promise<Answered>;
  /** How many commands Hoist has written down and is done with. */
  kept(): number;
  close(): void;
}

export interface Answered {
  readonly once: number;
  readonly again: number;
}

export async function ackSides(): Promise<Sides> {
  const cloud = await serveCloud('instant');
  const processes: ChildProcess[] = [];

  async function lineOf(args: readonly string[], options: SpawnOptions, says: RegExp): Promise<string> {
    const child = begin(process.execPath, args, { cwd: cloud.data, ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    processes.push(child);
    if (!child.stdout) throw new Error('a pipe was asked for');
    for await (const line of createInterface({ input: child.stdout })) if (says.test(line)) return line;
    throw new Error(`${args.join(' ')} ended before it was ready`);
  }

  const inSlack = [join(import.meta.dirname, 'slack-process.ts')];
  const slack: SlackThere = JSON.parse(await lineOf(inSlack, { env: bareEnvironment() }, /^{/));
  const { apiUrl, botToken, signingSecret } = slack;

  const target = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Target> => {
    const line = await lineOf(args, { env }, /ready/);
    const url = /http:\/\/127\.0\.0\.1:\d+\/slack\/events/.exec(line)?.[0];
    if (url === undefined) throw new Error(`no address for Slack in "${line}"`);
    return { url, signingSecret, answers: slack.answers };
  };
  const bolt = (...args: readonly string[]) =>
    target(
      [join(import.meta.dirname, 'bare-bolt.ts'), ...args],
      bareEnvironment({ SLACK_SIGNING_SECRET: signingSecret }),
    );
  const settings = {
    ...onCloud(cloud),
    WEB_PORT: 'off',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_PORT: '0',
    SLACK_API_URL: apiUrl,
    HOIST_LOG_FILE: join(cloud.data, 'hoist.log'),
  };

  return {
    hoist: await target(entry('main.ts'), bareEnvironment(settings)),
    bare: await bolt(),
    keeping: await bolt(join(cloud.data, 'bare.sqlite')),
    // Written by a process of the bench itself.
    answers: async () => (await (await fetch(`${slack.answers}/counted`)).json()) as Answered,
    kept: () => keptIn(join(cloud.data, 'hoist.sqlite')),
    close() {
      for (const child of processes) kill(child);
      cloud.close();
    },
  };
}

interface SlackThere {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly answers: string;
}

function keptIn(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const done = `key LIKE 'chat/slack/in/cmd:%' AND json_extract(value, '$.event') IS NULL`;
  const count = Number(db.prepare(`SELECT count(*) AS count FROM memory WHERE ${done}`).get()?.count);
  db.close();
  return count;
}
