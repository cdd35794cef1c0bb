import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import type { AnyOperation, Kept, Store, View } from '../../src/kit.ts';
import { type FakeChat, fakeChat } from './fake-chat.ts';
import { noWorld } from './tiny-world.ts';
import { drive, type VirtualClock, virtualClock } from './virtual-clock.ts';

export const ann = { id: 'web:local:ann', name: 'ann' };
export const bob = { id: 'web:local:bob', name: 'bob' };
export const here = { chat: 'web', channel: 'general' };

/** An engine on its own store, with time that stands still. */
export interface Bench {
  readonly engine: Engine;
  readonly store: Store;
  readonly chat: FakeChat;
  readonly clock: VirtualClock;
  begin(operation: AnyOperation, input: unknown, event?: string): Promise<string>;
  /** Lets time pass until the operation rests, and its messages are sent. */
  rest(id: string): Promise<Kept>;
  /** Lets time pass until the journal says so. */
  when(id: string, there: (kept: Kept) => boolean): Promise<Kept>;
  kept(id: string): Promise<Kept>;
  view(id: string): Promise<View>;
}

/** Nothing in these worlds goes over a socket. */
const noCall = () => false;

export function bench(
  operations: readonly AnyOperation[],
  more: Partial<EngineOptions> & { readonly clock?: VirtualClock } = {},
): Bench {
  const clock = more.clock ?? virtualClock();
  const chat = fakeChat();
  const store = more.store ?? sqliteStore(':memory:');
  const engine = createEngine({ store, operations, world: noWorld, chats: [chat], ...more, clock });
  engine.start();
  const kept = async (id: string) => {
    const found = await store.read(id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  const when = async (id: string, there: (kept: Kept) => boolean) => {
    await drive(clock, async () => there(await kept(id)), noCall);
    return kept(id);
  };
  let count = 0;
  return {
    engine,
    store,
    chat,
    clock,
    kept,
    when,
    async begin(operation, input, event = `event ${count++}`) {
      return (await engine.begin(operation, input, { who: ann, where: here, locale: 'en', event })).id;
    },
    async rest(id) {
      const ended = await when(id, ({ head }) => ['done', 'undone', 'stuck'].includes(head.state));
      await drive(clock, async () => (await store.unsent(1)).length === 0, noCall);
      return ended;
    },
    view: async (id) => engine.view(await kept(id), 'en'),
  };
}

export const kinds = ({ entries }: Kept): readonly string[] =>
  entries.map((entry) => ('step' in entry && entry.step !== undefined ? `${entry.kind} ${entry.step}` : entry.kind));
