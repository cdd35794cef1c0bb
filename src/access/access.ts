import type { Person, PersonId } from '../chat.ts';
import type { Command } from '../command/command.ts';
import { Failure } from '../failure.ts';
import { phrases } from '../phrases.ts';
import type { Head } from '../store.ts';

const say = phrases({
  en: {
    readOnly: (command: string, permission: string) =>
      `You may look but not change anything here, so "${command}" (${permission}) is not for you.`,
    owner: (name: string) => `Only ${name}, who asked for it, may answer this.`,
    rule: 'The rule is "outsiders only read"; whoever runs this Hoist can change it.',
    ownerRule: 'The rule is "the requester confirms"; whoever runs this Hoist can change it.',
  },
  ru: {
    readOnly: (command, permission) =>
      `Вы можете смотреть, но не менять, поэтому «${command}» (${permission}) вам недоступна.`,
    owner: (name) => `Ответить может только ${name}: это его запрос.`,
    rule: 'Правило — «посторонние только смотрят»; изменить его может тот, кто запустил Hoist.',
    ownerRule: 'Правило — «подтверждает автор запроса»; изменить его может тот, кто запустил Hoist.',
  },
  ko: {
    readOnly: (command, permission) =>
      `여기서는 보기만 할 수 있어 "${command}" 명령(${permission})을 실행할 수 없습니다.`,
    owner: (name) => `요청한 ${name} 님만 답할 수 있습니다.`,
    rule: '규칙: "외부인은 읽기만 가능". 이 Hoist를 운영하는 사람이 바꿀 수 있습니다.',
    ownerRule: '규칙: "요청한 사람이 확인". 이 Hoist를 운영하는 사람이 바꿀 수 있습니다.',
  },
});

/** The refusal, or nothing when the person may run it. Every road to a command passes here. */
export function mayRun(who: Person, command: Pick<Command, 'name' | 'permission' | 'danger'>): Failure | undefined {
  if (command.danger === 'reads' || !isOutsider(who.id)) return undefined;
  return new Failure('denied', (l) => say(l).readOnly(command.name, command.permission), { hint: (l) => say(l).rule });
}

/** The refusal, or nothing when the person may answer the question this operation waits with. */
export function mayAnswer(who: Person, head: Pick<Head, 'who'>): Failure | undefined {
  if (who.id === head.who.id) return undefined;
  return new Failure('denied', (l) => say(l).owner(head.who.name), { hint: (l) => say(l).ownerRule });
}

const isOutsider = (id: PersonId): boolean => id.endsWith(':outsider');
