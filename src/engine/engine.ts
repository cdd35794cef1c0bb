import type { Approval } from '../approval.ts';
import type { Chat, Person, Place } from '../chat.ts';
import type { Reason } from '../failure.ts';
import { type Log, silent } from '../log.ts';
import { aside } from '../observe/cause.ts';
import { type Observer, unobserved } from '../observe/observer.ts';
import type { Locale } from '../phrases.ts';
import type { Head, Kept, Lane, OperationId, Store } from '../store.ts';
import { createTimetable, type Timetable } from '../timetable.ts';
import { aboutOf, refuseBusy, unlessBusy } from './busy.ts';
import { carry } from './carry.ts';
import { type Clock, realClock } from './clock.ts';
import type { OperationsDesk } from './desk.ts';
import { findOperation } from './find.ts';
import { keepHouse } from './housekeeping.ts';
import { newId, type Random } from './ids.ts';
import { loadedLate, type Operations } from './late-operations.ts';
import { createLeaders, type Leaders, type Leading, noOtherLeads } from './leader.ts';
import type { Operation, World } from './operation.ts';
import { createOutbox } from './outbox.ts';
import { people } from './people.ts';
import { settled } from './settled.ts';
import { createShowing, type Showing } from './showing.ts';
import { createTells } from './tells.ts';
import { atTurningPoints } from './turning-points.ts';
import { createWatchers, type Listener } from './watchers.ts';
import { createWorker } from './worker.ts';

export interface EngineOptions {
  readonly store: Store;
  /** All that may be begun or carried here; a function loads them when the first one is needed. */
  readonly operations: Operations;
  readonly world: World;
  /** Chats of this process; operations begun elsewhere are shown by the process that has their chat. */
  readonly chats: readonly Chat[];
  readonly clock?: Clock;
  readonly log?: Log;
  /** Who is told of what is done here; nobody unless it is said. */
  readonly observer?: Observer;
  /** Names this process among those on the same store; no two may have the same. */
  readonly worker?: string;
  readonly random?: Random;
  /** Milliseconds after which another may take over what this process carries, when it dies. */
  readonly lease?: number;
  /** How many operations are carried at once. */
  readonly atOnce?: number;
  /** Clouds that operations here are about: where there are several, none may keep all workers waiting. */
  readonly clouds?: readonly Lane[];
  /** How this process is one of several with the same chats; without it, it speaks in all of them alone. */
  readonly leading?: Leading;
  /** May this process carry it? Others may know what this one does not; all of them unless it is said. */
  carries?(head: Head): boolean;
  /** Who may answer what an operation asks; the one who began it unless it is said. */
  mayAnswer?(head: Head, by: Person): boolean;
}

export interface Asked {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  /** Names the words or the press that began it: the same event begins one operation. */
  readonly event: string;
  /** Who else has to agree to it. */
  readonly approval?: Approval | undefined;
}

export interface Engine extends OperationsDesk, Showing {
  begin<I, O, S extends string>(
    operation: Operation<I, O, S>,
    input: I,
    asked: Asked,
  ): Promise<{ readonly id: OperationId; readonly fresh: boolean }>;
  /** Begins to carry operations and to send messages. */
  start(): void;
  /** Calls on every change of the operation, or of any; the answer ends that. */
  watch(id: OperationId | 'all', listener: Listener): () => void;
  /** When it is done, undone or stuck. */
  settled(id: OperationId, signal: AbortSignal): Promise<Kept>;
  /** Work by the clock, done by one of all processes. */
  readonly timetable: Pick<Timetable, 'daily' | 'every'>;
  /** Who of several processes speaks in a chat. */
  readonly leaders: Pick<Leaders, 'leads' | 'first' | 'follow' | 'pass'>;
  /** Is anything being carried or sent at this moment? */
  busy(): boolean;
  /** Lets go of what is carried, for others to go on with at once, and says to the end what is being said. */
  drain(): Promise<void>;
  /** Stops in good order: what is carried is let go for others, or for the next start. */
  close(): Promise<void>;
  /** Stops as a killed process does; only for tests of what comes after. */
  abandon(): void;
}

/** How often the store is asked whether another process has written. */
const pollEvery = 250;
/** Clock work waits so long: not while everything starts, and not at all in a process that only says one line. */
const settleFor = 60_000;

