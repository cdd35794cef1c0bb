import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SlackChat } from '../../adapters/chat/slack/chat.ts';
import type { FakeSlack, FakeSlackOptions } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Cloud, Desk, Memory, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { practiceCloud } from '../commands/harness.ts';
import { drive, type VirtualClock } from '../engine/virtual-clock.ts';
import { annId } from './seat.ts';
import { type By, chatOn, general, slackHere } from './stage.ts';

/** Where a process may die. `post` and `ping` are what Slack has by then and nobody has written down. */
export const moments = ['take', 'ack', 'hear', 'post', 'ref', 'ping', 'ping ref'] as const;
export type Moment = (typeof moments)[number];

/** A bot that dies and begins anew, on the same store, in the same Slack and beside the same cloud. */
export interface Lives {
  readonly slack: FakeSlack;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly cloud: Cloud;
  readonly chat: SlackChat;
  /** Another process on the same store. */
  begin(): Promise<void>;
  /** From here on the process dies at that moment. */
  diesAt(moment: Moment): void;
  /** Lets time pass until the process has died. */
  died(): Promise<void>;
  until(there: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets time pass until nothing goes on and everything is said. */
  rest(): Promise<void>;
  /** What there is of everything that there should be one of. */
  tally(): Promise<Tally>;
}

export interface Tally {
  readonly machines: number;
  readonly operations: number;
  readonly cards: number;
  readonly pings: number;
  /** Cards that show the end. */
  readonly ended: number;
}

interface Life {
  readonly chat: SlackChat;
  dead: boolean;
  /** Resolves when the disk has what the process gave it. */
  written(): Promise<void>;
  busy(): boolean;
  close(): Promise<void>;
}

export async function livesOf(by: By, options: FakeSlackOptions = {}): Promise<Lives> {
  const slack = await slackHere(options);
  const { clock } = slack;
  const store = sqliteStore(':memory:');
  const practice = await startPractice({ timings: 'instant', now: clock.now });
  const cloud = practiceCloud(practice, {}, clock.now);
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  const files = hostFiles(folder);
  const [operations, commands] = [await allOperations(), await allCommands()];
  slack.person(annId, { name: 'ann' });
  slack.channel(general, { name: 'general', people: [annId] });
  let life: Life | undefined;
  let diesAt: Moment | undefined;
  onTestFinished(async () => {
    await life?.close();
    await cloud.close();
    await practice.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function begin(): Promise<void> {
    diesAt = undefined;
    await life?.written();
    const die = () => {
      own.dead = true;
      engine.abandon();
      void chat.abandon();
    };
    const at = async (moment: Moment) => {
      if (moment === diesAt && !own.dead) die();
      // Nothing that a dead process was about to do is ever done.
      if (own.dead) await never;
    };
    const { alive, written } = mortal(store, () => own.dead);
    const memory = dying(memoryIn(alive), at);
    const chat = await chatOn(slack, { clock, by, memory });
    const engine = createEngine({
      ...{ operations, world: { files, cloud: () => cloud }, chats: [chat], clock },
      store: {
        ...alive,
        async sent(id, length, ref) {
          await at(id.includes('.ping') ? 'ping ref' : 'ref');
          return alive.sent(id, length, ref);
        },
      },
    });
    const inner = createDesk({
      ...{ commands, engine, clouds: [cloud], store: alive, files, version: '0.0.0' },
      ...{ now: clock.now, log: silent, chats: [chat] },
    });
    const desk: Desk = {
      ...inner,
      async hear(...heard) {
        await at('ack');
        const answer = await inner.hear(...heard);
        await at('hear');
        return answer;
      },
    };
    const own: Life = {
      chat,
      dead: false,
      written,
      busy: () => !own.dead && (engine.busy() || chat.busy()),
      async close() {
        if (own.dead) return;
        const closed = chat.close();
        // It says goodbye, and a connection that hangs does not say so back.
        await clock.pass(2_000);
        await closed;
        await engine.close();
      },
    };
    life = own;
    engine.start();
    await chat.listen(desk);
    if (by === 'http') await slack.sendTo(chat.address?.() ?? '');
    else await slack.sockets.connected(2);
  }

  const busy = () => life?.busy() === true || slack.busy;
  const until: Lives['until'] = (there) => drive(clock, async () => there(), busy);

  return {
    ...{ slack, clock, store, cloud, until, begin },
    get chat() {
      return life!.chat;
    },
    diesAt(moment) {
      diesAt = moment;
    },
    died: () => until(() => life?.dead === true),
    rest: () =>
      until(async () => {
        const going = await store.heads({ states: ['going'], limit: 1 });
        return !busy() && going.length === 0 && (await store.unsent(1)).length === 0;
      }),
    async tally() {
      const { signal } = new AbortController();
      const said = slack.messages(general).filter(({ bot_id }) => bot_id !== undefined);
      const isPing = (text: string) => text.startsWith(`<@${annId}>`);
      const cards = said.filter(({ text }) => !isPing(text));
      return {
        machines: (await Array.fromAsync(cloud.list(signal))).length,
        operations: (await store.heads({ limit: 100 })).length,
        cards: cards.length,
        pings: said.length - cards.length,
        ended: cards.filter(({ text }) => text.includes('is ready')).length,
      };
    },
  };
}

/** Dies where the chat writes down what it has taken, and what it has posted. */
function dying(memory: Memory, at: (moment: Moment) => Promise<void>): Memory {
  return {
    ...memory,
    async add(key, value) {
      const isNew = await memory.add(key, value);
      if (key.startsWith('in/')) await at('take');
      return isNew;
    },
    async put(key, value) {
      const posted = key.startsWith('post/') && typeof value === 'object' && value !== null && 'ts' in value;
      if (posted) await at(key.includes('.ping') ? 'ping' : 'post');
      await memory.put(key, value);
    },
  };
}

const memoryIn = (store: Store): Memory => ({
  put: store.put,
  jot: store.jot,
  add: store.add,
  get: store.get,
  all: store.all,
  forget: store.forget,
});

/** A store that a dead process does not reach any more, and that tells a dead process nothing. */
function mortal(store: Store, dead: () => boolean): { readonly alive: Store; readonly written: () => Promise<void> } {
  const calls = new Set<Promise<unknown>>();
  const wrap = <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (dead()) await never;
      const calling = call(...args);
      calls.add(calling);
      const answer = await calling.finally(() => calls.delete(calling));
      if (dead()) await never;
      return answer;
    };
  };
  const wrapped = Object.entries(store).map(([name, call]) => [name, wrap(call.bind(store))]);
  return {
    // Every method of a store answers with a promise, and stays what it was.
    alive: Object.fromEntries(wrapped) as unknown as Store,
    async written() {
      await Promise.allSettled(calls);
    },
  };
}

const never = new Promise<never>(() => {});
