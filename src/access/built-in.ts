import type { Locale } from '../phrases.ts';
import { phrases } from '../phrases.ts';
import type { Policy } from './policy.ts';

const say = phrases({
  en: { look: 'outsiders only look', use: 'whoever reaches Hoist may use it' },
  ru: { look: 'посторонние только смотрят', use: 'кто видит Hoist, тот им пользуется' },
  ko: { look: '외부인은 보기만 가능', use: 'Hoist에 접근할 수 있으면 사용 가능' },
});

/** What holds until somebody writes a file: a chat lets in whom it should, and the page has an outsider to try that with. */
export const builtIn: Policy = {
  groups: { outsiders: ['web:local:outsider'] },
  rules: [
    { rule: 'look', who: ['outsiders'], what: ['changes', 'removes'], may: false },
    { rule: 'use', what: ['*'], may: true },
  ],
  approvals: [],
  quotas: [],
};

/** What a rule is called: in a file by whoever wrote it. */
export const ruleName = ({ file }: Policy, rule: string, locale: Locale): string =>
  file === undefined && (rule === 'look' || rule === 'use') ? say(locale)[rule] : rule;
