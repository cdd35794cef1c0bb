import { defineCommand, flag, maybe, phrases } from '#kit';
import { answerQuestion } from '#operations/answer-question.ts';
import { maybeOperationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Say no to what an operation asks',
    operation: 'Which operation',
    reason: 'Why not; the card says it',
    why: 'Ask for the reason first',
  },
  ru: {
    about: 'Ответить «нет» на вопрос операции',
    operation: 'Какая операция',
    reason: 'Почему нет: это будет на карточке',
    why: 'Сначала спросить причину',
  },
  ko: {
    about: '작업의 질문에 아니요로 답하기',
    operation: '어떤 작업',
    reason: '거부하는 이유. 카드에 표시됩니다',
    why: '먼저 이유를 묻기',
  },
});

export default defineCommand({
  name: 'approve no',
  about: (l) => say(l).about,
  permission: 'approve:no',
  danger: 'changes',
  examples: ['approve no op-k3v9', 'approve no op-k3v9 --reason "keep it until Friday"'],
  args: {
    operation: maybeOperationArg((l) => say(l).operation, ['waiting']),
    reason: maybe((l) => say(l).reason),
    why: flag((l) => say(l).why),
  },
  async run({ operation, reason, why }, turn) {
    if (why && reason === undefined) return turn.askFor(['reason'], { optional: true, without: 'why' });
    return answerQuestion(turn, operation, { yes: false, ...(reason === undefined ? {} : { reason }) });
  },
});
