import { defineCommand, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: { about: 'Show how an operation stands', operation: 'Which operation', journal: 'Journal' },
  ru: { about: 'Показать, как идёт операция', operation: 'Какая операция', journal: 'Журнал' },
  ko: { about: '작업 진행 상황 보기', operation: '어떤 작업', journal: '기록' },
});

export default defineCommand({
  name: 'op show',
  about: (l) => say(l).about,
  permission: 'op:show',
  danger: 'reads',
  examples: ['op show op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation) },
  async run({ operation }, turn) {
    const kept = await turn.operations.read(operation);
    const view = await turn.operations.view(kept, turn.locale);
    const { id } = kept.head;
    const journal = { label: say(turn.locale).journal, press: { command: 'op log', args: { operation: id } } };
    // The card's own button would lead back to here.
    const buttons = (view.buttons ?? []).filter(({ press }) => press.command !== 'op show');
    return turn.say({ ...view, buttons: [...buttons, journal] }, kept);
  },
});
