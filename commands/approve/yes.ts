import { defineCommand, maybe, phrases } from '#kit';
import { answerQuestion } from '#operations/answer-question.ts';
import { maybeOperationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Say yes to what an operation asks',
    operation: 'Which operation',
    seen: 'The plan that was seen, as the button says it',
  },
  ru: {
    about: 'Ответить «да» на вопрос операции',
    operation: 'Какая операция',
    seen: 'Какой план видели: его подставляет кнопка',
  },
  ko: { about: '작업의 질문에 예로 답하기', operation: '어떤 작업', seen: '확인한 계획. 버튼이 채웁니다' },
});

export default defineCommand({
  name: 'approve yes',
  about: (l) => say(l).about,
  permission: 'approve:yes',
  danger: 'changes',
  examples: ['approve yes op-k3v9'],
  args: {
    operation: maybeOperationArg((l) => say(l).operation, ['waiting']),
    seen: maybe((l) => say(l).seen, { most: 8 }),
  },
  run: ({ operation, seen }, turn) => answerQuestion(turn, operation, { yes: true }, seen),
});
