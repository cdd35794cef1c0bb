import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Cloud, need } from '../../src/kit.ts';
import { practiceBot } from './practice-bot.ts';
import { annId } from './seat.ts';

const bobId = '100000000000000200';
const roleId = '100000000000000300';

/** As somebody named them who made them without this bot. */
const names = [
  ...[
    '*x*',
    '__x__',
    '@everyone',
    '@here',
    `<@${bobId}>`,
    `<@!${bobId}>`,
    `<@&${roleId}>`,
    '||spoiler||',
    '```',
    '`x`',
  ],
  ...['<#1>', '# head', '-# small', '> quote', '- point', '1. one', '~~gone~~', '[here](https://evil.example)'],
  ...['</gpu list:1>', '<t:0:R>', '<:hat:1>', ':smile:', '\\*', 'https://evil.example'],
];

const speaking = ['POST /channels/:channel/messages', 'PATCH /channels/:channel/messages/:message'];

const signal = new AbortController().signal;

/** A machine that was made elsewhere, under a name that this bot would give to nothing. */
async function make(cloud: Cloud, name: string, at: number): Promise<void> {
  const stamp = { owner: 'somebody', operation: 'elsewhere' };
  const [image] = await cloud.images(signal);
  const disks = need(cloud, 'disks');
  const { id } = await disks.create({ name, size: 20, image: image?.id ?? '', stamp }, `made-${at}.disk`, signal);
  const spec = { name, boot: { disk: id }, flavor: '3073', publicKeys: [], spot: false, stamp };
  await cloud.create(spec, `made-${at}.machine`, signal);
}

async function stage(named: readonly string[]) {
  const bot = await practiceBot({ timings: 'instant' });
  const { discord, cloud } = bot;
  discord.person(annId, { name: 'Ann' });
  discord.person(bobId, { name: 'Bob', roles: ['gpu people'] });
  for (const [at, name] of named.entries()) await make(cloud, name, at);
  return bot;
}

const mentions = z
  .object({ allowed_mentions: z.object({ parse: z.array(z.string()), users: z.array(z.string()).optional() }) })
  .transform((body) => body.allowed_mentions);

it('a list shows every name as it is, and calls nobody', async () => {
  const { discord } = await stage(names);

  const reply = await discord.slash('gpu list');
  const list = await reply.settled();

  const lines = discord.text(list).split('\n');
  for (const name of names) expect(lines.find((line) => line.startsWith(`${name} · `))).toBeDefined();
  expect(list.pings).toEqual([]);
  expect(list.allowedMentions).toEqual({ parse: [] });
});

it('suggestions and selects offer every name as it is', async () => {
  const { discord } = await stage(names);

  const { choices } = await discord.autocomplete('gpu stop', { machine: '' }, { focus: 'machine' });

  expect(choices.map(({ value }) => value).sort()).toEqual([...names].sort());
});

it.each(names.map((name) => [name] as const))(
  'card and ping say %j as it is, and call only who asked',
  async (name) => {
    const { discord, rest } = await stage([name]);
    const general = discord.channel('general');

    await discord.slash('gpu stop', { machine: name });
    await rest();

    const [card] = discord.messages(general);
    const [thread] = discord.threads(general);
    const [ping] = discord.messages(thread!);
    expect(discord.text(card!)).toContain(name);
    expect(discord.text(ping!)).toContain(name);
    expect([card?.pings, ping?.pings]).toEqual([[], [annId]]);
    for (const { body } of discord.calls.filter(({ route }) => speaking.includes(route))) {
      const { parse, users = [] } = mentions.parse(body);
      expect(parse).toEqual([]);
      expect(users.filter((id) => id !== annId)).toEqual([]);
    }
  },
);

it.each(names.map((name) => [name] as const))(
  'a person who is called %j is called so, and calls nobody',
  async (name) => {
    const { discord, rest } = await stage(['gpu-1']);
    discord.person('100000000000000400', { name });

    await discord.slash('gpu stop', { machine: 'gpu-1' }, { user: '100000000000000400' });
    await rest();

    const [card] = discord.messages(discord.channel('general'));
    expect(discord.text(card!)).toContain(`started by ${name}`);
    expect(card?.pings).toEqual([]);
  },
);
