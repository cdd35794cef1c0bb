import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { SlackChat } from '../../adapters/chat/slack/chat.ts';
import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { type Chat, type Desk, defineOperation, type Kept, type Store, verbatim } from '../../src/kit.ts';
import { noWorld } from '../engine/tiny-world.ts';
import { drive, type VirtualClock } from '../engine/virtual-clock.ts';
import { chatOn, listening, slackHere } from './stage.ts';

/** What one operation of the herd does: steps that take so long, one of them with a progress in bytes. */
export interface Job {
  readonly name: string;
  readonly steps: readonly number[];
  readonly bytes?: boolean;
}

export interface Herd {
  readonly slack: FakeSlack;
  readonly chat: SlackChat;
  readonly clock: VirtualClock;
  readonly store: Store;
  /** Lets time pass until so many operations have ended and everything is said of them. */
  rest(count: number): Promise<readonly Kept[]>;
}

const tellEvery = 2_000;

/** Operations that only take their time, begun by slash commands: `/gpu start <number of the job>`. */
export async function herdOf(jobs: readonly Job[]): Promise<Herd> {
  const slack = await slackHere();
  const { clock } = slack;
  const store = sqliteStore(':memory:');
  const chat = await chatOn(slack, { clock });
  const pass = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  const job = defineOperation({
    name: 'job',
    input: z.object({ nth: z.number() }),
    outline: { first: verbatim('First'), second: verbatim('Second'), third: verbatim('Third'), last: verbatim('Last') },
    likeness: () => 'job',
    async run(op, { nth }) {
      const { steps, bytes } = jobs[nth]!;
      for (const [at, step] of (['first', 'second', 'third', 'last'] as const).entries()) {
        await op.step(step, {
          async do({ tell }) {
            let left = steps[at] ?? 0;
            if (bytes && at === 2)
              for (const all = left; left > tellEvery; left -= tellEvery) {
                tell(verbatim(`${all - left} of ${all} bytes`), (all - left) / all);
                await pass(tellEvery);
              }
            await pass(left);
          },
        });
      }
      return nth;
    },
    tell: {
      title: ({ nth }) => `Starting ${jobs[nth]?.name}`,
      done: (_, { nth }) => ({ title: `${jobs[nth]?.name} is ready`, blocks: [], ping: `${jobs[nth]?.name} is up` }),
      failed: ({ nth }) => `${jobs[nth]?.name} did not start`,
    },
  });

  let calls = 0;
  const counted = async <T>(call: Promise<T>): Promise<T> => {
    calls += 1;
    return call.finally(() => (calls -= 1));
  };
  const shownOn: Chat = {
    ...chat,
    post: (...asked) => counted(chat.post(...asked)),
    edit: (...asked) => counted(chat.edit(...asked)),
  };
  const engine = createEngine({ store, operations: [job], world: noWorld, chats: [shownOn], clock, atOnce: 1_000 });
  const desk: Desk = {
    async hear({ id, who, where, locale, body }) {
      const nth = 'words' in body ? Number(body.words.split(' ').at(-1)) : 0;
      const begun = await engine.begin(job, { nth }, { who, where, locale, event: id });
      const kept = (await store.read(begun.id))!;
      return { kind: 'began', operation: begun.id, view: await engine.view(kept, locale) };
    },
    complete: async () => [],
    choices: async () => [],
    catalogue: async () => [],
  };
  onTestFinished(async () => {
    await engine.close();
    await chat.close();
    await store.close();
  });
  engine.start();
  await listening(slack, chat, desk);

  // What a step waits for is time; all else is on its way over a socket.
  let looks = 0;
  const busy = () => {
    if (calls > 0 || slack.busy) looks = 0;
    // The chat may be reading what has come, or wait for a pause to pass that Slack has asked for.
    return calls > 0 || slack.busy || (chat.busy() && ++looks % 20 !== 0);
  };
  return {
    ...{ slack, chat, clock, store },
    async rest(count) {
      const over = async () =>
        (await store.heads({ states: ['done'], limit: count })).length === count &&
        (await store.unsent(1)).length === 0 &&
        calls === 0 &&
        !chat.busy();
      await drive(clock, over, busy);
      const heads = await store.heads({ limit: count });
      return Promise.all(heads.map(async ({ id }) => (await store.read(id))!));
    },
  };
}
