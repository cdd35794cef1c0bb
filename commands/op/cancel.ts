import { defineCommand, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: { about: 'Stop an operation and take back what it made', operation: 'Which operation' },
  ru: { about: 'Остановить операцию и убрать созданное ею', operation: 'Какая операция' },
  ko: { about: '작업을 멈추고 만든 것을 되돌리기', operation: '어떤 작업' },
});

export default defineCommand({
  name: 'op cancel',
  about: (l) => say(l).about,
  permission: 'op:cancel',
  danger: 'changes',
  examples: ['op cancel op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation, ['going', 'waiting']) },
  async run({ operation }, turn) {
    const { head } = await turn.operations.read(operation);
    await turn.operations.cancel(head.id, turn.who);
    return turn.follow(head.id);
  },
});
