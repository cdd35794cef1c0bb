import type { Chat, Person, Place } from '../chat.ts';
import type { Reason } from '../failure.ts';
import { type Log, silent } from '../log.ts';
import { type Locale, verbatim } from '../phrases.ts';
import type { Head, Kept, OperationId, OperationState, Store } from '../store.ts';
import type { View } from '../view/view.ts';
import { carry } from './carry.ts';
import { type Clock, realClock } from './clock.ts';
import { courseOf } from './course.ts';
import type { OperationsDesk } from './desk.ts';
import { findOperation } from './find.ts';
import { newId, type Random } from './ids.ts';
import type { AnyOperation, Operation, Question, World } from './operation.ts';
import { createOutbox } from './outbox.ts';
import { people } from './people.ts';
import { pingView } from './ping.ts';
import { planView, present, questionOf } from './present.ts';
import { type Progress, progressOf } from './progress.ts';
import { createTells } from './tells.ts';
import { createWatchers, type Listener } from './watchers.ts';
import { createWorker } from './worker.ts';

export interface EngineOptions {
  readonly store: Store;
  readonly operations: readonly AnyOperation[];
  readonly world: World;
  /** Chats of this process; operations begun elsewhere are shown by the process that has their chat. */
  readonly chats: readonly Chat[];
  readonly clock?: Clock;
  readonly log?: Log;
  /** Names this process among those on the same store; no two may have the same. */
  readonly worker?: string;
  readonly random?: Random;
  /** How many operations are carried at once. */
  readonly atOnce?: number;
  /** Who may answer what an operation asks; the one who began it unless it is said. */
  mayAnswer?(head: Head, by: Person): boolean;
}

export interface Asked {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  /** Names the words or the press that began it: the same event begins one operation. */
  readonly event: string;
}

export interface Engine extends OperationsDesk {
  begin<I, O, S extends string>(
    operation: Operation<I, O, S>,
    input: I,
    asked: Asked,
  ): Promise<{ readonly id: OperationId; readonly fresh: boolean }>;
  /** What it would do, without doing it. */
  plan<I, O, S extends string>(operation: Operation<I, O, S>, input: I, locale: Locale): View;
  /** Begins to carry operations and to send messages. */
  start(): void;
  /** Calls on every change of the operation, or of any; the answer ends that. */
  watch(id: OperationId | 'all', listener: Listener): () => void;
  /** When it is done, undone or stuck. */
  settled(id: OperationId, signal: AbortSignal): Promise<Kept>;
  progress(kept: Kept): Promise<Progress>;
  /** The question it waits with, if it waits with one. */
  question(kept: Kept, locale: Locale): Question | undefined;
  /** Is anything being carried or sent at this moment? */
  busy(): boolean;
  /** Stops in good order: what is carried is let go for others, or for the next start. */
  close(): Promise<void>;
  /** Stops as a killed process does; only for tests of what comes after. */
  abandon(): void;
}

/** How often the store is asked whether another process has written. */
const pollEvery = 250;
const resting: readonly OperationState[] = ['done', 'undone', 'stuck'];

