import { defineCommand, Failure, flag, type Head, phrases, said, type Turn } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Take back an operation that is done or stuck',
    operation: 'Which operation',
    sure: 'Yes, remove what it made, with all that was written there since',
    loses: (title: string) =>
      `This removes for good what was made by "${title}", with all that was written there since.`,
    yes: 'Take it back',
  },
  ru: {
    about: 'Отменить выполненную или застрявшую операцию',
    operation: 'Какая операция',
    sure: 'Да, удалить созданное ею вместе со всем, что туда записали',
    loses: (title) => `Будет безвозвратно удалено созданное операцией «${title}» и всё, что туда с тех пор записали.`,
    yes: 'Отменить её',
  },
  ko: {
    about: '끝났거나 멈춘 작업 되돌리기',
    operation: '어떤 작업',
    sure: '예, 작업이 만든 것과 그 뒤에 기록한 것을 모두 삭제합니다',
    loses: (title) => `다음 작업이 만든 것과 그 뒤에 기록한 것이 모두 영구히 삭제됩니다: "${title}".`,
    yes: '되돌리기',
  },
});

export default defineCommand({
  name: 'op undo',
  about: (l) => say(l).about,
  permission: 'op:undo',
  danger: 'changes',
  examples: ['op undo op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation, ['done', 'stuck']), sure: flag((l) => say(l).sure) },
  async run({ operation, sure }, turn) {
    const { head } = await turn.operations.read(operation);
    if (head.state === 'done' && !sure) throw unsure(head, turn);
    await turn.operations.undo(head.id, turn.who);
    return turn.follow(head.id, 'undone');
  },
});

/** What is done may have been used since, so a slip of the finger must not take it back. */
function unsure(head: Head, { operations }: Turn): Failure {
  const title = operations.title(head);
  return new Failure('usage', (l) => say(l).loses(title(l)), {
    next: [
      {
        label: said((l) => say(l).yes),
        press: { command: 'op undo', args: { operation: head.id, sure: 'true' } },
      },
    ],
  });
}
