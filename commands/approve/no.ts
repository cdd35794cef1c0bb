import { defineCommand, phrases } from '#kit';
import { answerQuestion } from '#operations/answer-question.ts';
import { maybeOperationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: { about: 'Say no to what an operation asks', operation: 'Which operation' },
  ru: { about: 'Ответить «нет» на вопрос операции', operation: 'Какая операция' },
  ko: { about: '작업의 질문에 아니요로 답하기', operation: '어떤 작업' },
});

export default defineCommand({
  name: 'approve no',
  about: (l) => say(l).about,
  permission: 'approve:no',
  danger: 'changes',
  examples: ['approve no op-k3v9'],
  args: { operation: maybeOperationArg((l) => say(l).operation, ['waiting']) },
  run: ({ operation }, turn) => answerQuestion(turn, operation, false),
});
