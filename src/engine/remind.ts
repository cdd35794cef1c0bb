import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { phrases } from '../phrases.ts';
import type { Head } from '../store.ts';
import { clock } from '../view/quantities.ts';
import type { Course, Passed } from './course.ts';
import type { Entry } from './journal.ts';

const say = phrases({
  en: {
    nobody: (name: string) => `Nobody else is asked: it waits for ${name} alone.`,
    soon: (last: string, next: string) => `They were asked again at ${last}; once more is possible from ${next}.`,
    late: (last: string, until: string) => `They were asked again at ${last}, and it waits until ${until}.`,
  },
  ru: {
    nobody: (name) => `Больше никого не спрашивают: ответа ждут только от ${name}.`,
    soon: (last, next) => `Их уже спросили ещё раз в ${last}; снова можно с ${next}.`,
    late: (last, until) => `Их уже спросили ещё раз в ${last}, а ответа ждут до ${until}.`,
  },
  ko: {
    nobody: (name) => `다른 사람에게 묻는 작업이 아닙니다. ${name} 님의 답변만 기다립니다.`,
    soon: (last, next) => `${last}에 이미 다시 요청했습니다. ${next}부터 다시 요청할 수 있습니다.`,
    late: (last, until) => `${last}에 이미 다시 요청했으며 ${until}까지 답변을 기다립니다.`,
  },
});

/** Since when a step has waited for people, and when they were called; also while it waited with another plan. */
export type Asking = Pick<Passed, 'since' | 'reminded'>;

/** Nobody is called more often. */
const atLeast = 5 * 60_000;

/** When those who are asked are called by themselves: once each time, and not right after somebody has called them. */
export function reminderAt({ approval }: Pick<Head, 'approval'>, { since, reminded }: Asking): number {
  const { remind } = approval ?? {};
  if (remind === undefined || reminded.some(({ at, by }) => !by && at >= since)) return Number.POSITIVE_INFINITY;
  return Math.max(since + remind, nextAfter(reminded));
}

/** A person has them called once more. */
export function remindedBy(by: Person, { approval, who }: Head, step: string, course: Course, now: number): Entry {
  if (!approval) throw new Failure('usage', (l) => say(l).nobody(who.name));
  const { reminded = [], began } = course.steps.get(step) ?? {};
  const next = nextAfter(reminded);
  const last = reminded.at(-1)?.at;
  if (last === undefined || now >= next) return { at: now, kind: 'reminded', step, by };
  const until = began?.until ?? next;
  throw new Failure('conflict', (l) =>
    next < until ? say(l).soon(clock(last), clock(next)) : say(l).late(clock(last), clock(until)),
  );
}

const nextAfter = (reminded: Asking['reminded']): number => (reminded.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + atLeast;
