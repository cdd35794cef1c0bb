import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Kept, Log, OperationState, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { observedCloud } from '../../src/observe/clouds.ts';
import { type Observer, unobserved } from '../../src/observe/observer.ts';
import { practiceCloud } from '../commands/harness.ts';
import { type FakeChat, fakeChat } from '../engine/fake-chat.ts';
import { drive, type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';

/** One practice cloud and one store, and as many bots on both as a test wants; time passes only when it has to. */
export interface Stage {
  readonly practice: Practice;
  readonly store: Store;
  readonly chat: FakeChat;
  readonly clock: VirtualClock;
  bot(observing: { readonly observer?: Observer; readonly log?: Log; readonly worker?: string }): Promise<Bot>;
}

export interface Bot {
  readonly engine: Engine;
  /** Answers the operation that the words began. */
  say(words: string, event?: string): Promise<string>;
  until(id: string, there: (kept: Kept) => boolean): Promise<Kept>;
  /** Lets time pass until it has ended and is shown. */
  ended(id: string): Promise<OperationState>;
}

const who = { id: 'web:local:ann', name: 'ann' };
const where = { chat: 'web', channel: 'general' };

export async function stage(): Promise<Stage> {
  const clock = virtualClock();
  const practice = await startPractice({ timings: 'instant', now: clock.now });
  const store = sqliteStore(':memory:');
  const chat = fakeChat();
  const folder = mkdtempSync(join(tmpdir(), 'hoist-observe-'));
  onTestFinished(async () => {
    await practice.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function bot({ observer = unobserved, log = silent, worker }: Parameters<Stage['bot']>[0]): Promise<Bot> {
    const cloud = observedCloud(practiceCloud(practice, {}, clock.now), { observer, log, now: clock.now });
    const files = hostFiles(folder);
    const operations = await allOperations();
    const world = { files, cloud: () => cloud };
    const named = worker === undefined ? {} : { worker };
    const engine = createEngine({ store, operations, world, chats: [chat], clock, log, observer, ...named });
    const parts = { engine, clouds: [cloud], store, files, version: '0.0.0', now: clock.now, log };
    const desk = createDesk({ ...parts, commands: await allCommands() });
    engine.start();
    onTestFinished(async () => {
      engine.abandon();
      await cloud.close();
    });
    const until = async (id: string, there: (kept: Kept) => boolean) => {
      const read = async () => (await store.read(id)) ?? Promise.reject(new Error(`no ${id}`));
      await drive(clock, async () => there(await read()), engine.busy);
      return read();
    };
    return {
      engine,
      until,
      async say(words, event = `said: ${words}`) {
        const answer = await desk.hear({ id: event, who, where, locale: 'en', body: { words } }, signal);
        return answer.kind === 'began' ? answer.operation : '';
      },
      async ended(id) {
        const { head } = await until(id, ({ head: { state } }) => ['done', 'undone', 'stuck'].includes(state));
        await drive(clock, async () => (await store.unsent(1)).length === 0, engine.busy);
        return head.state;
      },
    };
  }

  return { practice, store, chat, clock, bot };
}

const { signal } = new AbortController();
