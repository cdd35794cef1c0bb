import { phrases } from '../phrases.ts';
import { type Args, flag, maybe } from './args.ts';
import type { Command } from './command.ts';
import { beginning } from './suggest.ts';

const say = phrases({
  en: {
    plan: 'Only show what would happen',
    cloud: 'In which cloud',
    json: 'Answer as JSON',
    wait: 'Wait until it is finished',
    confirm: 'The word that the question asks for',
    help: 'Explain this command',
  },
  ru: {
    plan: 'Только показать, что произойдёт',
    cloud: 'В каком облаке',
    json: 'Ответить в JSON',
    wait: 'Дождаться окончания',
    confirm: 'Слово, которое просит ввести вопрос',
    help: 'Объяснить эту команду',
  },
  ko: {
    plan: '실행하지 않고 계획만 보기',
    cloud: '사용할 클라우드',
    json: 'JSON으로 답하기',
    wait: '끝날 때까지 기다리기',
    confirm: '확인 질문에 입력할 단어',
    help: '이 명령 설명 보기',
  },
});

/** Flags that every command understands; the command layer keeps them to itself. */
const everywhere = {
  plan: flag((l) => say(l).plan, { also: ['dry-run'] }),
  cloud: maybe((l) => say(l).cloud, {
    also: ['provider'],
    suggest: async (typed, { clouds }) => beginning(clouds, typed).map((value) => ({ value })),
  }),
  confirm: maybe((l) => say(l).confirm),
  wait: flag((l) => say(l).wait),
  json: flag((l) => say(l).json),
  help: flag((l) => say(l).help, { also: ['h'] }),
} satisfies Args;

export const globalArgs: Args = everywhere;

/** Those that mean something for this command. */
export function globalsOf(command: Pick<Command, 'danger'>): Args {
  const { plan, confirm, wait, ...always } = everywhere;
  return {
    ...(command.danger === 'reads' ? {} : { plan, wait }),
    ...(command.danger === 'removes' ? { confirm } : {}),
    ...always,
  };
}

export const allArgs = (command: Command): Args => ({ ...command.args, ...globalsOf(command) });
