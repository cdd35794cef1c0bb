import type { Chat } from '../chat.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { showing } from '../observe/cause.ts';
import type { Observer } from '../observe/observer.ts';
import type { Weight } from '../pace.ts';
import type { Kept, OperationId, Store, Wanted } from '../store.ts';
import type { View } from '../view/view.ts';
import { attempt } from './attempt.ts';
import type { Clock } from './clock.ts';

export interface Outbox {
  /** Something may have to be sent. */
  nudge(): void;
  /** An operation says something that is in no journal. */
  told(id: OperationId): void;
  busy(): boolean;
  /** Says to the end what is being said, and nothing else any more. */
  finish(): Promise<void>;
  close(): Promise<void>;
  abandon(): void;
}

interface Options {
  readonly store: Store;
  readonly chat: Chat;
  /** May it be said now, or does another process speak in this chat? Asked again right before each call. */
  readonly speaks: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  card(kept: Kept): Promise<View>;
  /** Nothing where it is not true any more: then it is taken as said. */
  ping(kept: Kept): Promise<View | undefined>;
}

/** Between two edits of one message, unless it has come to an end or to a question. */
const atLeast = 250;
const atOnce = 8;
const atATime = 100;
/** How long a store that failed is left alone. */
const again = 1_000;
/** A chat that has not answered by then is asked again, with the same key. */
const answerWithin = 60_000;

