import { defineCommand, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Ask those again who have to approve',
    operation: 'Which operation',
    asked: (what: string) => `Asked again: ${what}`,
    whom: (who: string) => `It waits for ${who}.`,
  },
  ru: {
    about: 'Ещё раз спросить тех, кто должен одобрить',
    operation: 'Какая операция',
    asked: (what) => `Спросили ещё раз: ${what}`,
    whom: (who) => `Ждём ответа: ${who}.`,
  },
  ko: {
    about: '승인할 사람에게 다시 요청하기',
    operation: '어떤 작업',
    asked: (what) => `다시 요청함: ${what}`,
    whom: (who) => `${who} 님의 답변을 기다립니다.`,
  },
});

export default defineCommand({
  name: 'approve remind',
  about: (l) => say(l).about,
  permission: 'approve:remind',
  danger: 'changes',
  examples: ['approve remind op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation, ['waiting']) },
  async run({ operation }, { operations, who, locale, say: answer }) {
    const { head } = await operations.read(operation);
    await operations.remind(head.id, who);
    const words = say(locale);
    const by = head.approval?.by;
    return answer(
      {
        title: words.asked(operations.title(head)(locale)),
        tone: 'good',
        blocks: by ? [{ kind: 'note', text: words.whom(by.join(', ')) }] : [],
      },
      { operation: head.id, ...(by ? { by } : {}) },
    );
  },
});
