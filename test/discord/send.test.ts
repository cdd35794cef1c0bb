import { describe, expect, it } from 'vitest';
import type { View } from '../../src/kit.ts';
import { began } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

const posting = 'POST /channels/:channel/messages';
const editing = 'PATCH /channels/:channel/messages/:message';

const card: View = { title: 'Starting gpu-1', tone: 'plain', blocks: [] };
const ready: View = { ...card, title: 'gpu-1 is ready', tone: 'good' };

describe('a message', () => {
  it('is there once although the answer to the call was lost', async () => {
    const { discord, chat, place, general } = await talk();
    discord.fault(posting, { lose: 'reply' });

    const lost = await chat.post(place, card, 'op-1.card').catch((error: unknown) => error);
    await chat.post(place, card, 'op-1.card');

    expect(lost).toBeInstanceOf(Error);
    expect(discord.messages(general)).toHaveLength(1);
    expect(discord.count(posting)).toBe(2);
  });

  it('is found again by its mark when its fate was unknown for longer than Discord remembers', async () => {
    const { discord, chat, place, general, clock, restart } = await talk();
    discord.fault(posting, { lose: 'reply' });
    await chat.post(place, card, 'op-1.card').catch(() => undefined);
    await clock.pass(10 * 60_000);

    const next = await restart();
    const ref = await next.post(place, card, 'op-1.card');

    const all = discord.messages(general);
    expect(all).toHaveLength(1);
    expect(ref).toBe(`${general.id}/${all[0]?.id}`);
  });

  it('that was never posted is posted, however long ago that was', async () => {
    const { discord, chat, place, general, clock } = await talk();
    discord.fault(posting, { lose: 'request' });
    await chat.post(place, card, 'op-1.card').catch(() => undefined);
    await clock.pass(10 * 60_000);

    await chat.post(place, card, 'op-1.card');

    expect(discord.messages(general)).toHaveLength(1);
  });

  it('that somebody deleted comes once more, and is edited there from then on', async () => {
    const { discord, chat, place, general } = await talk();
    const ref = await chat.post(place, card, 'op-1.card');
    discord.wipe(discord.messages(general)[0]!);

    await chat.edit(place, ref, ready);
    await chat.edit(place, ref, { ...ready, title: 'gpu-1 is still ready' });

    expect(discord.messages(general).map(discord.text)).toEqual(['✓ gpu-1 is still ready']);
  });

  it('is known for as long as anybody changes it, and forgotten half a year after that', async () => {
    const { discord, chat, place, general, clock, memory } = await talk();
    const ref = await chat.post(place, card, 'op-1.card');
    discord.wipe(discord.messages(general)[0]!);

    for (let month = 0; month < 12; month += 1) {
      await clock.pass(31 * 24 * 3_600_000);
      await chat.edit(place, ref, { ...card, title: `Month ${month}` });
    }
    await chat.post(place, card, 'op-2.card');

    expect(discord.messages(general).map(discord.text)).toEqual(['Month 11', card.title]);
    await expect.poll(async () => (await memory.all('sent/')).map(([key]) => key)).toEqual(['sent/op-2.card']);
  });

  it('too old to be edited once more is posted anew, and the old one goes', async () => {
    const { discord, chat, place, general, clock } = await talk({ rates: { oldEdits: { limit: 1, per: 20_000 } } });
    const ref = await chat.post(place, card, 'op-1.card');
    await clock.pass(61 * 60_000);

    await chat.edit(place, ref, { ...card, title: 'One' });
    await chat.edit(place, ref, { ...card, title: 'Two' });

    expect(discord.messages(general).map(discord.text)).toEqual(['Two']);
  });

  it('calls nobody by what it says', async () => {
    const { discord, chat, place, general } = await talk();
    discord.person('100000000000000200', { name: 'Bob' });

    await chat.post(place, { ...card, title: '@everyone <@100000000000000200> **x**' }, 'op-1.card');

    const [message] = discord.messages(general);
    expect(message?.pings).toEqual([]);
    expect(discord.text(message!)).toBe('@everyone <@100000000000000200> **x**');
  });

  it('held back by Discord comes later, and holds back the others in that channel', async () => {
    const { discord, chat, place, clock } = await talk();
    discord.fault(posting, { after: 5_000 });

    const refused = await chat.post(place, card, 'op-1.card').catch((error: unknown) => error);
    let went = false;
    const turn = chat.pace?.turn(
      { kind: 'post', channel: place.channel, weight: () => 'end' },
      AbortSignal.timeout(9_000),
    );
    void turn?.then(() => {
      went = true;
    });
    await clock.pass(4_000);
    const held = !went;
    await clock.pass(2_000);

    expect(refused).toMatchObject({ name: 'Failure', code: 'unavailable', after: expect.any(Number) });
    expect([held, went]).toEqual([true, true]);
    expect(discord.count(posting)).toBe(1);
  });
});

