import { Failure } from '../failure.ts';
import { type Phrase, phrases } from '../phrases.ts';
import type { Head } from '../store.ts';
import { clock as timeOf } from '../view/quantities.ts';
import type { Course } from './course.ts';

const say = phrases({
  en: {
    noQuestion: 'It waits for no answer.',
    answered: (name: string, time: string) => `Already answered by ${name} at ${time}.`,
    approved: (names: string, time: string) => `Already approved by ${names} at ${time}.`,
    refused: (name: string, time: string) => `Already denied by ${name} at ${time}.`,
    ended: (name: string, time: string) => `Already cancelled by ${name} at ${time}.`,
    late: (time: string) => `It waited for an answer until ${time}; that time is over.`,
  },
  ru: {
    noQuestion: 'Операция не ждёт ответа.',
    answered: (name, time) => `Уже есть ответ: ${name}, ${time}.`,
    approved: (names, time) => `Уже одобрено: ${names}, ${time}.`,
    refused: (name, time) => `Уже отказано: ${name}, ${time}.`,
    ended: (name, time) => `Уже отменено: ${name}, ${time}.`,
    late: (time) => `Операция ждала ответа до ${time}; это время истекло.`,
  },
  ko: {
    noQuestion: '답변을 기다리는 작업이 아닙니다.',
    answered: (name, time) => `${name} 님이 ${time}에 이미 답했습니다.`,
    approved: (names, time) => `${names} 님이 ${time}에 이미 승인했습니다.`,
    refused: (name, time) => `${name} 님이 ${time}에 이미 거부했습니다.`,
    ended: (name, time) => `${name} 님이 ${time}에 이미 취소했습니다.`,
    late: (time) => `${time}까지 답변을 기다렸으며, 이제 시간이 지났습니다.`,
  },
});

/** Who has decided it, where somebody has, or that nobody came in time. */
export function tooLate({ approval }: Head, { steps, failed }: Course): Failure {
  const because = (words: Phrase) => new Failure('conflict', words);
  const by = failed?.by?.name;
  if (failed && by !== undefined) {
    const denied = approval !== undefined && failed.step !== undefined;
    return because((l) => say(l)[denied ? 'refused' : 'ended'](by, timeOf(failed.at)));
  }
  const until = failed?.step === undefined ? undefined : steps.get(failed.step)?.began.until;
  if (until !== undefined) return timeIsUp(until);
  const passed = [...steps.values()].findLast((each) => each.answered);
  if (!passed?.answered) return because((l) => say(l).noQuestion);
  const { at } = passed.answered;
  const names = [...passed.agreed, passed.answered].map((each) => each.by.name).join(', ');
  return because((l) => say(l)[approval ? 'approved' : 'answered'](names, timeOf(at)));
}

export const timeIsUp = (until: number): Failure => new Failure('timed-out', (l) => say(l).late(timeOf(until)));