export function createEngine(options: EngineOptions): Engine {
  const { store, world } = options;
  const clock = options.clock ?? realClock;
  const log = options.log ?? silent;
  const operations = new Map(options.operations.map((operation) => [operation.name, operation]));
  const tells = createTells();
  const watchers = createWatchers();
  const looks = new Map<OperationId, Map<string, Reason>>();
  const known = new Map<OperationId, number>();
  let stopPolling = () => {};
  let elsewhere: number | undefined;
  let open = true;

  const changed = (id: OperationId) => {
    watchers.changed(id);
    for (const outbox of outboxes) outbox.nudge();
  };

  const worker = createWorker({
    name: options.worker ?? `${process.pid}.${newId(options.random)}`,
    store,
    clock,
    log,
    atOnce: options.atOnce ?? 64,
    async carry(claim, life, pass) {
      const mine = looks.get(claim.id) ?? new Map<string, Reason>();
      looks.set(claim.id, mine);
      const rest = await carry(claim, {
        store,
        operations,
        world,
        clock,
        log,
        looks: mine,
        life,
        pass,
        knows: (id, length) => known.set(id, length),
        wrote(id) {
          tells.forget(id);
          changed(id);
        },
        tell(id, step, words, share) {
          if (life.aborted || !tells.put(id, step, words, share)) return;
          watchers.changed(id);
          for (const outbox of outboxes) outbox.told(id);
        },
      });
      known.delete(claim.id);
      if (!('wake' in rest) || rest.wake === undefined) looks.delete(claim.id);
      return rest;
    },
  });

  const view = async (kept: Kept, locale: Locale): Promise<View> =>
    present({
      kept,
      operation: operations.get(kept.head.operation),
      history: await store.took(kept.head.likeness),
      tell: tells.get(kept.head.id),
      now: clock.now(),
      locale,
    });
  const card = (kept: Kept) => view(kept, kept.head.locale);
  const outboxes = options.chats.map((chat) =>
    createOutbox({
      store,
      chat,
      clock,
      log,
      card,
      ping: async (kept) => pingView(operations.get(kept.head.operation), kept, await card(kept)),
    }),
  );

  async function poll() {
    stopPolling = clock.after(pollEvery, poll);
    try {
      const now = await store.elsewhere();
      if (now === elsewhere || !open) return;
      elsewhere = now;
      for (const outbox of outboxes) outbox.nudge();
      worker.wake();
      await interruptGrown();
      await watchers.elsewhere((limit) => store.heads({ limit }));
    } catch (error) {
      if (open) log.error({ err: error }, 'store did not answer');
    }
  }

  /** Somebody may have cancelled what is carried here. */
  async function interruptGrown() {
    for (const id of worker.carried()) {
      const kept = await store.read(id);
      if (kept && kept.entries.length > (known.get(id) ?? kept.entries.length)) worker.interrupt(id);
    }
  }

  return {
    ...people({
      store,
      operations,
      world,
      clock,
      mayAnswer: options.mayAnswer ?? ((head, by) => head.who.id === by.id),
      woke(id) {
        worker.interrupt(id);
        worker.wake();
        changed(id);
      },
    }),

    async begin(operation, input, { who, where, locale, event }) {
      operation.input.parse(input);
      const fresh = {
        id: newId(options.random),
        operation: operation.name,
        input,
        who,
        where,
        locale,
        likeness: operation.likeness(input),
        at: clock.now(),
      };
      const begun = await store.begin(fresh, event, clock.now());
      worker.wake();
      changed(begun.id);
      return begun;
    },
    plan: (operation, input, locale) => planView(operation, input, locale),

    list: (filter) => store.heads(filter),
    read: (id) => findOperation(store, id),
    view,
    title: (head) => {
      const operation = operations.get(head.operation);
      const input = operation?.input.safeParse(head.input);
      return operation && input?.success ? (l) => operation.tell.title(input.data, l) : verbatim(head.operation);
    },
    question(kept, locale) {
      const operation = operations.get(kept.head.operation);
      const input = operation?.input.safeParse(kept.head.input);
      if (!operation || !input?.success) return undefined;
      const head = { ...kept.head, locale };
      const course = courseOf(kept.entries);
      return questionOf({ operation, head, course, history: {}, tell: undefined, now: clock.now() }, input.data);
    },
    async progress(kept) {
      const operation = operations.get(kept.head.operation);
      if (!operation) return { share: 0 };
      return progressOf(operation, kept, await store.took(kept.head.likeness), clock.now());
    },

    start() {
      worker.start();
      for (const outbox of outboxes) outbox.nudge();
      stopPolling = clock.after(pollEvery, poll);
    },
    watch: watchers.watch,
    settled: (id, signal) => settled(id, signal, store, watchers.watch),
    busy: () => worker.carried().length > 0 || outboxes.some((outbox) => outbox.busy()),
    async close() {
      open = false;
      stopPolling();
      await worker.close();
      await Promise.all(outboxes.map((outbox) => outbox.close()));
    },
    abandon() {
      open = false;
      stopPolling();
      worker.abandon();
      for (const outbox of outboxes) outbox.abandon();
    },
  };
}

async function settled(id: OperationId, signal: AbortSignal, store: Store, watch: Engine['watch']): Promise<Kept> {
  for (;;) {
    const change = Promise.withResolvers<void>();
    const stop = watch(id, () => change.resolve());
    const abort = () => change.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const kept = await store.read(id);
      if (!kept) throw new Error(`operation ${id} is not in the store`);
      if (resting.includes(kept.head.state)) return kept;
      await change.promise;
    } finally {
      stop();
      signal.removeEventListener('abort', abort);
    }
  }
}
