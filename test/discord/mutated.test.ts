import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Json } from '../../adapters/chat/discord/fake/world.ts';
import type { Log } from '../../src/kit.ts';
import { mutated } from './odd.ts';
import { isQuiet } from './quiet.ts';
import { saying } from './scripted-desk.ts';
import { talk } from './talk.ts';

const seed = Number(process.env.HOIST_SEED ?? 7);
const numRuns = 150;

/** What a process would die of. */
const fatal: unknown[] = [];
const note = (error: unknown) => void fatal.push(error);

beforeEach(() => {
  fatal.length = 0;
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
});

/** The chat with a log that can be read, and one payload of each official shape. */
async function stage() {
  const lines: string[] = [];
  const write = (_: object, message: string) => void lines.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  const there = await talk({}, { log });
  const { discord, desk, general } = there;
  const form = {
    command: 'gpu start',
    title: 'Start',
    fields: [{ name: 'image', label: 'Image', kind: 'text', required: true, searchable: false }],
  } as const;
  desk.answer = saying('One', { buttons: [{ label: 'Next', press: { command: 'gpu list', args: { page: '2' } } }] });
  const command = await discord.slash('gpu start', { image: 'base-image' });
  const press = await discord.press(command.message!, 'Next');
  const typing = await discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });
  desk.answer = { kind: 'form', form };
  await discord.slash('gpu start');
  desk.answer = saying('Two');
  const submit = await discord.submitModal({ Image: 'base-image' });
  const direct = await discord.slash('gpu list', {}, { direct: true });
  const shapes = [command, press, typing, submit, direct].map(({ interaction }) => interaction.payload);
  return { ...there, general, lines, shapes };
}

let count = 0;
/** Another event of the same shape. */
const another = (payload: Json): Json => ({ ...payload, id: `77${count++}` });

/** Waits until all that was sent before has been dealt with. */
async function dealtWith({ discord, chat, clock }: Awaited<ReturnType<typeof stage>>): Promise<string> {
  const { interaction } = await discord.slash('gpu list');
  while (!(await isQuiet(chat))) await clock.pass(1_000);
  return interaction.token;
}

it('answers, refuses or ignores with a reason every interaction, however odd, and lives on', async () => {
  const there = await stage();
  const { discord, lines, shapes } = there;
  const how = { answered: 0, ignored: 0 };

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shapes).chain((shape) => mutated(another(shape))),
      async (payload) => {
        const [calls, told] = [discord.calls.length, lines.length];
        discord.gateway.dispatch('INTERACTION_CREATE', () => payload);
        const own = await dealtWith(there);

        const answered = discord.calls
          .slice(calls)
          .some(({ path }) => path.startsWith('/interactions/') && !path.includes(own));
        how[answered ? 'answered' : 'ignored'] += 1;
        expect(answered || lines.length > told).toBe(true);
      },
    ),
    { numRuns, seed },
  );

  console.log(`${numRuns} odd interactions: ${JSON.stringify(how)}`);
  expect(fatal).toEqual([]);
  expect((await discord.slash('gpu list')).kind).toBe('message');
}, 60_000);

const user = { id: '100000000000000100', username: 'ann', global_name: 'Ann', avatar: null, bot: false };

/** A message as Discord sends it: in a channel, as a reply there, and in a direct message. */
const messages = (bot: string, guild: string, channel: string, direct: string): readonly Json[] => {
  const common = {
    ...{ type: 0, tts: false, pinned: false, mention_everyone: false, flags: 0, nonce: '1', edited_timestamp: null },
    ...{ timestamp: '2026-11-20T10:00:00.000000+00:00', author: user, attachments: [], embeds: [], components: [] },
    ...{ mentions: [], mention_roles: [], channel_type: 0 },
  };
  const said = { ...common, channel_id: channel, guild_id: guild, content: `<@${bot}> gpu list` };
  const member = { roles: [], joined_at: '2026-01-01T00:00:00.000000+00:00', deaf: false, mute: false, flags: 0 };
  return [
    { ...said, member, mentions: [{ id: bot, username: 'hoist' }] },
    { ...said, type: 19, message_reference: { message_id: '5', channel_id: channel }, referenced_message: null },
    { ...common, channel_id: direct, content: 'gpu list', channel_type: 1 },
  ];
};

it('answers or ignores with a reason every message, however odd, and lives on', async () => {
  const there = await stage();
  const { discord, lines, desk, general } = there;
  const shapes = messages(discord.bot, discord.guild.id, general.id, discord.direct(user.id).id);
  const how = { heard: 0, ignored: 0 };

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shapes).chain((shape) => mutated(another(shape))),
      async (payload) => {
        const [heard, told] = [desk.heard.length, lines.length];
        discord.gateway.dispatch('MESSAGE_CREATE', () => payload);
        await dealtWith(there);

        // One of them is the command that was said behind it.
        const answered = desk.heard.length > heard + 1;
        how[answered ? 'heard' : 'ignored'] += 1;
        expect(answered || lines.length > told).toBe(true);
      },
    ),
    { numRuns, seed },
  );

  console.log(`${numRuns} odd messages: ${JSON.stringify(how)}`);
  expect(fatal).toEqual([]);
  expect(how.heard).toBeGreaterThan(30);
}, 60_000);

it('says nothing in the log of what is as it should be', async () => {
  const there = await stage();
  const told = there.lines.length;

  await dealtWith(there);

  expect(there.lines.slice(told)).toEqual([]);
});

it('outlives every other event, however odd', async () => {
  const there = await stage();
  const { discord, lines, general } = there;
  const shapes: readonly (readonly [string, Json])[] = [
    ['CHANNEL_CREATE', { id: '71', type: 0, guild_id: discord.guild.id, name: 'new', permission_overwrites: [] }],
    ['CHANNEL_UPDATE', { id: general.id, type: 0, guild_id: discord.guild.id, name: 'x', permission_overwrites: [] }],
    ['CHANNEL_DELETE', { id: '72', type: 0, guild_id: discord.guild.id, name: 'old' }],
    ['THREAD_CREATE', { id: '73', type: 11, guild_id: discord.guild.id, parent_id: general.id, thread_metadata: {} }],
    ['THREAD_LIST_SYNC', { guild_id: discord.guild.id, threads: [{ id: '74', type: 11 }], members: [{ id: '74' }] }],
    [
      'GUILD_CREATE',
      { id: '75', name: 'Other', channels: [{ id: '76', type: 0 }], roles: [], members: [], threads: [] },
    ],
    ['GUILD_ROLE_UPDATE', { guild_id: discord.guild.id, role: { id: discord.guild.id, permissions: '0' } }],
    ['GUILD_MEMBER_UPDATE', { guild_id: discord.guild.id, user: { id: discord.bot }, roles: [] }],
    ['MESSAGE_UPDATE', { id: '77', channel_id: general.id, author: user, content: 'x' }],
    ['SOMETHING_NEW', { id: '78' }],
  ];

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shapes).chain(([type, shape]) => fc.tuple(fc.constant(type), mutated(shape))),
      async ([type, payload]) => {
        discord.gateway.dispatch(type, () => payload);
        await dealtWith(there);
      },
    ),
    { numRuns, seed },
  );

  const unread = lines.filter((line) => line === 'discord.js could not read a packet').length;
  console.log(`${numRuns} odd events of channels, roles and servers: discord.js threw at ${unread}`);
  expect(fatal).toEqual([]);
  expect(unread).toBeGreaterThan(0);
}, 60_000);
