import type { Approval } from '../approval.ts';
import type { Person, Place } from '../chat.ts';
import { silent } from '../log.ts';
import { aside } from '../observe/cause.ts';
import { unobserved } from '../observe/observer.ts';
import type { Locale } from '../phrases.ts';
import type { Kept, OperationId } from '../store.ts';
import type { Limit, Take } from '../takes.ts';
import { createTimetable, type Timetable } from '../timetable.ts';
import { aboutOf, refuseBusy, unlessBusy } from './busy.ts';
import { createCarrying } from './carrying.ts';
import { realClock } from './clock.ts';
import type { OperationsDesk } from './desk.ts';
import type { EngineOptions } from './engine-options.ts';
import { findOperation } from './find.ts';
import { keepHouse } from './housekeeping.ts';
import { newId } from './ids.ts';
import { loadedLate } from './late-operations.ts';
import type { Leaders } from './leader.ts';
import { type LockAsking, refuseLocked } from './locked.ts';
import type { Operation } from './operation.ts';
import { listenToOthers } from './others.ts';
import { people, plain } from './people.ts';
import { settled } from './settled.ts';
import { createShowing, type Showing } from './showing.ts';
import { createTells } from './tells.ts';
import { createVoices } from './voices.ts';
import { createWatchers, type Listener } from './watchers.ts';

export interface Asked {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  /** Names the words or the press that began it: the same event begins one operation. */
  readonly event: string;
  /** Who else has to agree to it. */
  readonly approval?: Approval | undefined;
  /** What it is going to hold of what is limited, and the limits; `Full` is thrown where it is too much. */
  readonly takes?: readonly Take[];
  readonly limits?: readonly Limit[];
}

export interface Engine extends OperationsDesk, Showing {
  begin<I, O, S extends string>(
    operation: Operation<I, O, S>,
    input: I,
    asked: Asked,
  ): Promise<{ readonly id: OperationId; readonly fresh: boolean }>;
  /** Fails when it would disturb a machine that is locked. */
  refuseLocked<I, O, S extends string>(
    operation: Operation<I, O, S>,
    input: I,
    by: Pick<LockAsking, 'who' | 'signal'>,
  ): Promise<void>;
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
    voices.told(id);
  });
  const watchers = createWatchers();
  const timetable = createTimetable({ store, clock, log });
  keepHouse(timetable, store, clock);
  let stopSettling = () => {};

  const changed = (id: OperationId) => {
    watchers.changed(id);
    voices.nudge();
  };

  const carrying = createCarrying({
    ...options,
    ...{ store, operations, clock, log, observer, tells },
    wrote: changed,
  });

  const showing = createShowing({ store, operations, tells, clock, asked: options.asked ?? (() => []) });
  const { chats, leading } = options;
  const voices = createVoices({ store, chats, clock, log, observer, showing, watchers, leading });

  const others = listenToOthers({
    ...{ store, clock, log },
    async wrote() {
      voices.nudge();
      carrying.wake();
      await carrying.lookAgain();
      await watchers.elsewhere((limit) => store.heads({ limit }));
    },
  });

  const stopAll = () => {
    others.stop();
    voices.stop();
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
          carrying.interrupt(id);
          carrying.wake();
          changed(id);
        });
      },
    }),

    async begin(operation, input, { who, where, locale, event, approval, takes = [], limits }) {
      operation.input.parse(input);
      const things = operation.about?.(input) ?? [];
      const fresh = {
        id: newId(options.random),
        operation: operation.name,
        input,
        who: plain(who),
        where,
        locale,
        likeness: operation.likeness(input),
        at: clock.now(),
        ...aboutOf(things),
        ...(approval ? { approval } : {}),
        ...(takes.length > 0 ? { takes } : {}),
      };
      const begun = await unlessBusy(store, things, () => store.begin(fresh, event, clock.now(), limits));
      if (begun.fresh) {
        observer.begun(operation.name);
        log.info({ operation: begun.id, name: operation.name, event }, 'operation begun');
      }
      aside(() => {
        carrying.wake();
        changed(begun.id);
      });
      return begun;
    },
    refuseBusy: (things, but) => refuseBusy(store, things, but),
    refuseLocked: (operation, input, by) =>
      refuseLocked(world, operation.disturbs?.(input) ?? [], { ...by, now: clock.now() }),
    list: (filter) => store.heads(filter),
    read: (id) => findOperation(store, id),
    start() {
      carrying.start();
      voices.start();
      others.start();
      stopSettling = clock.after(settleFor, () => timetable.start());
    },
    watch: watchers.watch,
    settled: (id, signal) => settled(id, signal, store, watchers),
    timetable,
    leaders: voices.leaders,
    busy: () => carrying.busy() || voices.busy(),
    async drain() {
      stopAll();
      // Whoever speaks next does not wait until a cloud has let go of us.
      await Promise.all([carrying.close(), timetable.close(), voices.finish()]);
    },
    async close() {
      stopAll();
      await carrying.close();
      await timetable.close();
      await voices.close();
    },
    abandon() {
      stopAll();
      voices.abandon();
      carrying.abandon();
      timetable.abandon();
    },
  };
}