/** Sends to one chat what its messages should be showing: the latest only, and never less than the last. */
export function createOutbox({ store, chat, speaks, clock, log, observer, card, ping }: Options): Outbox {
  const sending = new Map<string, Promise<void>>();
  const pauses = new Map<string, { readonly until: number; readonly failures: number }>();
  const cards = new Map<OperationId, Wanted>();
  const told = new Set<OperationId>();
  const weights = new Map<string, Weight>();
  const finishing = new AbortController();
  const closing = new AbortController();
  const over = AbortSignal.any([finishing.signal, closing.signal]);
  let waiting = 0;
  let flushing = false;
  let more = false;
  let stopTimer = () => {};
  let timerAt = Number.POSITIVE_INFINITY;

  async function flush() {
    more = true;
    if (flushing || over.aborted || !speaks()) return;
    flushing = true;
    try {
      while (more && !over.aborted) {
        more = false;
        await sendAll();
      }
    } catch (error) {
      log.error({ err: error, chat: chat.name }, 'outbox could not be read');
      flushAt(clock.now() + again);
    } finally {
      flushing = false;
    }
  }

  async function sendAll() {
    // Those that fail come first in the list, each perhaps with a ping behind it: the others must not wait for them.
    const wanted = await store.unsent(atATime + 2 * pauses.size + sending.size, [chat.name]);
    const lagging = new Set(wanted.map((message) => message.operation));
    const retold = [...told].flatMap((id) => (lagging.has(id) ? [] : (cards.get(id) ?? [])));
    for (const message of wanted) weights.set(message.id, weightOf(message));
    chat.pace?.look();
    for (const message of [...wanted, ...retold]) {
      // A ping is a reply to the card, so the card is there first.
      if (message.kind === 'ping' && message.card === undefined) continue;
      if (sending.has(message.id) || over.aborted) continue;
      // Whoever waits for a turn takes nothing from the others.
      if (!chat.pace && sending.size >= atOnce) continue;
      const pause = pauses.get(message.id);
      if (pause && pause.until > clock.now() && (pause.failures > 0 || message.state === 'going')) {
        flushAt(pause.until);
        continue;
      }
      sending.set(message.id, send(message));
    }
  }

  /** False when the process closes first. */
  async function turn({ id, where: { channel }, ref }: Wanted): Promise<boolean> {
    const weight = () => weights.get(id) ?? 'share';
    const how = ref === undefined ? { kind: 'post' } : { kind: 'edit', message: ref };
    waiting += 1;
    try {
      await chat.pace?.turn({ ...how, channel, weight }, over);
      return true;
    } catch (error) {
      if (!over.aborted) throw error;
      return false;
    } finally {
      waiting -= 1;
      weights.delete(id);
    }
  }

  async function send(message: Wanted) {
    if (!(await turn(message))) return void sending.delete(message.id);
    told.delete(message.operation);
    const begun = clock.now();
    const failures = pauses.get(message.id)?.failures ?? 0;
    const sent = await attempt(() => showing(message.operation, () => show(message)), {
      signal: closing.signal,
      atMost: answerWithin,
      clock,
    });
    sending.delete(message.id);
    weights.delete(message.id);
    if (sent.kind === 'made') {
      if (sent.value === 'goes on') pauses.set(message.id, { until: begun + atLeast, failures: 0 });
      else pauses.delete(message.id);
    }
    if (sent.kind === 'threw') {
      log.warn({ err: sent.error, chat: chat.name, operation: message.operation }, 'message not sent');
      const asked = sent.error instanceof Failure ? sent.error.after : undefined;
      const pause = asked ?? Math.min(500 * 2 ** failures, 30_000);
      pauses.set(message.id, { until: clock.now() + pause, failures: failures + 1 });
      observer.unshown(chat.name, sent.error instanceof Failure ? sent.error.code : 'bug');
    }
    void flush();
  }

  async function show(message: Wanted): Promise<'goes on' | 'over'> {
    const kept = await store.read(message.operation);
    if (!kept) return 'over';
    if (message.kind === 'ping') {
      const then = { head: kept.head, entries: kept.entries.slice(0, message.wanted) };
      const thread = message.where.thread ?? message.card;
      const where = { ...message.where, ...(thread === undefined ? {} : { thread }) };
      const view = await ping(then);
      if (!speaks()) return 'over';
      const ref = message.ref ?? (view ? await chat.post(where, view, message.id) : (message.card ?? message.id));
      if (!closing.signal.aborted) await store.sent(message.id, message.wanted, ref);
      if (view) observer.shown(chat.name, clock.now() - (then.entries.at(-1)?.at ?? kept.head.at));
      return 'over';
    }
    const view = await card(kept);
    if (!speaks()) return 'over';
    const ref = message.ref ?? (await chat.post(message.where, view, message.id));
    if (message.ref !== undefined) await chat.edit(message.where, message.ref, view);
    if (!closing.signal.aborted) await store.sent(message.id, kept.entries.length, ref);
    // What has been true the longest without being shown; only how far it is may be new.
    const lacked = message.ref === undefined ? kept.head : kept.entries[message.sent];
    if (lacked) observer.shown(chat.name, clock.now() - lacked.at);
    if (kept.head.state === 'going') {
      cards.set(message.operation, { ...message, ref, sent: kept.entries.length });
      return 'goes on';
    }
    cards.delete(message.operation);
    return 'over';
  }

  function flushAt(at: number) {
    if (at >= timerAt || over.aborted) return;
    stopTimer();
    timerAt = at;
    stopTimer = clock.after(at - clock.now(), () => {
      timerAt = Number.POSITIVE_INFINITY;
      void flush();
    });
  }

  const abandon = () => {
    closing.abort(new Error('the process ends'));
    stopTimer();
  };

  return {
    nudge: () => void flush(),
    told(id) {
      if (!cards.has(id)) return;
      told.add(id);
      void flush();
    },
    // Whoever waits for a turn waits for time to pass and for nothing else.
    busy: () => flushing || sending.size > waiting,
    async finish() {
      finishing.abort(new Error('the process ends'));
      stopTimer();
      await Promise.all(sending.values());
    },
    async close() {
      abandon();
      await Promise.all(sending.values());
    },
    abandon,
  };
}

/** Somebody waits for the first words, for an end and for a question. */
const weightOf = ({ kind, state, ref }: Wanted): Weight =>
  kind === 'ping' || ref === undefined || state !== 'going' ? 'end' : 'step';
