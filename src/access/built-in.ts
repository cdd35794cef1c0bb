import type { Locale } from '../phrases.ts';
import { phrases } from '../phrases.ts';
import type { Policy } from './policy.ts';

const say = phrases({
  en: {
    look: 'outsiders only look',
    others: 'what is another person’s is theirs to unlock and to give',
    use: 'whoever reaches Hoist may use it',
    four: 'what goes for good needs another person',
  },
  ru: {
    look: 'посторонние только смотрят',
    others: 'чужое снимать с замка и передавать может только владелец',
    use: 'кто видит Hoist, тот им пользуется',
    four: 'безвозвратное удаление одобряет другой человек',
  },
  ko: {
    look: '외부인은 보기만 가능',
    others: '다른 사람의 머신은 그 사람만 잠금을 풀고 넘길 수 있음',
    use: 'Hoist에 접근할 수 있으면 사용 가능',
    four: '완전히 삭제하려면 다른 사람의 승인이 필요',
  },
});

/** Where people talk together. */
const elsewhere = ['web:*', 'slack:*', 'discord:*'];

/** What holds until somebody writes a file: a chat lets in whom it should, and the page has an outsider to try that with. */
export const builtIn: Policy = {
  groups: { outsiders: ['web:local:outsider'] },
  rules: [
    { rule: 'look', who: ['outsiders'], what: ['changes', 'removes'], may: false },
    // At a terminal is whoever runs it, who has to be able to help where nobody else is left.
    { rule: 'others', what: ['vm:unlock-others', 'vm:give-others'], channels: elsewhere, may: false },
    { rule: 'use', what: ['*'], may: true },
  ],
  // Where others are. At a terminal is whoever runs it, and nobody else.
  approvals: [
    {
      rule: 'four',
      // A save asks where it removes what it saved.
      what: ['removes', 'gpu:save'],
      channels: elsewhere,
      approval: { rule: 'four', count: 1, self: false, within: 30 * 60_000, remind: 15 * 60_000 },
    },
  ],
  quotas: [],
};

/** What a rule is called: in a file by whoever wrote it. */
export const ruleName = ({ file }: Policy, rule: string, locale: Locale): string =>
  file === undefined && isOurs(rule) ? say(locale)[rule] : rule;

const ours = ['look', 'others', 'use', 'four'] as const;
const isOurs = (rule: string): rule is (typeof ours)[number] => ours.some((one) => one === rule);
