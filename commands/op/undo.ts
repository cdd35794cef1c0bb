import { defineCommand, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: { about: 'Take back an operation that is done or stuck', operation: 'Which operation' },
  ru: { about: 'Отменить выполненную или застрявшую операцию', operation: 'Какая операция' },
  ko: { about: '끝났거나 멈춘 작업 되돌리기', operation: '어떤 작업' },
});

export default defineCommand({
  name: 'op undo',
  about: (l) => say(l).about,
  permission: 'op:undo',
  danger: 'changes',
  examples: ['op undo op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation, ['done', 'stuck']) },
  async run({ operation }, turn) {
    const { head } = await turn.operations.read(operation);
    await turn.operations.undo(head.id, turn.who);
    return turn.follow(head.id);
  },
});
