import { expect } from 'vitest';
import type { Clock } from '../../src/engine/clock.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { World } from '../../src/engine/operation.ts';
import type { AnyOperation, Chat, Kept, Store } from '../../src/kit.ts';
import { cards, type FakeChat, fakeChat, pings, shown } from '../engine/fake-chat.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';
import type { StorePlace } from './store.ts';

/**
 * Stands around a call that leaves the process: `outside('create machine', () => cloud.create(…))`.
 * A crash before it means that the call never happens, one after it that its reply never comes.
 */
export interface Outside {
  <T>(name: string, call: () => Promise<T>): Promise<T>;
  /** One such point alone, where the call is made elsewhere. */
  point(name: string): Promise<void>;
}

/** What one run of the bot brings along; set up again after every crash. */
export interface Process {
  readonly operations: readonly AnyOperation[];
  readonly world: World;
  readonly atOnce?: number;
  close?(): Promise<void>;
}

/** One play, from its first word to its end; everything in it outlives the bot. */
export interface Stage {
  process(outside: Outside): Promise<Process>;
  /** What a person asked for, said again after a crash as the same event: an operation, or words that begin one. */
  readonly begin: { readonly operation: string; readonly input: unknown } | Say;
  /** What people do when they see the operation like this: answer, cancel, try again. Called until it has ended. */
  people?(engine: Engine, kept: Kept): Promise<void>;
  /** Throws when the world does not fit how the operation ended: something twice, something left behind. */
  check(ended: Kept, chat: FakeChat): Promise<void>;
  close?(): Promise<void>;
}

export type Say = (engine: Engine, store: Store, process: Process) => Promise<{ readonly id: string }>;

export interface Scenario {
  readonly name: string;
  stage(clock: Clock): Promise<Stage>;
}

export interface Played {
  readonly ended: Kept;
  readonly chat: FakeChat;
  /** Names of all points passed where a process can die: before and after each write and each outside call. */
  readonly points: readonly string[];
  /** How often the bot was started. */
  readonly starts: number;
}

const ann = { id: 'web:local:ann', name: 'ann' };
const where = { chat: 'web', channel: 'general' };
const writes = ['begin', 'append', 'claim', 'release', 'sent', 'remember'] as const;

/**
 * Plays the scenario once without a crash, and once for every point with a crash there; the bot is started again
 * on the same store, as another worker. Every play must end done or undone, with one card that shows the end.
 */
export async function crashEverywhere(scenario: Scenario, place: () => Promise<StorePlace>): Promise<Played> {
  const whole = await play(scenario, place, []);
  for (const at of worthDyingAt(whole.points)) await play(scenario, place, [at]);
  return whole;
}

/**
 * Every point that leaves something else behind. Reads change nothing, nor who carries it: of those in a row it is the
 * first, since dying behind the last is dying before the write that follows. Of what is done again and again while the
 * journal stands still it is the first and the last. Behind one thing and before the next nothing happens: to die at the
 * one is to die at the other. HOIST_CRASH=all dies at every single one.
 */
export function worthDyingAt(points: readonly string[]): readonly number[] {
  if (process.env.HOIST_CRASH === 'all') return [...points.keys()];
  const times = new Map<string, [first: number, last: number]>();
  let changed = 0;
  for (const [at, name] of points.entries()) {
    const still = stillness(name);
    const what = `${changed} ${still ?? name}`;
    const first = times.get(what)?.[0] ?? at;
    times.set(what, [first, still ? first : at]);
    if (name === 'after append' || /^after (POST|PUT|PATCH|DELETE) /.test(name)) changed += 1;
  }
  const same = (at: number) => points[at]?.startsWith('before ') && points[at - 1]?.startsWith('after ');
  return [...new Set([...times.values()].flat().map((at) => (same(at) ? at - 1 : at)))].sort((a, b) => a - b);
}

/** Where nothing has changed but who carries it: read while it is carried, or lying there. */
function stillness(name: string): 'carried' | 'lying' | undefined {
  if (name === 'before claim' || name === 'after release') return 'lying';
  return / GET /.test(name) || name === 'after claim' || name === 'before release' ? 'carried' : undefined;
}

