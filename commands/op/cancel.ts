import { defineCommand, Failure, phrases, said } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Stop an operation and take back what it made',
    operation: 'Which operation',
    done: (id: string) => `${id} is done, so there is nothing to stop.`,
    undo: 'Take it back',
  },
  ru: {
    about: 'Остановить операцию и убрать созданное ею',
    operation: 'Какая операция',
    done: (id) => `Операция ${id} уже выполнена, останавливать нечего.`,
    undo: 'Отменить её',
  },
  ko: {
    about: '작업을 멈추고 만든 것을 되돌리기',
    operation: '어떤 작업',
    done: (id) => `${id}: 이미 끝난 작업이라 멈출 것이 없습니다.`,
    undo: '되돌리기',
  },
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
    if (head.state === 'done') {
      const press = { command: 'op undo', args: { operation: head.id } };
      throw new Failure('conflict', (l) => say(l).done(head.id), {
        next: [{ label: said((l) => say(l).undo), press }],
      });
    }
    await turn.operations.cancel(head.id, turn.who);
    return turn.follow(head.id, 'undone');
  },
});
