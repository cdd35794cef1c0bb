import { phrases } from '../phrases.ts';
import type { Head } from '../store.ts';
import { clock, duration } from '../view/quantities.ts';
import type { StepLine } from '../view/view.ts';
import type { Course, Passed } from './course.ts';
import type { AnyOperation } from './operation.ts';
import { nameOf, stepsOf } from './outline.ts';
import { type History, usual } from './progress.ts';
import type { Tell } from './tells.ts';

const say = phrases({
  en: {
    undone: 'undone',
    usually: (now: string, range: string) => `${now}, usually ${range}`,
    left: (time: string) => `${time} left`,
    waitingFor: (name: string) => `waiting for ${name}`,
    someoneElse: 'another person',
    agreed: (done: number, of: number, names: string) => `${done} of ${of} approved: ${names}`,
    reminded: (time: string) => `asked again at ${time}`,
    answeredBy: (name: string) => `answered by ${name}`,
    approvedBy: (names: string, time: string) => `approved by ${names} at ${time}`,
    tryAgain: (reason: string, time: string) => `${reason}; again in ${time}`,
    undoAgain: (reason: string) => `not taken back yet: ${reason}`,
    stopped: 'stopped',
  },
  ru: {
    undone: 'отменено',
    usually: (now, range) => `${now}, обычно ${range}`,
    left: (time) => `осталось ${time}`,
    waitingFor: (name) => `ждём ответа: ${name}`,
    someoneElse: 'другого человека',
    agreed: (done, of, names) => `одобрили ${done} из ${of}: ${names}`,
    reminded: (time) => `напомнили в ${time}`,
    answeredBy: (name) => `ответ: ${name}`,
    approvedBy: (names, time) => `одобрено: ${names}, ${time}`,
    tryAgain: (reason, time) => `${reason}; повтор через ${time}`,
    undoAgain: (reason) => `ещё не убрано: ${reason}`,
    stopped: 'остановлено',
  },
  ko: {
    undone: '되돌림',
    usually: (now, range) => `${now}, 보통 ${range}`,
    left: (time) => `${time} 남음`,
    waitingFor: (name) => `${name} 님의 답변을 기다리는 중`,
    someoneElse: '다른 사람',
    agreed: (done, of, names) => `${of}명 중 ${done}명 승인: ${names}`,
    reminded: (time) => `${time}에 다시 요청함`,
    answeredBy: (name) => `${name} 님이 답변함`,
    approvedBy: (names, time) => `${names} 님이 ${time}에 승인함`,
    tryAgain: (reason, time) => `${reason}. ${time} 뒤 다시 시도`,
    undoAgain: (reason) => `아직 되돌리지 못함: ${reason}`,
    stopped: '중단됨',
  },
});

export interface Seen {
  readonly operation: AnyOperation;
  readonly head: Head;
  readonly course: Course;
  readonly history: History;
  readonly tell: Tell | undefined;
  readonly now: number;
}

/** The outline, filled in as far as the journal goes. */
export function stepLines(seen: Seen): readonly StepLine[] {
  return stepsOf(seen.operation, seen.head.input).map((step) => {
    const name = nameOf(seen.operation, step, seen.head.locale);
    const passed = seen.course.steps.get(step);
    return { name, ...(passed ? stateOf(step, passed, seen) : { state: 'todo' as const }) };
  });
}

function stateOf(step: string, passed: Passed, seen: Seen): Omit<StepLine, 'name'> {
  const { failed } = seen.course;
  const { locale } = seen.head;
  const words = say(locale);
  if (failed?.step === step && !failed.by) return { state: 'failed', note: failed.reason.said[locale] };
  if (passed.undid) return { state: 'undone', note: words.undone };
  const tried = failed ? passed.undoTries.at(-1) : undefined;
  if (tried) {
    const note = words.undoAgain(tried.reason.said[locale]);
    // What is tried again is still going on: it may only have to settle first.
    if (tried.next === undefined) return { state: 'failed', note };
    return { state: 'doing', note, time: duration(seen.now - (passed.undoTries[0]?.at ?? tried.at), locale) };
  }
  if (passed.answered) return { state: 'done', note: approvedBy(seen) ?? words.answeredBy(passed.answered.by.name) };
  if (passed.did) return done(passed.did.note?.[locale], passed.did.at - passed.began.at, seen);
  if (failed) return { state: 'failed', note: words.stopped };
  return 'asked' in passed.began && !passed.toggled ? waiting(passed, seen) : doing(step, passed, seen);
}

function done(note: string | undefined, took: number, { head }: Seen): Omit<StepLine, 'name'> {
  return {
    state: 'done',
    ...(note ? { note } : {}),
    ...(took >= 1_000 ? { time: duration(took, head.locale) } : {}),
  };
}

const waiting = ({ began, agreed, reminded }: Passed, { head, now }: Seen): Omit<StepLine, 'name'> => {
  const { approval, locale } = head;
  const words = say(locale);
  const whom = approval ? (approval.by?.join(', ') ?? words.someoneElse) : head.who.name;
  const names = agreed.map(({ by }) => by.name).join(', ');
  const soFar = approval && agreed.length > 0 ? [words.agreed(agreed.length, approval.count, names)] : [];
  const again = reminded
    .filter(({ at }) => at >= began.at)
    .slice(-1)
    .map(({ at }) => words.reminded(clock(at)));
  return {
    state: 'waiting',
    note: [words.waitingFor(whom), ...soFar, ...again].join(' · '),
    ...(began.until === undefined ? {} : { time: words.left(duration(began.until - now, locale)) }),
  };
};

/** Who agreed, where others had to: the card says it for ever. */
export function approvedBy({ head, course }: Pick<Seen, 'head' | 'course'>): string | undefined {
  if (!head.approval) return undefined;
  const passed = [...course.steps.values()].findLast(({ answered }) => answered);
  if (!passed?.answered) return undefined;
  const names = [...passed.agreed, passed.answered].map(({ by }) => by.name).join(', ');
  return say(head.locale).approvedBy(names, clock(passed.answered.at));
}

function doing(step: string, passed: Passed, { head, history, tell, now }: Seen): Omit<StepLine, 'name'> {
  const { locale } = head;
  const tried = passed.tries.at(-1);
  const later = tried?.next === undefined ? 0 : tried.next - now;
  const told = tell?.step === step ? tell : undefined;
  const note =
    tried && later > 0 ? say(locale).tryAgain(tried.reason.said[locale], duration(later, locale)) : told?.words(locale);
  const going = duration(now - passed.since, locale);
  const range = usual(history[step] ?? []);
  return {
    state: 'doing',
    ...(note ? { note } : {}),
    time: range ? say(locale).usually(going, spread(range, locale)) : going,
    since: passed.since,
    ...(told?.share === undefined ? {} : { share: told.share }),
  };
}

/** "25–40 s" where the unit is the same, "50 s–2 min" where not. */
function spread({ low, high }: { readonly low: number; readonly high: number }, locale: Head['locale']): string {
  const [from, to] = [duration(low, locale), duration(high, locale)];
  if (from === to) return to;
  const [number, unit, ...more] = from.split(' ');
  return more.length === 0 && to.split(' ').length === 2 && to.endsWith(` ${unit}`)
    ? `${number}–${to}`
    : `${from}–${to}`;
}
