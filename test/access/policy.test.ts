import { describe, expect, it } from 'vitest';
import { type Member, type Policy, type Rule, rulingOn, type Wish } from '../../src/access/policy.ts';
import { readPolicy } from '../../src/access/policy-file.ts';

const policy = readPolicy(
  `
groups:
  admins: [web:local:ada, slack:T1:S-ADMINS]
  team: [slack:T1:U-TOM, discord:900:R-TEAM]
rules:
  - rule: nobody removes in the lobby
    channels: slack:C-LOBBY
    may not: removes
  - rule: admins may everything
    who: admins
    may: '*'
  - rule: production is closed
    clouds: production
    may not: [changes, removes]
  - rule: the secret project is for admins
    projects: secret
    may not: '*'
  - rule: the team starts and stops
    who: team
    may: ['gpu:*', 'disk:create']
  - rule: the team removes images in its channel
    who: [team]
    may: image:delete
    channels: [slack:C-TEAM, 'discord:*']
  - rule: one guest starts at home
    who: discord:900:GUEST
    may: gpu:start
    clouds: [practice]
  - rule: everybody looks
    may: [reads, '*:list']
`,
  'hoist.yaml',
);

const members: readonly Member[] = [
  { id: 'web:local:ada' },
  { id: 'slack:T1:U-ANN', belongs: ['slack:T1:S-ADMINS'] },
  { id: 'web:local:tom', account: 'slack:T1:U-TOM' },
  { id: 'discord:900:42', belongs: ['discord:900:R-TEAM', 'discord:900:R-OTHER'] },
  { id: 'discord:900:GUEST' },
  { id: 'slack:T1:U-STRANGER' },
  // Looks like an admin to whoever reads names or beginnings.
  { id: 'slack:T1:S-ADMINS-2' },
];
const commands: readonly Wish['command'][] = [
  { permission: 'gpu:start', danger: 'changes' },
  { permission: 'gpu:list', danger: 'reads' },
  { permission: 'disk:create', danger: 'changes' },
  { permission: 'disk:delete', danger: 'removes' },
  { permission: 'image:delete', danger: 'removes' },
  { permission: 'vm:unlock-others', danger: 'removes' },
  { permission: 'op:list', danger: 'reads' },
  { permission: 'hoist:whoami', danger: 'reads' },
];
const clouds: readonly Wish['cloud'][] = [
  undefined,
  { name: 'practice' },
  { name: 'production' },
  { name: 'selectel', project: 'secret' },
];
const places: readonly Wish['where'][] = [
  { chat: 'slack', channel: 'C-LOBBY' },
  { chat: 'slack', channel: 'C-TEAM' },
  { chat: 'discord', channel: '77' },
];

const wishes: readonly Wish[] = members.flatMap((who) =>
  commands.flatMap((command) =>
    clouds.flatMap((cloud) => places.map((where): Wish => ({ who, command, where, ...(cloud ? { cloud } : {}) }))),
  ),
);

describe(`a policy, ${wishes.length} wishes`, () => {
  it.each(wishes.map((wish) => [nameOf(wish), wish] as const))('%s', (_, wish) => {
    expect(rulingOn(policy, wish).may).toBe(plainly(policy, wish));
  });

  it('has wishes that each rule decides, and some that none does', () => {
    const decided = new Set(wishes.map((wish) => rulingOn(policy, wish).rule));

    expect([...decided].toSorted()).toEqual([undefined, ...policy.rules.map(({ rule }) => rule)].toSorted());
  });
});

/** The same said the long way: as sets, rule by rule, with nothing shared with what is tested. */
function plainly({ rules, groups }: Policy, { who, command, where, cloud }: Wish): boolean {
  if (['hoist:whoami', 'hoist:help'].includes(command.permission)) return true;
  const names = new Set<string | undefined>(['everybody', who.id, who.account, ...(who.belongs ?? [])]);
  for (const [group, ids] of Object.entries(groups)) if (ids.some((id) => names.has(id))) names.add(group);
  const [noun, verb] = command.permission.split(':');
  const words = new Set(['*', command.danger, `${noun}:${verb}`, `${noun}:*`, `*:${verb}`, '*:*']);
  const here = new Set([`${where.chat}:${where.channel}`, `${where.chat}:*`]);
  const able = rules.filter(
    (rule) =>
      (rule.who === undefined || rule.who.some((name) => names.has(name))) &&
      rule.what.some((word) => words.has(word)) &&
      (rule.channels === undefined || rule.channels.some((channel) => here.has(channel))) &&
      inCloud(rule, cloud),
  );
  return able.at(0)?.may === true;
}

function inCloud(rule: Rule, cloud: Wish['cloud']): boolean {
  if (rule.clouds === undefined && rule.projects === undefined) return true;
  // Which cloud is not known: only a rule that allows counts.
  if (cloud === undefined) return rule.may;
  const named = rule.clouds === undefined || rule.clouds.includes(cloud.name);
  const owned = rule.projects === undefined || rule.projects.includes(cloud.project ?? '');
  return named && owned;
}

function nameOf({ who, command, cloud, where }: Wish): string {
  const member = [who.id, who.account, ...(who.belongs ?? [])].filter((each) => each !== undefined).join('+');
  return `${member} ${command.permission} in ${cloud ? `${cloud.name}${cloud.project ? `/${cloud.project}` : ''}` : 'no cloud yet'} from ${where.channel}`;
}