export function createEngine(options: EngineOptions): Engine {
  const { world } = options;
  const { store, operations } = loadedLate(options.store, options.operations);
  const clock = options.clock ?? realClock;
  const log = options.log ?? silent;
  const observer = options.observer ?? unobserved;
  const tells = createTells(clock, (id) => {
    watchers.changed(id);
    for (const outbox of outboxes) outbox.told(id);
  });
  const watchers = createWatchers();
  const timetable = createTimetable({ store, clock, log });
  keepHouse(timetable, store, clock);
  const looks = new Map<OperationId, Map<string, Reason>>();
  const known = new Map<OperationId, number>();
  let stopPolling = () => {};
  let stopSettling = () => {};
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
    lease: options.lease ?? 15_000,
    atOnce: options.atOnce ?? 64,
    clouds: options.clouds ?? [],
    async carry(claim, life, pass) {
      observer.claimed(clock.now() - claim.due);
      const mine = looks.get(claim.id) ?? new Map<string, Reason>();
      looks.set(claim.id, mine);
      const rest = await carry(claim, {
        store,
        operations,
        world,
        clock,
        log,
        observer,
        looks: mine,
        carries: options.carries ?? (() => true),
        life,
        pass,
        knows: (id, length) => known.set(id, length),
        wrote(id) {
          tells.forget(id);
          changed(id);
        },
        tell(id, tell) {
          if (!life.aborted) aside(() => tells.put(id, tell));
        },
      });
      known.delete(claim.id);
      if (mine.size === 0 || !('wake' in rest) || rest.wake === undefined) looks.delete(claim.id);
      return rest;
    },
  });

  const leaders = options.leading
    ? createLeaders({
        ...{ ...options.leading, store, clock, log, chats: options.chats.map(({ name }) => name) },
        gained() {
          for (const outbox of outboxes) outbox.nudge();
        },
      })
    : noOtherLeads;
  const showing = createShowing({ store, operations, tells, clock });
  const outboxes = options.chats.map((chat) =>
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

  for (const chat of options.chats) {
    const changed = () => {
      if (open && leaders.leads(chat.name)) chat.changed?.();
    };
    if (chat.changed) atTurningPoints({ store, watchers, log }, changed);
  }

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

  const stopAll = () => {
    open = false;
    stopPolling();
    stopSettling();
  };

  return {
    ...showing,
    ...people({
      store,
      operations,
      world,
      clock,
      mayAnswer: options.mayAnswer ?? ((head, by) => head.who.id === by.id),
      woke(id) {
        aside(() => {
          worker.interrupt(id);
          worker.wake();
          changed(id);
        });
      },
    }),

    async begin(operation, input, { who, where, locale, event, approval }) {
      operation.input.parse(input);
      const things = operation.about?.(input) ?? [];
      const fresh = {
        id: newId(options.random),
        operation: operation.name,
        input,
        who,
        where,
        locale,
        likeness: operation.likeness(input),
        at: clock.now(),
        ...aboutOf(things),
        ...(approval ? { approval } : {}),
      };
      const begun = await unlessBusy(store, things, () => store.begin(fresh, event, clock.now()));
      if (begun.fresh) {
        observer.begun(operation.name);
        log.info({ operation: begun.id, name: operation.name, event }, 'operation begun');
      }
      aside(() => {
        worker.wake();
        changed(begun.id);
      });
      return begun;
    },
    refuseBusy: (things) => refuseBusy(store, things),
    list: (filter) => store.heads(filter),
    read: (id) => findOperation(store, id),
    start() {
      worker.start();
      leaders.start();
      for (const outbox of outboxes) outbox.nudge();
      stopPolling = clock.after(pollEvery, poll);
      stopSettling = clock.after(settleFor, () => timetable.start());
    },
    watch: watchers.watch,
    settled: (id, signal) => settled(id, signal, store, watchers),
    timetable,
    leaders,
    busy: () => worker.carried().length > 0 || outboxes.some((outbox) => outbox.busy()),
    async drain() {
      stopAll();
      // Whoever speaks next does not wait until a cloud has let go of us.
      const said = Promise.all(outboxes.map((outbox) => outbox.finish())).then(leaders.close);
      await Promise.all([worker.close(), timetable.close(), said]);
    },
    async close() {
      stopAll();
      await worker.close();
      await timetable.close();
      await Promise.all(outboxes.map((outbox) => outbox.close()));
      await leaders.close();
    },
    abandon() {
      stopAll();
      leaders.abandon();
      worker.abandon();
      timetable.abandon();
      for (const outbox of outboxes) outbox.abandon();
    },
  };
}
