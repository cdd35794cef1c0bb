import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/kit.ts';
import { began, later, saying } from './scripted-desk.ts';
import { talk } from './talk.ts';

const form: Form = {
  command: 'gpu start',
  title: 'Start a machine',
  fields: [{ name: 'image', label: 'Image', kind: 'text', required: true, searchable: false }],
};

const askedForTime = 1_600;

it('offers a form that nobody has asked for in the language that the person spoke last', async () => {
  const { discord, chat, place, general, ann } = await talk();
  for (const locale of ['ru', 'ko', 'ru']) await discord.slash('gpu list', {}, { locale });
  await chat.quiet();

  await chat.ask(place, { id: `discord:${discord.guild.id}:${ann.id}`, name: 'Ann' }, { ...form, title: 'gpu-1' });

  expect(discord.text(discord.messages(general).at(-1)!)).toContain('Заполнить');
});

describe('a slash command', () => {
  it('is answered at once, to the person alone', async () => {
    const { discord, desk } = await talk();

    const reply = await discord.slash('gpu start', { image: 'base-image' });

    expect(desk.heard[0]?.body).toEqual({ filled: { command: 'gpu start', args: { image: 'base-image' } } });
    expect(reply.kind).toBe('message');
    expect(reply.message?.only).toBeDefined();
    expect(discord.text(reply.message!)).toContain('Got it');
  });

  it('that takes a while is answered in time, and says the rest when it is there', async () => {
    const { discord, desk, clock } = await talk();
    const slow = later(saying('Found it'));
    desk.answer = slow.answer;
    const asked = discord.slash('gpu list');
    await discord.until(() => desk.heard.length > 0);

    await clock.pass(askedForTime);
    const reply = await asked;
    slow.release();

    expect(reply.kind).toBe('thinking');
    expect(discord.text(await reply.settled())).toContain('Found it');
  });

  it('that asks for more opens a form at once', async () => {
    const { discord, desk } = await talk();
    desk.answer = { kind: 'form', form };

    const reply = await discord.slash('gpu start');
    desk.answer = saying('Started');
    const sent = await discord.submitModal({ Image: 'base-image' });

    expect(reply.modal?.title).toBe('Start a machine');
    expect(desk.heard.at(-1)?.body).toEqual({ filled: { command: 'gpu start', args: { image: 'base-image' } } });
    expect(discord.text(sent.message!)).toContain('Started');
  });

  it('that asks for more too late for a form brings a button that opens it', async () => {
    const { discord, desk, clock } = await talk();
    const slow = later({ kind: 'form', form });
    desk.answer = slow.answer;
    const asked = discord.slash('gpu start');
    await discord.until(() => desk.heard.length > 0);
    await clock.pass(askedForTime);
    const reply = await asked;
    slow.release();

    const door = await reply.settled();
    const opened = await discord.press(door, 'Fill in');

    expect(opened.modal?.title).toBe('Start a machine');
    expect(desk.heard).toHaveLength(1);
  });

  it('whose answer comes after the token has died is answered in the channel, by name', async () => {
    const { discord, desk, clock, general, chat, ann } = await talk();
    const slow = later(saying('Found it at last'));
    desk.answer = slow.answer;
    const asked = discord.slash('gpu list');
    await discord.until(() => desk.heard.length > 0);
    await clock.pass(askedForTime);
    await asked;

    await clock.pass(16 * 60_000);
    slow.release();
    await chat.quiet();

    const [said] = discord.messages(general);
    expect(discord.text(said!)).toContain('@Ann Found it at last');
    expect(said?.pings).toEqual([ann.id]);
    expect(discord.calls.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('is done once, however often Discord brings it', async () => {
    const { discord, desk, chat } = await talk();

    const reply = await discord.slash('gpu list');
    discord.redeliver(reply.interaction);
    discord.redeliver(reply.interaction);
    await discord.slash('gpu list');
    await chat.quiet();

    expect(desk.heard).toHaveLength(2);
    expect(discord.calls.filter(({ code }) => code === 40060)).toEqual([]);
  });

  it('is answered once although the answer to the call was lost', async () => {
    const { discord, chat, general } = await talk();
    discord.fault('POST /interactions/:interaction/:token/callback', { lose: 'reply' });

    const reply = await discord.slash('gpu list');
    await chat.quiet();

    expect(discord.text(reply.message!)).toContain('Got it');
    expect(discord.messages(general)).toEqual([]);
  });

  it('says where the card is that it is about, when that has been scrolled away', async () => {
    const { discord, desk, clock, chat, place } = await talk();
    await chat.post(place, { title: 'A card', tone: 'plain', blocks: [] }, 'op-1.card');
    await clock.pass(60_000);
    desk.answer = began('op-1');

    const reply = await discord.slash('gpu list');

    expect(discord.text(reply.message!)).toMatch(/https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+/);
  });
});

describe('a button', () => {
  it('of a list that only this person sees changes that list', async () => {
    const { discord, desk } = await talk();
    const press = { command: 'gpu list', args: { page: '2' } };
    desk.answer = saying('Page 1', { buttons: [{ label: 'Next', press }] });
    const { message } = await discord.slash('gpu list');
    desk.answer = saying('Page 2');

    const reply = await discord.press(message!, 'Next');

    expect(reply.kind).toBe('update');
    expect(discord.text(message!)).toContain('Page 2');
    expect(desk.heard.at(-1)?.body).toEqual({ press });
  });

  it('of such a list that takes a while leaves it as it is until there is something to show', async () => {
    const { discord, desk, clock } = await talk();
    const press = { command: 'gpu list', args: { page: '2' } };
    desk.answer = saying('Page 1', { buttons: [{ label: 'Next', press }] });
    const { message } = await discord.slash('gpu list');
    const slow = later(saying('Page 2'));
    desk.answer = slow.answer;
    const asked = discord.press(message!, 'Next');
    await discord.until(() => desk.heard.length === 2);

    await clock.pass(askedForTime);
    const reply = await asked;
    const meanwhile = discord.text(message!);
    slow.release();
    await reply.settled();

    expect(reply.kind).toBe('noted');
    expect(meanwhile).toContain('Page 1');
    expect(discord.text(message!)).toContain('Page 2');
  });

  it('that begins something only takes note: the card says the rest', async () => {
    const { discord, desk, chat, place, general } = await talk();
    const press = { command: 'op cancel', args: { operation: 'op-1' } };
    await chat.post(
      place,
      { title: 'A card', tone: 'plain', blocks: [], buttons: [{ label: 'Cancel', press }] },
      'op-1.card',
    );
    desk.answer = began('op-1');

    const reply = await discord.press(discord.messages(general)[0]!, 'Cancel');
    await chat.quiet();

    expect(reply.kind).toBe('noted');
    expect(discord.replies(reply.interaction)).toHaveLength(1);
    expect(discord.messages(general)).toHaveLength(1);
  });

  it('of a card answers the person who pressed, and leaves the card as it is', async () => {
    const { discord, desk, chat, place, general } = await talk();
    const press = { command: 'op show', args: { operation: 'op-1' } };
    await chat.post(
      place,
      { title: 'A card', tone: 'plain', blocks: [], buttons: [{ label: 'Details', press }] },
      'op-1',
    );
    const bob = discord.person('100000000000000200', { name: 'Bob' });
    desk.answer = saying('All of it');

    const [card] = discord.messages(general);
    const reply = await discord.press(card!, 'Details', { user: bob });

    expect(desk.heard[0]?.who).toEqual({ id: `discord:${discord.guild.id}:${bob.id}`, name: 'Bob' });
    expect(reply.message?.only).toBe(bob.id);
    expect(discord.text(card!)).toContain('A card');
  });

  it('with more to say than a button holds works after a restart, too', async () => {
    const { discord, desk, chat, place, general, restart } = await talk();
    const press = { command: 'gpu stop', args: { machine: 'm'.repeat(150) } };
    await chat.post(place, { title: 'A card', tone: 'plain', blocks: [], buttons: [{ label: 'Stop', press }] }, 'op-1');
    await restart();

    await discord.press(discord.messages(general)[0]!, 'Stop');

    expect(desk.heard.at(-1)?.body).toEqual({ press });
  });

  it('that nobody remembers says so', async () => {
    const { discord, desk, chat, memory, place, general } = await talk();
    const press = { command: 'gpu stop', args: { machine: 'm'.repeat(150) } };
    await chat.post(place, { title: 'A card', tone: 'plain', blocks: [], buttons: [{ label: 'Stop', press }] }, 'op-1');
    for (const [key] of await memory.all('press/')) await memory.forget(key);

    const reply = await discord.press(discord.messages(general)[0]!, 'Stop', { locale: 'ru' });

    expect(discord.text(reply.message!)).toContain('Кнопка слишком старая');
    expect(desk.heard).toEqual([]);
  });
});

describe('suggestions', () => {
  it('are what the desk finds', async () => {
    const { discord, desk } = await talk();
    desk.offers = (typed) => [{ value: `${typed}ase-image`, about: '12 GB' }];

    const { choices } = await discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });

    expect(choices).toEqual([{ name: 'base-image · 12 GB', value: 'base-image' }]);
  });

  it('are none, rather than no answer, where looking fails or takes too long', async () => {
    const { discord, desk, clock } = await talk();
    desk.offers = () => Promise.reject(new Error('the cloud is away'));
    const failed = await discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });
    let asked = false;
    desk.offers = () => {
      asked = true;
      return new Promise(() => {});
    };
    const slow = discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });
    await discord.until(() => asked);

    await clock.pass(2_600);

    expect(failed.choices).toEqual([]);
    expect(await slow).toMatchObject({ kind: 'choices', choices: [] });
  });
});
