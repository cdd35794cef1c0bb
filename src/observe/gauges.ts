import type { Clock } from '../engine/clock.ts';
import { inTime } from './in-time.ts';
import type { Metrics } from './metrics.ts';
import { readiness, type Standing } from './readiness.ts';

/** What was read of the store is good for so long: several may ask, and it has other work. */
const fresh = 5_000;
const mostBehind = 1_000;

/** Numbers that are what they are at the moment, read from the store and the chats. */
export async function addGauges({ registry }: Metrics, standing: Standing): Promise<void> {
  const { Gauge } = await import('prom-client');
  const registers = [registry];
  const { store, chats, leads, clock } = standing;
  const counts = kept(() => store.counts(), clock);
  const behind = kept(async () => {
    const names = chats.map(({ name }) => name);
    const unsent = names.length === 0 ? [] : await store.unsent(mostBehind, names);
    return names.map((chat) => [chat, unsent.filter(({ where }) => where.chat === chat).length] as const);
  }, clock);

  new Gauge({
    name: 'hoist_ready',
    help: 'Whether /readyz says yes',
    registers,
    async collect() {
      this.set((await readiness(standing)).ready ? 1 : 0);
    },
  });
  new Gauge({
    name: 'hoist_operations',
    help: 'Operations in each state, of all processes on this store',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      for (const [state, count] of Object.entries((await counts()) ?? {})) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'hoist_messages_behind',
    help: 'Messages that do not show yet what is true; counted up to a thousand',
    labelNames: ['chat'],
    registers,
    async collect() {
      this.reset();
      for (const [chat, count] of (await behind()) ?? []) this.set({ chat }, count);
    },
  });
  new Gauge({
    name: 'hoist_chat_turns_waiting',
    help: 'Who waits until the platform lets the bot speak again',
    labelNames: ['chat'],
    registers,
    collect() {
      for (const { name, pace } of chats) if (pace) this.set({ chat: name }, pace.state().waiting);
    },
  });
  new Gauge({
    name: 'hoist_chat_budget_left_ratio',
    help: 'What is left of the tightest budget of the platform, from 0 to 1',
    labelNames: ['chat'],
    registers,
    collect() {
      for (const { name, pace } of chats) if (pace) this.set({ chat: name }, pace.state().left);
    },
  });
  new Gauge({
    name: 'hoist_chat_connected',
    help: 'Whether the bot hears the platform now',
    labelNames: ['chat'],
    registers,
    collect() {
      for (const { name, connected } of chats) if (connected) this.set({ chat: name }, connected() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'hoist_leader',
    help: 'Whether this process speaks in the chat, which one of several does',
    labelNames: ['chat'],
    registers,
    collect() {
      for (const { name } of chats) if (leads) this.set({ chat: name }, leads(name) ? 1 : 0);
    },
  });
}

/** A store that does not answer leaves a hole in the numbers; that it does not is told by /readyz. */
function kept<T>(read: () => Promise<T>, clock: Clock): () => Promise<T | undefined> {
  let at = Number.NEGATIVE_INFINITY;
  let last: Promise<T | undefined> = Promise.resolve(undefined);
  return () => {
    if (clock.now() - at < fresh) return last;
    at = clock.now();
    last = inTime(read(), clock).then(
      (answered) => answered?.value,
      () => undefined,
    );
    return last;
  };
}
