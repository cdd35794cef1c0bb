import type { Chat } from '../chat.ts';
import type { Log } from '../log.ts';
import type { Observer } from '../observe/observer.ts';
import type { OperationId, Store } from '../store.ts';
import type { Clock } from './clock.ts';
import { createLeaders, type Leaders, type Leading, noOtherLeads } from './leader.ts';
import { createOutbox } from './outbox.ts';
import type { Showing } from './showing.ts';
import { atTurningPoints } from './turning-points.ts';
import type { Watchers } from './watchers.ts';

/** What this process says in its chats of operations, wherever these are carried. */
export interface Voices {
  readonly leaders: Leaders;
  start(): void;
  /** Something may have to be said. */
  nudge(): void;
  /** An operation says something that is in no journal. */
  told(id: OperationId): void;
  busy(): boolean;
  /** Chats are told of no more changes; what is said goes on until one of the three below. */
  stop(): void;
  /** Says to the end what is being said, and lets others speak. */
  finish(): Promise<void>;
  close(): Promise<void>;
  abandon(): void;
}

interface Options {
  readonly store: Store;
  readonly chats: readonly Chat[];
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  readonly showing: Showing;
  readonly watchers: Watchers;
  /** Without it nobody else has these chats. */
  readonly leading: Leading | undefined;
}

export function createVoices({ store, chats, clock, log, observer, showing, watchers, leading }: Options): Voices {
  let open = true;
  const nudge = () => {
    for (const outbox of outboxes) outbox.nudge();
  };
  const names = chats.map(({ name }) => name);
  const leaders = leading
    ? createLeaders({ ...leading, store, clock, log, chats: names, gained: () => nudge() })
    : noOtherLeads;
  const outboxes = chats.map((chat) =>
    createOutbox({
      store,
      chat,
      speaks: () => leaders.leads(chat.name),
      clock,
      log,
      observer,
      card: async (kept) => ({ ...(await showing.view(kept, kept.head.locale)), locale: kept.head.locale }),
      ping: showing.ping,
    }),
  );
  for (const chat of chats) {
    const changed = () => {
      if (open && leaders.leads(chat.name)) chat.changed?.();
    };
    if (chat.changed) atTurningPoints({ store, watchers, log }, changed);
  }
  return {
    leaders,
    start() {
      leaders.start();
      nudge();
    },
    nudge,
    told(id) {
      for (const outbox of outboxes) outbox.told(id);
    },
    stop() {
      open = false;
    },
    busy: () => outboxes.some((outbox) => outbox.busy()),
    async finish() {
      await Promise.all(outboxes.map((outbox) => outbox.finish()));
      await leaders.close();
    },
    async close() {
      await Promise.all(outboxes.map((outbox) => outbox.close()));
      await leaders.close();
    },
    abandon() {
      leaders.abandon();
      for (const outbox of outboxes) outbox.abandon();
    },
  };
}