/** One play that dies at the points with these numbers. */
export async function play(
  scenario: Scenario,
  place: () => Promise<StorePlace>,
  dieAt: readonly number[],
): Promise<Played> {
  const points: string[] = [];
  const clock = virtualClock();
  const stage = await scenario.stage(clock);
  const on = await place();
  const chat = fakeChat(where.chat);
  const survived: Kept[] = [];
  try {
    for (let starts = 1; starts <= dieAt.length + 1; starts++) {
      const ended = await life(starts);
      if (!ended) continue;
      const crash = dieAt.map((at) => `#${at} ${points[at]}`).join(', ') || 'nowhere';
      await check(ended, `${scenario.name}, crash ${crash}`);
      return { ended, chat, points, starts };
    }
    throw new Error(`${scenario.name}: more crashes than were asked for`);
  } finally {
    await on.end();
    await stage.close?.();
  }

  /** From one start of the bot to its end, or to its crash: then undefined. */
  async function life(nth: number): Promise<Kept | undefined> {
    let dead = false;
    let engine: Engine | undefined;
    const never = new Promise<never>(() => {});
    const point = async (name: string) => {
      if (dead) return never;
      points.push(name);
      if (!dieAt.includes(points.length - 1)) return;
      dead = true;
      engine?.abandon();
      return never;
    };
    const around = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
      await point(`before ${name}`);
      const value = await call().catch(async (error: unknown) => {
        await point(`after failed ${name}`);
        throw error;
      });
      await point(`after ${name}`);
      return value;
    };
    const outside: Outside = Object.assign(around, { point });
    const store = await on.open();
    const process = await stage.process(outside);
    engine = createEngine({
      ...process,
      store: mortal(store, outside),
      chats: [mortalChat(chat, outside)],
      clock,
      // Short, so that few timers ring until the next takes over.
      lease: 2_000,
      worker: `worker ${nth}`,
    });
    engine.start();
    let id: string | undefined;
    let refused: unknown;
    begin(engine, store, process).then(
      (begun) => {
        id = begun.id;
      },
      (error) => {
        refused = error;
      },
    );
    let ended: Kept | undefined;
    await drive(
      clock,
      async () => {
        if (dead) return true;
        if (refused) throw refused;
        const kept = id === undefined ? undefined : await store.read(id);
        if (!kept || !engine) return false;
        const resting = ['done', 'undone', 'stuck'].includes(kept.head.state);
        if (resting && !engine.busy() && (await store.unsent(1)).length === 0) ended = kept;
        else void stage.people?.(engine, kept).catch(() => undefined);
        return ended !== undefined;
      },
      () => !dead && (id === undefined || engine?.busy() === true),
    );
    await (dead ? engine.abandon() : engine.close());
    await process.close?.();
    const left = dead && id !== undefined ? await store.read(id) : undefined;
    if (left) survived.push(left);
    await store.close();
    return ended;
  }

  async function begin(engine: Engine, store: Store, process: Process): Promise<{ readonly id: string }> {
    const wanted = stage.begin;
    if (typeof wanted === 'function') return wanted(engine, store, process);
    const operation = process.operations.find(({ name }) => name === wanted.operation);
    if (!operation) throw new Error(`no operation ${wanted.operation}`);
    return engine.begin(operation, wanted.input, { who: ann, where, locale: 'en', event: 'the words' });
  }

  async function check(ended: Kept, message: string) {
    try {
      expect(['done', 'undone']).toContain(ended.head.state);
      expect(cards(chat)).toEqual([`${ended.head.id}.card`]);
      const reached = shown(chat, `${ended.head.id}.card`);
      expect(reached.tone).toBe(ended.head.state === 'done' ? 'good' : 'bad');
      expect(pings(chat).length).toBeLessThanOrEqual(1);
      for (const { entries } of survived) expect(ended.entries.slice(0, entries.length)).toEqual(entries);
      const did = ended.entries.flatMap((entry) => (entry.kind === 'did' ? [entry.step] : []));
      expect(did).toEqual([...new Set(did)]);
      await stage.check(ended, chat);
    } catch (error) {
      throw new Error(`${message}\n${ended.entries.map((entry) => JSON.stringify(entry)).join('\n')}`, {
        cause: error,
      });
    }
  }
}

function mortal(store: Store, outside: Outside): Store {
  const around = (name: (typeof writes)[number]) => ({
    // Each of these methods answers a promise and takes what its own type says: the wrapper passes both through.
    [name]: (...args: never[]) => outside(name, () => (store[name] as (...args: never[]) => Promise<unknown>)(...args)),
  });
  return Object.assign({}, store, ...writes.map(around));
}

const mortalChat = (chat: Chat, outside: Outside): Chat => ({
  ...chat,
  post: (...args) => outside('post', () => chat.post(...args)),
  edit: (...args) => outside('edit', () => chat.edit(...args)),
});
