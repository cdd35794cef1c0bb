import { onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { type Chat, type Desk, defineOperation, type Kept, verbatim } from '../../src/kit.ts';
import { noWorld } from '../engine/tiny-world.ts';
import { drive, type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { scriptedDesk } from './scripted-desk.ts';
import { chatOn, startDiscord } from './stage.ts';

/** What one operation of the herd does: steps that take so long, one of them with a progress in bytes. */
export interface Job {
  readonly name: string;
  readonly steps: readonly number[];
  readonly bytes?: boolean;
}

export interface Herd {
  readonly discord: FakeDiscord;
  readonly clock: VirtualClock;
  /** Lets time pass until so many operations have ended and everything is said of them. */
  rest(count: number): Promise<readonly Kept[]>;
}

const tellEvery = 2_000;
const names = ['first', 'second', 'third', 'last'] as const;

/** Operations that only take their time, begun by `/gpu start image:<number of the job>`, under Discord's usual limits. */
export async function herdOf(jobs: readonly Job[]): Promise<Herd> {
  const clock = virtualClock();
  const discord = await startDiscord({ now: clock.now });
  // discord.js counts limits in a time of its own: here it is the same as everybody's.
  const spy = vi.spyOn(Date, 'now').mockImplementation(clock.now);
  const store = sqliteStore(':memory:');
  const chat = await chatOn(discord, { clock });
  const pass = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  const job = defineOperation({
    name: 'job',
    input: z.object({ nth: z.number() }),
    outline: { first: verbatim('First'), second: verbatim('Second'), third: verbatim('Third'), last: verbatim('Last') },
    likeness: () => 'job',
    async run(op, { nth }) {
      for (const [at, name] of names.entries()) {
        await op.step(name, {
          async do({ tell }) {
            let left = jobs[nth]?.steps[at] ?? 0;
            if (jobs[nth]?.bytes && at === 2) {
              for (const all = left; left > tellEvery; left -= tellEvery) {
                tell(verbatim(`${all - left} of ${all} bytes`), (all - left) / all);
                await pass(tellEvery);
              }
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
    return call.finally(() => {
      calls -= 1;
    });
  };
  const shownOn: Chat = {
    ...chat,
    post: (...asked) => counted(chat.post(...asked)),
    edit: (...asked) => counted(chat.edit(...asked)),
  };
  const engine = createEngine({ store, operations: [job], world: noWorld, chats: [shownOn], clock, atOnce: 1_000 });
  const desk: Desk = {
    ...scriptedDesk(),
    async hear({ id, who, where, locale, body }) {
      const nth = 'filled' in body ? Number(body.filled.args.image) : 0;
      const begun = await engine.begin(job, { nth }, { who, where, locale, event: id });
      return { kind: 'began', operation: begun.id, view: { title: 'It begins', tone: 'plain', blocks: [] } };
    },
  };
  onTestFinished(async () => {
    await engine.close();
    await chat.close();
    await store.close();
    spy.mockRestore();
  });
  engine.start();
  await chat.listen(desk);

  return {
    ...{ discord, clock },
    async rest(count) {
      await chat.quiet();
      // What a step waits for is time; all else is on its way over a socket.
      const busy = () => calls > 0;
      const over = async () =>
        (await store.heads({ states: ['done'], limit: count })).length === count &&
        (await store.unsent(1)).length === 0 &&
        !busy();
      await drive(clock, over, busy);
      const kept = await Promise.all((await store.heads({ limit: count })).map(({ id }) => store.read(id)));
      return kept.filter((each) => each !== undefined);
    },
  };
}
