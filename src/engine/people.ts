import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { isSame } from '../people.ts';
import { type Phrase, phrases, said } from '../phrases.ts';
import { Stale } from '../refused-writes.ts';
import type { Head, Kept, OperationId, Store } from '../store.ts';
import { answered, cancelledBy, notYours } from './answer.ts';
import { thingsOf, unlessBusy } from './busy.ts';
import type { Clock } from './clock.ts';
import { type Course, courseOf } from './course.ts';
import type { OperationsDesk } from './desk.ts';
import type { Entry } from './journal.ts';
import { createLocks } from './locks.ts';
import type { AnyOperation, World } from './operation.ts';
import { nameOf } from './outline.ts';
import { openStep } from './present.ts';
import { remindedBy } from './remind.ts';
import { toggledEntry, withToggled } from './toggles.ts';
import { timeIsUp, tooLate } from './too-late.ts';

const say = phrases({
  en: {
    none: (id: string) => `There is no operation "${id}".`,
    final: (step: string) => `It cannot be taken back any more: "${step}" has begun.`,
    undone: 'It has been taken back already.',
    notStuck: 'It is not stuck, so there is nothing to try again.',
  },
  ru: {
    none: (id) => `Нет операции «${id}».`,
    final: (step) => `Отменить уже нельзя: начат шаг «${step}».`,
    undone: 'Операция уже отменена.',
    notStuck: 'Операция не застряла, повторять нечего.',
  },
  ko: {
    none: (id) => `"${id}" 작업이 없습니다.`,
    final: (step) => `"${step}" 단계가 시작되어 더 이상 되돌릴 수 없습니다.`,
    undone: '이미 되돌린 작업입니다.',
    notStuck: '멈춰 있는 작업이 아니므로 다시 시도할 것이 없습니다.',
  },
});

interface Options {
  readonly store: Store;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly world: World;
  readonly clock: Clock;
  /** May this person answer what the operation asks? */
  mayAnswer(head: Head, by: Person): boolean;
  /** The journal of this operation was written, and it is due. */
  woke(id: OperationId): void;
}

type Acts = Pick<OperationsDesk, 'cancel' | 'undo' | 'retry' | 'answer' | 'toggle' | 'remind'>;

/** What people do to operations: each act is one entry in the journal, and a wake-up. */
export function people(on: Options): Acts {
  const { store, clock } = on;

  /** Decides on what the journal says now, and again when somebody wrote in between. */
  async function act(id: OperationId, decide: (kept: Kept, course: Course) => Promise<Entry | undefined>) {
    for (;;) {
      const read = await store.read(id);
      if (!read) throw new Failure('not-found', (l) => say(l).none(id));
      const operation = on.operations.get(read.head.operation);
      const kept = withToggled(operation, read);
      const entry = await decide(kept, courseOf(kept.entries));
      if (!entry) return;
      const things = thingsOf(operation, kept.head.input);
      // One yes of several leaves it waiting, for the others to find; a call to them leaves it as it is.
      const state = entry.kind === 'reminded' ? kept.head.state : entry.kind === 'agreed' ? 'waiting' : 'going';
      const ping = entry.kind === 'reminded' ? { ping: kept.head.where } : {};
      const then = { state, wake: clock.now(), ...ping } as const;
      try {
        await unlessBusy(store, things, () => store.append(id, kept.entries.length, saidBy(entry), then));
        on.woke(id);
        return;
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
      }
    }
  }

  const cancelled = (by: Person): Entry => {
    const reason = { code: 'cancelled', said: said(cancelledBy(by)) } as const;
    return { at: clock.now(), kind: 'failed', reason, by };
  };

  const locks = createLocks(on);
  const asking = { ...on, refuseLocked: locks.refuseYes };

  const takeBack = (id: OperationId, by: Person) =>
    act(id, async ({ head }, course) => {
      if (course.ended?.outcome === 'undone') throw new Failure('conflict', (l) => say(l).undone);
      const { final } = course;
      if (final !== undefined) {
        const operation = on.operations.get(head.operation);
        const name: Phrase = (l) => (operation ? nameOf(operation, final, l) : final);
        throw new Failure('conflict', (l) => say(l).final(name(l)));
      }
      if (course.going === 'back') return undefined;
      await locks.refuseBack(head, course, by);
      if (course.ended?.outcome === 'stuck') return { at: clock.now(), kind: 'again', by };
      return cancelled(by);
    });

  return {
    cancel: takeBack,
    undo: takeBack,

    retry: (id, by) =>
      act(id, async ({ head }, course) => {
        if (course.ended?.outcome !== 'stuck') throw new Failure('conflict', (l) => say(l).notStuck);
        await locks.refuseBack(head, course, by);
        return { at: clock.now(), kind: 'again', by };
      }),

    answer: (id, value, by, seen) =>
      act(id, (kept, course) => answered(asking, { kept, course, step: undecided(kept, course) }, { value, by, seen })),

    toggle: (id, toggle, wanted, by) =>
      act(id, async (kept, course) => {
        const step = undecided(kept, course);
        unlessStrange(kept.head, by);
        const choice = { step, toggle, on: wanted, by };
        return toggledEntry(on.operations.get(kept.head.operation), kept, course, choice, clock.now());
      }),

    remind: (id, by) =>
      act(id, async (kept, course) => {
        const step = undecided(kept, course);
        unlessStrange(kept.head, by);
        return remindedBy(by, kept.head, step, course, clock.now());
      }),
  };

  /** What is asked is the business of whoever may answer, and of the one who began it. */
  function unlessStrange(head: Head, by: Person): void {
    if (isSame(by, head.who) || on.mayAnswer(head, by)) return;
    throw notYours(head.who);
  }

  /** The step that waits for people; a failure where they have decided, or their time is up. */
  function undecided({ head }: Kept, course: Course): string {
    const step = openStep(course);
    if (step === undefined) throw tooLate(head, course);
    // Whoever carries it may not have come to say so yet.
    const { began, toggled } = course.steps.get(step) ?? {};
    if (!toggled && began?.until !== undefined && clock.now() >= began.until) throw timeIsUp(began.until);
    return step;
  }
}

/** As a journal keeps them: what they belong to is for this moment only. */
export const plain = ({ belongs: _, ...person }: Person): Person => person;

const saidBy = (entry: Entry): Entry => ('by' in entry && entry.by ? { ...entry, by: plain(entry.by) } : entry);