describe('a ping', () => {
  const ping: View = { ...ready, to: [{ ids: [`discord:1:${annId}`], name: 'Ann' }] };

  it('begins the thread of its card once, and speaks there afterwards', async () => {
    const { discord, chat, place, general } = await talk();
    const ref = await chat.post(place, card, 'op-1.card');

    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.5');
    await chat.post({ ...place, thread: ref }, { ...ping, title: 'gpu-1 is gone' }, 'op-1.ping.9');

    const [thread, ...others] = discord.threads(general);
    expect(others).toEqual([]);
    expect(discord.messages(thread!).map(discord.text)).toEqual(['@Ann ✓ gpu-1 is ready', '@Ann ✓ gpu-1 is gone']);
  });

  it.each(['tooMany', 'denied'] as const)('is a reply to its card where there can be no thread: %s', async (why) => {
    const { discord, chat, place, general } = await talk(why === 'tooMany' ? { limits: { activeThreads: 0 } } : {});
    if (why === 'denied') discord.deny(general, 'CreatePublicThreads');
    const ref = await chat.post(place, card, 'op-1.card');

    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.5');

    const [first, reply] = discord.messages(general);
    expect(reply?.replyTo).toBe(first?.id);
    expect(reply?.pings).toEqual([annId]);
  });

  it('reaches a thread that was archived, and one that was locked', async () => {
    const { discord, chat, place, general } = await talk();
    const ref = await chat.post(place, card, 'op-1.card');
    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.5');
    const [thread] = discord.threads(general);

    discord.archive(thread!);
    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.6');
    discord.archive(thread!, { locked: true });
    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.7');

    expect(discord.messages(thread!)).toHaveLength(2);
    expect(discord.messages(general).at(-1)?.replyTo).toBe(discord.messages(general)[0]?.id);
  });

  it('in a direct message is a reply there', async () => {
    const { discord, chat } = await talk();
    const direct = discord.direct(annId);
    const place = { chat: 'discord', channel: direct.id };
    const ref = await chat.post(place, card, 'op-1.card');

    await chat.post({ ...place, thread: ref }, ping, 'op-1.ping.5');

    expect(discord.messages(direct).map(discord.text)).toEqual(['Starting gpu-1', '@Ann ✓ gpu-1 is ready']);
  });
});

describe('a channel in which the bot may not speak', () => {
  it('has its card in a direct message, with what is missing and how to give it, and it is edited there', async () => {
    const { discord, desk, chat, place, general } = await talk();
    discord.deny(general, 'SendMessages');
    desk.answer = began('op-1');
    const reply = await discord.slash('gpu start', { image: 'base-image' });
    await chat.quiet();

    const ref = await chat.post(place, card, 'op-1.card');
    const [direct] = discord.messages(discord.direct(annId));
    const before = discord.text(direct!);
    await chat.edit(place, ref, ready);

    expect(discord.text(reply.message!)).toContain('I may not write in #general: Send Messages is missing there');
    expect(before).toContain('https://discord.com/oauth2/authorize?');
    expect(discord.text(direct!)).toContain('gpu-1 is ready');
    expect(discord.count(editing, 200)).toBe(1);
  });

  it('says why in the language of the card, whatever its words are', async () => {
    const { discord, desk, chat, place, general } = await talk();
    discord.deny(general, 'SendMessages');
    desk.answer = began('op-1');
    await discord.slash('gpu start', { image: 'base-image' });
    await chat.quiet();

    await chat.post(place, { ...card, title: 'gpu-1', locale: 'ko' }, 'op-1.card');

    const [direct] = discord.messages(discord.direct(annId));
    expect(discord.text(direct!)).toContain('#general에 글을 쓸 수 없습니다');
  });

  it('is a failure that says so where nobody is known to tell it', async () => {
    const { discord, chat, place, general } = await talk();
    discord.deny(general, 'ViewChannel');

    const failure = await chat.post(place, card, 'op-1.card').catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'denied', after: expect.any(Number) });
    expect(String(failure)).toContain('View Channel');
  });
});
