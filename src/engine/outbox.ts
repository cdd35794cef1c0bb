import type { Chat } from '../chat.ts';
import type { Log } from '../log.ts';
import type { Kept, OperationId, Store, Wanted } from '../store.ts';
import type { View } from '../view/view.ts';
import type { Clock } from './clock.ts';

export interface Outbox {
  /** Something may have to be sent. */
  nudge(): void;
  /** An operation says something that is in no journal. */
  told(id: OperationId): void;
  busy(): boolean;
  close(): Promise<void>;
  abandon(): void;
}

interface Options {
  readonly store: Store;
  readonly chat: Chat;
  readonly clock: Clock;
  readonly log: Log;
  card(kept: Kept): Promise<View>;
  ping(kept: Kept): Promise<View>;
}

/** Between two edits of one message, unless it has come to an end or to a question. */
const atLeast = 250;
const atOnce = 8;

/** Sends to one chat what its messages should be showing: the latest only, and never less than the last. */
export function createOutbox({ store, chat, clock, log, card, ping }: Options): Outbox {
  const sending = new Map<string, Promise<void>>();
  const pauses = new Map<string, { readonly until: number; readonly failures: number }>();
  const cards = new Map<OperationId, Wanted>();
  const told = new Set<OperationId>();
  let state: 'open' | 'closed' = 'open';
  let flushing = false;
  let more = false;
  let stopTimer = () => {};
  let timerAt = Number.POSITIVE_INFINITY;

  async function flush() {
    more = true;
    if (flushing || state === 'closed') return;
    flushing = true;
    try {
      while (more && state === 'open') {
        more = false;
        await sendAll();
      }
    } catch (error) {
      log.error({ err: error, chat: chat.name }, 'outbox could not be read');
    } finally {
      flushing = false;
    }
  }

  async function sendAll() {
    const wanted = await store.unsent(100, [chat.name]);
    const lagging = new Set(wanted.map((message) => message.operation));
    const retold = [...told].flatMap((id) => (lagging.has(id) ? [] : (cards.get(id) ?? [])));
    for (const message of [...wanted, ...retold]) {
      // A ping is a reply to the card, so the card is there first.
      if (message.kind === 'ping' && message.card === undefined) continue;
      if (sending.has(message.id) || sending.size >= atOnce || state === 'closed') continue;
      const pause = pauses.get(message.id);
      if (pause && pause.until > clock.now() && (pause.failures > 0 || !(await urgent(message)))) {
        flushAt(pause.until);
        continue;
      }
      sending.set(message.id, send(message));
    }
  }

  async function urgent(message: Wanted): Promise<boolean> {
    const kept = await store.read(message.operation);
    return kept !== undefined && kept.head.state !== 'going';
  }

  async function send(message: Wanted) {
    told.delete(message.operation);
    const failures = pauses.get(message.id)?.failures ?? 0;
    try {
      await show(message);
      pauses.set(message.id, { until: clock.now() + atLeast, failures: 0 });
    } catch (error) {
      if (state === 'closed') return;
      log.warn({ err: error, chat: chat.name, operation: message.operation }, 'message not sent');
      const pause = Math.min(500 * 2 ** failures, 30_000);
      pauses.set(message.id, { until: clock.now() + pause, failures: failures + 1 });
    } finally {
      sending.delete(message.id);
      void flush();
    }
  }

  async function show(message: Wanted) {
    const kept = await store.read(message.operation);
    if (!kept) return;
    if (message.kind === 'ping') {
      const then = { head: kept.head, entries: kept.entries.slice(0, message.wanted) };
      const thread = message.where.thread ?? message.card;
      const where = { ...message.where, ...(thread === undefined ? {} : { thread }) };
      const ref = message.ref ?? (await chat.post(where, await ping(then), message.id));
      if (state === 'open') await store.sent(message.id, message.wanted, ref);
      return;
    }
    const view = await card(kept);
    const ref = message.ref ?? (await chat.post(message.where, view, message.id));
    if (message.ref !== undefined) await chat.edit(message.where, message.ref, view);
    if (state !== 'open') return;
    await store.sent(message.id, kept.entries.length, ref);
    if (kept.head.state === 'going') cards.set(message.operation, { ...message, ref });
    else forget(message);
  }

  function forget(message: Wanted) {
    cards.delete(message.operation);
    told.delete(message.operation);
  }

  function flushAt(at: number) {
    if (at >= timerAt) return;
    stopTimer();
    timerAt = at;
    stopTimer = clock.after(at - clock.now(), () => {
      timerAt = Number.POSITIVE_INFINITY;
      void flush();
    });
  }

  const abandon = () => {
    state = 'closed';
    stopTimer();
  };

  return {
    nudge: () => void flush(),
    told(id) {
      if (!cards.has(id)) return;
      told.add(id);
      void flush();
    },
    busy: () => flushing || sending.size > 0,
    async close() {
      abandon();
      await Promise.all(sending.values());
    },
    abandon,
  };
}
