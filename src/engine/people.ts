import { z } from 'zod';
import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { isSame } from '../people.ts';
import { type Phrase, phrases, said } from '../phrases.ts';
import { Stale } from '../refused-writes.ts';
import type { Head, Kept, OperationId, Store } from '../store.ts';
import { thingsOf, unlessBusy } from './busy.ts';
import type { Clock } from './clock.ts';
import { type Course, courseOf } from './course.ts';
import type { OperationsDesk } from './desk.ts';
import type { Entry } from './journal.ts';
import { createLocks } from './locks.ts';
import type { AnyOperation, World } from './operation.ts';
import { nameOf } from './outline.ts';
import { openStep, seenOf } from './present.ts';
import { remindedBy } from './remind.ts';
import { toggledEntry, withToggled } from './toggles.ts';
import { timeIsUp, tooLate } from './too-late.ts';
import { type Call, walk } from './walk.ts';

const say = phrases({
  en: {
    another: 'The plan is another one since this card was drawn.',
    notAgreed: 'Nothing was agreed to: look at the plan as it is now.',
    look: 'Show it',
    none: (id: string) => `There is no operation "${id}".`,
    final: (step: string) => `It cannot be taken back any more: "${step}" has begun.`,
    undone: 'It has been taken back already.',
    notStuck: 'It is not stuck, so there is nothing to try again.',
    notYours: (name: string) => `Only ${name} may answer this.`,
    badAnswer: 'That is not an answer to its question.',
    twice: (left: number) => `You have approved this already; it waits for ${left} more.`,
    denied: (name: string) => `denied by ${name}`,
    why: (what: string, reason: string) => `${what}: ${reason}`,
    cancelled: (name: string) => `cancelled by ${name}`,
  },
  ru: {
    another: 'С тех пор как показали эту карточку, план изменился.',
    notAgreed: 'Согласие не засчитано: посмотрите план, каким он стал.',
    look: 'Показать',
    none: (id) => `Нет операции «${id}».`,
    final: (step) => `Отменить уже нельзя: начат шаг «${step}».`,
    undone: 'Операция уже отменена.',
    notStuck: 'Операция не застряла, повторять нечего.',
    notYours: (name) => `Ответить может только ${name}.`,
    badAnswer: 'Это не ответ на вопрос операции.',
    twice: (left) => `Вы это уже одобрили; нужно ещё: ${left}.`,
    denied: (name) => `отказ: ${name}`,
    why: (what, reason) => `${what}. Причина: ${reason}`,
    cancelled: (name) => `отменено: ${name}`,
  },
  ko: {
    another: '이 카드가 표시된 뒤 계획이 바뀌었습니다.',
    notAgreed: '승인되지 않았습니다. 지금의 계획을 확인하세요.',
    look: '보기',
    none: (id) => `"${id}" 작업이 없습니다.`,
    final: (step) => `"${step}" 단계가 시작되어 더 이상 되돌릴 수 없습니다.`,
    undone: '이미 되돌린 작업입니다.',
    notStuck: '멈춰 있는 작업이 아니므로 다시 시도할 것이 없습니다.',
    notYours: (name) => `${name} 님만 답할 수 있습니다.`,
    badAnswer: '이 질문에 맞는 답이 아닙니다.',
    twice: (left) => `이미 승인하셨습니다. 앞으로 ${left}명이 더 승인해야 합니다.`,
    denied: (name) => `${name} 님이 거부함`,
    why: (what, reason) => `${what}: ${reason}`,
    cancelled: (name) => `${name} 님이 취소함`,
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
    const reason = { code: 'cancelled', said: said((l) => say(l).cancelled(by.name)) } as const;
    return { at: clock.now(), kind: 'failed', reason, by };
  };

  /** A no is a cancel that names its step. */
  const refused = (head: Head, step: string, { reason: why }: No, by: Person): Entry => {
    const what: Phrase = (l) => (head.approval ? say(l).denied(by.name) : say(l).cancelled(by.name));
    const words: Phrase = (l) => (why === undefined ? what(l) : say(l).why(what(l), why));
    const reason = { code: 'cancelled', said: said(words) } as const;
    return { at: clock.now(), kind: 'failed', step, reason, by, ...(why === undefined ? {} : { why }) };
  };

  const locks = createLocks(on);

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
      await locks.refuseBack(head, course);
      if (course.ended?.outcome === 'stuck') return { at: clock.now(), kind: 'again', by };
      return cancelled(by);
    });

  return {
    cancel: takeBack,
    undo: takeBack,

    retry: (id, by) =>
      act(id, async ({ head }, course) => {
        if (course.ended?.outcome !== 'stuck') throw new Failure('conflict', (l) => say(l).notStuck);
        await locks.refuseBack(head, course);
        return { at: clock.now(), kind: 'again', by };
      }),

    answer: (id, value, by, seen) =>
      act(id, async (kept, course) => {
        const step = undecided(kept, course);
        if (!on.mayAnswer(kept.head, by)) throw new Failure('denied', (l) => say(l).notYours(kept.head.who.name));
        const shape = await shapeOf(kept, course, step);
        if (!shape?.safeParse(value).success) throw new Failure('usage', (l) => say(l).badAnswer);
        const no = noOf(value);
        if (no) return refused(kept.head, step, no, by);
        const { agreed = [], began, toggled } = course.steps.get(step) ?? {};
        if (toggled || (seen !== undefined && seen !== seenOf(began?.print))) throw another(id);
        const print = began?.print === undefined ? {} : { print: began.print };
        const wanted = kept.head.approval?.count ?? 1;
        if (agreed.some((one) => isSame(by, one.by)))
          throw new Failure('conflict', (l) => say(l).twice(wanted - agreed.length));
        await locks.refuseYes(kept.head);
        if (agreed.length + 1 < wanted) return { at: clock.now(), kind: 'agreed', step, by, ...print };
        return { at: clock.now(), kind: 'answered', step, value, by, ...print };
      }),

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
    throw new Failure('denied', (l) => say(l).notYours(head.who.name));
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

  /** The shape is known to the code only, so the code is walked to where it asks. */
  async function shapeOf({ head }: Kept, course: Course, step: string) {
    const operation = on.operations.get(head.operation);
    if (!operation) return undefined;
    const walked = await walk(operation, head.input, on.world, course, {
      arrive: async (call) => ({ stop: call.name === step ? shapeAt(call) : undefined }),
    });
    return walked.kind === 'stopped' ? walked.at : undefined;
  }
}

const consent = z.object({ yes: z.boolean() });

const shapeAt = (call: Call): z.ZodType | undefined =>
  call.kind === 'answer' ? call.ask.shape : call.kind === 'agree' ? consent : undefined;

const another = (id: OperationId): Failure =>
  new Failure('conflict', (l) => say(l).another, {
    hint: (l) => say(l).notAgreed,
    next: [{ label: said((l) => say(l).look), press: { command: 'op show', args: { operation: id } } }],
  });

/** As a journal keeps them: what they belong to is for this moment only. */
export const plain = ({ belongs: _, ...person }: Person): Person => person;

const saidBy = (entry: Entry): Entry => ('by' in entry && entry.by ? { ...entry, by: plain(entry.by) } : entry);

const no = z.object({ yes: z.literal(false), reason: z.string().exactOptional() });
type No = z.infer<typeof no>;

const noOf = (value: unknown): No | undefined => no.safeParse(value).data;
