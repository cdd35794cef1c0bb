import type { Approval } from '../approval.ts';
import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { isSame, strangers } from '../people.ts';
import { type Phrase, phrases, said } from '../phrases.ts';
import type { Head } from '../store.ts';
import type { Called } from '../view/view.ts';
import { type Accounts, askedOf } from './asked.ts';
import { builtIn, ruleName } from './built-in.ts';
import { approvalFor, isOneOf, type Policy, type Ruling, rulingOn, type Wish } from './policy.ts';
import { type Asked as Counting, type Standing, standingsOf } from './standings.ts';

const say = phrases({
  en: {
    no: (command: string, permission: string) => `"${command}" (${permission}) is not for you here.`,
    noIn: (command: string, permission: string, cloud: string) =>
      `"${command}" (${permission}) is not for you in ${cloud}.`,
    owner: (name: string) => `Only ${name}, who asked for it, may answer this.`,
    rule: (rule: string, who: string) => `The rule is "${rule}"; ${who} can change it.`,
    none: (file: string, who: string) => `No rule in ${file} allows it; ${who} can add one.`,
    operator: 'whoever runs this Hoist',
    ownerRule: 'the requester confirms',
    own: (who: string | undefined) => `You asked for this; someone else${who ? ` (${who})` : ''} has to approve.`,
    only: (who: string) => `Only ${who} may approve this.`,
    again: 'Ask them again',
  },
  ru: {
    no: (command, permission) => `«${command}» (${permission}) здесь вам недоступна.`,
    noIn: (command, permission, cloud) => `«${command}» (${permission}) в ${cloud} вам недоступна.`,
    owner: (name) => `Ответить может только ${name}: это его запрос.`,
    rule: (rule, who) => `Правило — «${rule}»; изменить его может ${who}.`,
    none: (file, who) => `Ни одно правило в ${file} этого не разрешает; добавить его может ${who}.`,
    operator: 'тот, кто запустил Hoist',
    ownerRule: 'подтверждает автор запроса',
    own: (who) => `Это ваш запрос; одобрить должен кто-то другой${who ? ` (${who})` : ''}.`,
    only: (who) => `Одобрить может только: ${who}.`,
    again: 'Спросить ещё раз',
  },
  ko: {
    no: (command, permission) => `여기서는 "${command}" 명령(${permission})을 실행할 수 없습니다.`,
    noIn: (command, permission, cloud) => `${cloud}에서는 "${command}" 명령(${permission})을 실행할 수 없습니다.`,
    owner: (name) => `요청한 ${name} 님만 답할 수 있습니다.`,
    rule: (rule, who) => `규칙: "${rule}". 변경할 수 있는 사람: ${who}.`,
    none: (file, who) => `${file}에 이를 허용하는 규칙이 없습니다. 추가할 수 있는 사람: ${who}.`,
    operator: 'Hoist 운영자',
    ownerRule: '요청한 사람이 확인',
    own: (who) => `본인이 요청한 작업입니다. 다른 사람이 승인해야 합니다${who ? `(${who})` : ''}.`,
    only: (who) => `승인할 수 있는 사람: ${who}.`,
    again: '다시 요청',
  },
});

/** The one place that says who may. The policy is asked for each time: its file may have changed. */
export interface Access {
  /** The refusal, or nothing when the person may run it. Every road to a command passes here. */
  refusal(wish: Wish & { readonly command: { readonly name: string } }): Failure | undefined;
  ruling(wish: Wish): Ruling;
  /** What a ruling is called in words. */
  because(ruling: Ruling): Phrase;
  /** Who else has to agree to it. */
  approval(wish: Wish): Approval | undefined;
  /** How it stands with each quota that fits, counted now. */
  standings(asked: Omit<Counting, 'policy'>): Promise<readonly Standing[]>;
  /** The refusal, or nothing when the person may answer the question that this operation waits with. */
  answering(who: Person, head: Pick<Head, 'id' | 'who' | 'approval'>): Failure | undefined;
  /** The same for what may be done before that: by whoever may answer, and by the one who asked. */
  choosing(who: Person, head: Pick<Head, 'id' | 'who' | 'approval'>): Failure | undefined;
  /** Whom a reminder calls: all who are asked, but those of whom it is known that they have nothing more to say. */
  asked(head: Pick<Head, 'who' | 'where' | 'approval'>, agreed: readonly Person[]): readonly Called[];
}

export function accessBy(policy: () => Policy = () => builtIn, { accountsOf }: Accounts = strangers): Access {
  const because =
    ({ rule }: Ruling): Phrase =>
    (l) => {
      const now = policy();
      const who = now.changedBy ?? say(l).operator;
      return rule === undefined ? say(l).none(now.file ?? '', who) : say(l).rule(ruleName(now, rule, l), who);
    };
  const answering: Access['answering'] = (who, head) => {
    const { approval } = head;
    if (!approval) return mayAnswer(who, head);
    const { by } = approval;
    const hint: Phrase = (l) =>
      say(l).rule(ruleName(policy(), approval.rule, l), policy().changedBy ?? say(l).operator);
    if (isSame(who, head.who) && !approval.self) {
      const label = said((l) => say(l).again);
      const next = [{ label, press: { command: 'approve remind', args: { operation: head.id } } }];
      return new Failure('denied', (l) => say(l).own(by?.join(', ')), { hint, next });
    }
    if (by && !isOneOf(policy(), by, who)) return new Failure('denied', (l) => say(l).only(by.join(', ')), { hint });
    return undefined;
  };
  return {
    refusal(wish) {
      const ruling = rulingOn(policy(), wish);
      if (ruling.may) return undefined;
      const { name, permission } = wish.command;
      const { cloud } = wish;
      return new Failure(
        'denied',
        (l) => (cloud ? say(l).noIn(name, permission, cloud.name) : say(l).no(name, permission)),
        { hint: because(ruling) },
      );
    },
    ruling: (wish) => rulingOn(policy(), wish),
    because,
    approval: (wish) => approvalFor(policy(), wish),
    standings: (asked) => standingsOf({ ...asked, policy: policy() }),
    answering,
    choosing: (who, head) => (isSame(who, head.who) ? undefined : answering(who, head)),
    asked: (head, agreed) => askedOf({ ...policy(), accountsOf }, head, agreed),
  };
}

/** Where nobody else has to agree, whoever asked answers. */
function mayAnswer(who: Person, head: Pick<Head, 'who'>): Failure | undefined {
  if (isSame(who, head.who)) return undefined;
  return new Failure('denied', (l) => say(l).owner(head.who.name), {
    hint: (l) => say(l).rule(say(l).ownerRule, say(l).operator),
  });
}
