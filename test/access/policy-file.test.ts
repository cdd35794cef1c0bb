import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadPolicy } from '../../src/access/bad-policy.ts';
import { readPolicy } from '../../src/access/policy-file.ts';

const whole = `
groups:
  gpu-admins: [slack:T024BE7LD:U061F7AUR, web:local:approver]
  team: discord:613425648685547541:80351110224678912
changed by: '#gpu-help'
rules:
  - rule: admins may everything
    who: gpu-admins
    may: '*'
  - rule: production is closed
    clouds: production
    may not: [changes, removes]
  - rule: everybody looks
    may: [reads, 'gpu:*']
    channels: [slack:C061EG9SL, 'web:*']
approvals:
  - rule: deletes need two admins
    what: removes
    by: gpu-admins
    count: 2
    within: 2h
    remind: 90m
  - rule: the rest another person
    what: ['*:delete']
    remind: off
quotas:
  - rule: seven each
    machines: 7
  - rule: the team has a budget
    who: team
    of: group
    clouds: production
    gpus: 8
    hours per day: 24.5
    money per month: 50000 rub
    over: approve
    by: gpu-admins
    within: 1h
`;

describe('a policy file', () => {
  it('is what docs/policy.md shows', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/policy.md', 'utf8'))?.[1] ?? '';

    expect(readPolicy(example, 'hoist.yaml').rules).toHaveLength(4);
    const all = [...readFileSync('docs/policy.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text);
    expect(readPolicy(all.join('\n'), 'hoist.yaml').quotas).toHaveLength(2);
  });

  it('is read with one or several of each', () => {
    expect(readPolicy(whole, 'hoist.yaml')).toEqual({
      file: 'hoist.yaml',
      changedBy: '#gpu-help',
      groups: {
        'gpu-admins': ['slack:T024BE7LD:U061F7AUR', 'web:local:approver'],
        team: ['discord:613425648685547541:80351110224678912'],
      },
      rules: [
        { rule: 'admins may everything', who: ['gpu-admins'], what: ['*'], may: true },
        { rule: 'production is closed', clouds: ['production'], what: ['changes', 'removes'], may: false },
        {
          rule: 'everybody looks',
          what: ['reads', 'gpu:*'],
          may: true,
          channels: ['slack:C061EG9SL', 'web:*'],
        },
      ],
      approvals: [
        {
          rule: 'deletes need two admins',
          what: ['removes'],
          approval: {
            rule: 'deletes need two admins',
            by: ['gpu-admins'],
            count: 2,
            self: false,
            within: 7_200_000,
            remind: 5_400_000,
          },
        },
        {
          rule: 'the rest another person',
          what: ['*:delete'],
          approval: { rule: 'the rest another person', count: 1, self: false, within: 1_800_000 },
        },
      ],
      quotas: [
        { rule: 'seven each', of: 'person', most: { machines: 7 } },
        {
          rule: 'the team has a budget',
          who: ['team'],
          of: 'group',
          clouds: ['production'],
          most: { gpus: 8, 'hours per day': 24.5, 'money per month': 50_000 },
          currency: 'RUB',
          over: {
            rule: 'the team has a budget',
            by: ['gpu-admins'],
            count: 1,
            self: false,
            within: 3_600_000,
            remind: 1_800_000,
          },
        },
      ],
    });
  });

  it.each([
    ['a key that is mistyped', 'rulez:\n  - rule: x', ['hoist.yaml:1: there is no "rulez"; did you mean "rules"?']],
    [
      'a key of a rule',
      'rules:\n  - rule: x\n    mai: "*"\n    may: "*"',
      ['hoist.yaml:3: there is no "mai"; did you mean "may"?'],
    ],
    [
      'a group nobody wrote down',
      'groups: {admins: web:local:ann}\nrules:\n  - rule: x\n    who: admin\n    may: "*"',
      ['hoist.yaml:4: there is no group "admin"; did you mean "admins"?'],
    ],
    [
      'a permission that is none',
      'rules:\n  - rule: x\n    may: [reads, "gpu start"]',
      ['hoist.yaml:3: "may" is a permission such as gpu:start, gpu:*, *:list, or all that reads, changes or removes'],
    ],
    [
      'a person without a chat',
      'groups:\n  admins:\n    - ann\nrules:\n  - rule: x\n    may: "*"',
      ['hoist.yaml:3: "admins" is an id such as slack:T024BE7LD:U061F7AUR, as /hoist whoami says it'],
    ],
    [
      'a rule that says both',
      'rules:\n  - rule: x\n    may: "*"\n    may not: "*"',
      ['hoist.yaml:2: "rules" says either what one may or what one may not'],
    ],
    ['a rule without a name', 'rules:\n  - may: "*"', ['hoist.yaml:2: "rule" is missing']],
    [
      'a group nobody wrote down among those who approve',
      'rules: [{rule: x, may: "*"}]\napprovals:\n  - rule: y\n    what: removes\n    by: admins',
      ['hoist.yaml:5: there is no group "admins"; there is: everybody'],
    ],
    [
      'a time that is none',
      'rules: [{rule: x, may: "*"}]\napprovals:\n  - rule: y\n    what: removes\n    within: soon',
      ['hoist.yaml:5: "within" is a time such as 30m, 2h or 1d'],
    ],
    [
      'a reminder that comes too late',
      'rules: [{rule: x, may: "*"}]\napprovals:\n  - rule: y\n    what: removes\n    remind: 30m',
      ['hoist.yaml:5: "remind" has to come before "within" is over: sooner than 30m, or off'],
    ],
    [
      'a reminder of a quota that comes too late',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    gpus: 1\n    over: approve\n    within: 10m\n    remind: 1h',
      ['hoist.yaml:7: "remind" has to come before "within" is over: sooner than 10m, or off'],
    ],
    [
      'a reminder at no time',
      'rules: [{rule: x, may: "*"}]\napprovals:\n  - rule: y\n    what: removes\n    remind: never\n    reminds: 1m',
      [
        'hoist.yaml:5: "remind" is a time such as 15m, or off',
        'hoist.yaml:6: there is no "reminds"; did you mean "remind"?',
      ],
    ],
    [
      'a quota that limits nothing',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    of: all',
      [
        'hoist.yaml:3: "quotas" says how much there may be: machines, gpus, hours per day, hours per month, money per day, money per month',
      ],
    ],
    [
      'a key of a quota',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    machines: 7\n    hours a day: 7\n    ower: approve',
      [
        'hoist.yaml:5: there is no "hours a day"; did you mean "hours per day"?',
        'hoist.yaml:6: there is no "ower"; did you mean "over"?',
      ],
    ],
    [
      'money without a currency',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    money per day: 5000',
      ['hoist.yaml:4: "money per day" is an amount with its currency, such as 5000 RUB'],
    ],
    [
      'money in two currencies',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    money per day: 5 EUR\n    money per month: 5 RUB',
      ['hoist.yaml:5: "money per month" is in another currency than the money per day'],
    ],
    [
      'a group of nobody',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    of: group\n    machines: 1',
      ['hoist.yaml:4: "of" is counted for a group, so it says who that is'],
    ],
    [
      'who may agree where nobody is asked',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - rule: y\n    machines: 1\n    by: admins',
      ['hoist.yaml:5: "by" says who may agree to more, which goes with "over: approve"'],
    ],
    [
      'two quotas of one name',
      'rules: [{rule: x, may: "*"}]\nquotas:\n  - {rule: y, machines: 1}\n  - {rule: y, gpus: 1}',
      ['hoist.yaml:4: "rule" is the name of another quota already'],
    ],
    ['no rules at all', '', ['hoist.yaml:1: "rules" is missing']],
    ['the same key twice', 'rules: []\nrules: []', [expect.stringMatching(/^hoist\.yaml:2: .*unique/i)]],
    ['what is no YAML', 'rules: [', [expect.stringMatching(/^hoist\.yaml:\d: /)]],
  ])('says where: %s', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  it('names every mistake, in the order of the file', () => {
    const lines = linesOf('rules:\n  - rule: x\n    may: gpu start\n    where: y\nchangedby: z');

    expect(lines?.map((line) => line.split(':')[1])).toEqual(['3', '4', '5']);
  });
});

function linesOf(text: string): readonly string[] | undefined {
  try {
    readPolicy(text, 'hoist.yaml');
  } catch (error) {
    if (error instanceof BadPolicy) return error.lines;
    throw error;
  }
  return undefined;
}
