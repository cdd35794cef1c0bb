import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Memory, View } from '../../src/kit.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { isQuiet } from './quiet.ts';
import { later, saying } from './scripted-desk.ts';
import { talk } from './talk.ts';

const posting = 'POST /channels/:channel/messages';
const changing = 'PATCH /webhooks/:application/:token/messages/:message';

/** The chat in a time that discord.js takes for its own, too. */
async function inOneTime(...how: Parameters<typeof talk>) {
  const stage = await talk(...how);
  const spy = vi.spyOn(Date, 'now').mockImplementation(stage.clock.now);
  onTestFinished(() => spy.mockRestore());
  return stage;
}

describe('an answer to words', () => {
  it.each([
    ['a 429 for the channel', { after: 5_000 }],
    ['a 429 for everything', { after: 5_000, scope: 'global' }],
    ['a 429 that others share', { after: 5_000, scope: 'shared' }],
    ['lost replies', { lose: 'reply' }],
    ['lost calls', { lose: 'request' }],
    ['503 for longer than discord.js tries', { status: 503 }],
  ] as const)('is there once, after %s', async (_, fault) => {
    const { discord, desk, chat, clock, general } = await inOneTime();
    desk.answer = saying('Two machines');
    discord.fault(posting, fault, 'status' in fault ? 9 : 2);

    await discord.say('gpu list', { mention: true });
    while (discord.count(posting, 200) === 0 || !(await isQuiet(chat))) await clock.pass(1_000);

    expect(discord.messages(general).filter(({ author }) => author === discord.bot)).toHaveLength(1);
    expect(desk.heard).toHaveLength(1);
  });
});

it('is not said again while nobody can look whether it was said', async () => {
  const { discord, chat, clock, general, place } = await inOneTime();
  discord.fault(posting, { lose: 'reply' });
  await chat.post(place, card, 'op-1.card').catch(() => undefined);
  await clock.pass(10 * 60_000);
  discord.fault('GET /channels/:channel/messages', { after: 2_000 });

  const unsure = await chat.post(place, card, 'op-1.card').catch((error: unknown) => error);
  await clock.pass(3_000);
  await chat.post(place, card, 'op-1.card');

  expect(unsure).toBeInstanceOf(Error);
  expect(discord.messages(general)).toHaveLength(1);
});

it('is refused with the reason while nothing can be kept, and nothing is done', async () => {
  const memory = mapMemory();
  let full = false;
  const add: Memory['add'] = (...args) => (full ? Promise.reject(new Error('disk full')) : memory.add(...args));
  const { discord, desk, chat } = await talk({}, { memory: { ...memory, add } });

  full = true;
  const refused = await discord.slash('gpu start', { image: 'base-image' }, { locale: 'ru' });
  full = false;
  const taken = await discord.slash('gpu list');
  await chat.quiet();

  expect(discord.text(refused.message!)).toContain('Сейчас я ничего не могу записать, поэтому ничего не сделано');
  expect(taken.kind).toBe('message');
  expect(desk.heard).toHaveLength(1);
});

describe('an answer that was put off', () => {
  it.each([
    ['the reply is lost', { lose: 'reply' }, 1],
    ['the call is lost', { lose: 'request' }, 1],
    ['Discord is not well for a moment', { status: 502 }, 3],
  ] as const)('is there once where %s', async (_, fault, times) => {
    const { discord, desk, clock, chat, general } = await inOneTime();
    const slow = later(saying('Two machines'));
    desk.answer = slow.answer;
    const asked = discord.slash('gpu list');
    await discord.until(() => desk.heard.length > 0);
    await clock.pass(1_600);
    const reply = await asked;
    discord.fault(changing, fault, times);

    slow.release();
    await chat.quiet();

    expect(discord.text(await reply.settled())).toBe('Two machines');
    expect(discord.messages(general)).toEqual([]);
  });
});

const card: View = { title: 'Starting gpu-1', tone: 'plain', blocks: [] };
