import { defineCommand, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: { about: 'Go on with an operation that got stuck', operation: 'Which operation' },
  ru: { about: 'Продолжить застрявшую операцию', operation: 'Какая операция' },
  ko: { about: '멈춘 작업 이어서 진행', operation: '어떤 작업' },
});

export default defineCommand({
  name: 'op retry',
  about: (l) => say(l).about,
  permission: 'op:retry',
  danger: 'changes',
  examples: ['op retry op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation, ['stuck']) },
  async run({ operation }, turn) {
    const { head } = await turn.operations.read(operation);
    await turn.operations.retry(head.id, turn.who);
    return turn.follow(head.id);
  },
});
