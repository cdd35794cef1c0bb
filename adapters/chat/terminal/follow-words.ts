import { phrases } from '#kit';

/** What the terminal itself says about an operation it stays with. */
export const followWords = phrases({
  en: {
    hint: 'Ctrl-C: cancel it, or leave it running',
    cancelOrLeave: '[c] cancel and undo, [l] leave it running, Enter to stay:',
    left: (line: string) => `It goes on without this terminal. Find it again: ${line}`,
    began: (line: string) => `It has begun. Follow it: ${line}`,
    type: (word: string, label: string) => `${label}? Type ${word} to confirm, anything else keeps everything:`,
    choose: (flags: string) => `Before that you may still choose: ${flags}`,
    needsYes: (word: string, line: string) =>
      `It waits for a confirmation: say --confirm ${word} next time, or now: ${line}`,
    others: (line: string) => `Somebody else has to agree. See how it stands: ${line}`,
    kept: (word: string) => `That is not "${word}", so nothing is removed.`,
  },
  ru: {
    hint: 'Ctrl-C: отменить или оставить работать',
    cancelOrLeave: '[c] отменить и вернуть как было, [l] оставить работать, Enter — остаться:',
    left: (line) => `Работа идёт дальше без этого терминала. Найти её: ${line}`,
    began: (line) => `Начато. Следить: ${line}`,
    type: (word, label) => `${label}? Введите ${word} для подтверждения, что угодно другое всё сохранит:`,
    choose: (flags) => `До этого можно ещё выбрать: ${flags}`,
    needsYes: (word, line) => `Нужно подтверждение: в другой раз добавьте --confirm ${word}, а сейчас: ${line}`,
    others: (line) => `Согласиться должен кто-то другой. Узнать, как дела: ${line}`,
    kept: (word) => `Это не «${word}», поэтому ничего не удалено.`,
  },
  ko: {
    hint: 'Ctrl-C: 취소하거나 계속 실행해 두기',
    cancelOrLeave: '[c] 취소하고 되돌리기, [l] 계속 실행해 두기, Enter 계속 보기:',
    left: (line) => `이 터미널 없이 계속 진행됩니다. 다시 보려면: ${line}`,
    began: (line) => `시작했습니다. 지켜보려면: ${line}`,
    type: (word, label) => `${label}? 확인하려면 이름(${word})을 입력하세요. 다른 입력은 모두 그대로 둡니다:`,
    choose: (flags) => `그 전에 선택할 수 있는 것: ${flags}`,
    needsYes: (word, line) => `확인이 필요합니다. 다음에는 --confirm ${word} 옵션을 붙이고, 지금은: ${line}`,
    others: (line) => `다른 사람이 동의해야 합니다. 상태 보기: ${line}`,
    kept: (word) => `입력이 "${word}" 이름과 달라 아무것도 삭제하지 않았습니다.`,
  },
});
