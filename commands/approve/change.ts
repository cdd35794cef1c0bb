import { defineCommand, Failure, flagOf, type Kept, maybeFlag, phrases, said, type Turn, toggleButtons } from '#kit';
import { imageFirst } from '#operations/image-first.ts';
import { keepIp } from '#operations/keep-ip.ts';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Have it otherwise before it is decided; who agreed already is asked again',
    operation: 'Which operation',
    what: (flags: string) => `Say what to have otherwise: ${flags}.`,
    nothing: 'Nothing in it can be chosen otherwise.',
  },
  ru: {
    about: 'Изменить план, пока он не одобрен; кто уже согласился, того спросят снова',
    operation: 'Какая операция',
    what: (flags) => `Укажите, что изменить: ${flags}.`,
    nothing: 'Здесь нечего выбирать иначе.',
  },
  ko: {
    about: '결정되기 전에 계획 바꾸기. 이미 동의한 사람에게는 다시 묻습니다',
    operation: '어떤 작업',
    what: (flags) => `무엇을 바꿀지 지정하세요: ${flags}.`,
    nothing: '다르게 선택할 수 있는 것이 없습니다.',
  },
});

export default defineCommand({
  name: 'approve change',
  about: (l) => say(l).about,
  permission: 'approve:change',
  danger: 'changes',
  examples: ['approve change op-k3v9 --image-first', 'approve change op-k3v9 --no-keep-ip'],
  args: {
    operation: operationArg((l) => say(l).operation, ['waiting']),
    // Each toggle of an operation, by its flag.
    imageFirst: maybeFlag(imageFirst.about),
    keepIp: maybeFlag(keepIp.about),
  },
  async run({ operation: typed, ...chosen }, turn) {
    const kept = await turn.operations.read(typed);
    const { id } = kept.head;
    const wanted = Object.entries(chosen).filter((one): one is [string, boolean] => one[1] !== undefined);
    if (wanted.length === 0) throw whatElse(kept, turn);
    for (const [toggle, on] of wanted) await turn.operations.toggle(id, toggle, on, turn.who);
    return turn.follow(id);
  },
});

/** Says what there is to choose, with a button for each. */
function whatElse(kept: Kept, { operations, locale }: Turn): Failure {
  const question = operations.question(kept, locale);
  const { toggles = [] } = question ?? {};
  const flags = toggles.map(({ toggle }) => flagOf(toggle)).join(', ');
  return new Failure('usage', (l) => (flags === '' ? say(l).nothing : say(l).what(flags)), {
    next: question
      ? toggleButtons(question, kept.head.id).map(({ label, press }) => ({ label: said(() => label), press }))
      : [],
  });
}
