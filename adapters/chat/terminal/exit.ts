import { type Code, type OperationState, type Outcome, phrases } from '#kit';

/** What a script can tell from the exit status; docs/terminal.md explains each. */
export const exits = {
  done: 0,
  failed: 1,
  usage: 2,
  denied: 3,
  stuck: 4,
  waiting: 5,
  interrupted: 130,
} as const;

export const exitWords = phrases({
  en: {
    table:
      'Exit status: 0 done, 1 failed, 2 wrong words, 3 not allowed, 4 stuck, 5 waits for a person, 130 interrupted',
  },
  ru: {
    table: 'Код выхода: 0 готово, 1 не вышло, 2 неверные слова, 3 нет прав, 4 застряло, 5 ждёт человека, 130 прервано',
  },
  ko: {
    table: '종료 코드: 0 완료, 1 실패, 2 잘못된 명령, 3 권한 없음, 4 멈춤, 5 사람을 기다림, 130 중단',
  },
});

export function exitOf(outcome: Outcome): number {
  return outcome.ok ? exits.done : byCode[outcome.reason.code];
}

export const exitOfState: Readonly<Record<OperationState, number>> = {
  done: exits.done,
  undone: exits.failed,
  stuck: exits.stuck,
  waiting: exits.waiting,
  // Left running on purpose: it was begun, which is all that was asked for.
  going: exits.done,
};

const byCode: Readonly<Record<Code, number>> = {
  usage: exits.usage,
  denied: exits.denied,
  'not-found': exits.failed,
  conflict: exits.failed,
  'no-capacity': exits.failed,
  quota: exits.failed,
  unsupported: exits.failed,
  unavailable: exits.failed,
  'timed-out': exits.failed,
  cancelled: exits.failed,
  bug: exits.failed,
};
