import { expect, it } from 'vitest';
import { began, saying } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

it('hears what is said behind its name, and answers beside it', async () => {
  const { discord, desk, general, ann } = await talk();

  const said = await discord.say('gpu list', { mention: true });
  const answer = await said.answer();

  expect(desk.heard).toMatchObject([
    { id: `discord:${said.message.id}`, body: { words: 'gpu list' }, where: { channel: general.id } },
  ]);
  expect(desk.heard[0]?.who).toEqual({ id: `discord:${discord.guild.id}:${ann.id}`, name: 'Ann' });
  expect(answer.replyTo).toBe(said.message.id);
  expect(answer.pings).toEqual([]);
});

it('knows the roles of who speaks, for rules about them', async () => {
  const { discord, desk, ann } = await talk();
  discord.guild.members.set(ann.id, ['80351110224678912', '80351110224678913']);

  await (await discord.say('gpu list', { mention: true })).answer();
  await discord.slash('gpu list');

  const { id } = discord.guild;
  const belongs = [`discord:${id}:80351110224678912`, `discord:${id}:80351110224678913`];
  expect(desk.heard.map(({ who }) => who.belongs)).toEqual([belongs, belongs]);
});

it('hears direct messages as they are, and answers there', async () => {
  const { discord, desk } = await talk();

  const said = await discord.say('gpu list', { direct: true });
  await said.answer();

  expect(desk.heard).toMatchObject([{ body: { words: 'gpu list' }, where: { channel: discord.direct(annId).id } }]);
  expect(desk.heard[0]?.who.id).toBe(`discord:${discord.application}:${annId}`);
});

it('hears in threads, and knows which channel they hang in', async () => {
  const { discord, desk, chat, place, general } = await talk();
  const card = await chat.post(place, { title: 'A card', tone: 'good', blocks: [] }, 'op-1.card');
  await chat.post({ ...place, thread: card }, { title: 'It is ready', tone: 'good', blocks: [] }, 'op-1.ping.9');
  const [thread] = discord.threads(general);

  const said = await discord.say('gpu list', { thread: thread!, mention: true });
  const answer = await said.answer();

  expect(desk.heard[0]?.where).toEqual({ chat: 'discord', channel: general.id, thread: thread?.id });
  expect(answer.channel).toBe(thread?.id);
});

it('does not listen to what is said to others, nor to bots', async () => {
  const { discord, desk, chat } = await talk();
  const other = discord.person('100000000000000900', { name: 'other-bot', bot: true });

  await discord.say('gpu list');
  await discord.say('gpu list', { user: other, mention: true });
  const said = await discord.say('gpu flavors', { mention: true });
  await said.answer();
  await chat.quiet();

  expect(desk.heard.map(({ body }) => body)).toEqual([{ words: 'gpu flavors' }]);
});

it('offers help to who only calls it by name', async () => {
  const { discord, desk } = await talk();

  await (await discord.say('', { mention: true })).answer();

  expect(desk.heard[0]?.body).toEqual({ words: 'hoist help' });
});

it('says no more where something begins: its card is the answer', async () => {
  const { discord, desk, chat, general } = await talk();
  desk.answer = began('op-1');

  await discord.say('gpu start base-image', { mention: true });
  await discord.until(() => desk.heard.length > 0);
  await chat.quiet();

  expect(discord.messages(general)).toHaveLength(1);
});

it('asks with a button that opens the form', async () => {
  const { discord, desk } = await talk();
  const field = { name: 'image', label: 'Image', kind: 'text', required: true, searchable: false } as const;
  desk.answer = { kind: 'form', form: { command: 'gpu start', title: 'Start a machine', fields: [field] } };

  const door = await (await discord.say('gpu start', { mention: true })).answer();
  const opened = await discord.press(door, 'Fill in');

  expect(opened.modal?.title).toBe('Start a machine');
});

it('speaks the language that a person’s Discord speaks, once it has been told', async () => {
  const { discord, desk } = await talk();
  await discord.slash('gpu list', {}, { locale: 'ko' });

  await (await discord.say('gpu list', { mention: true })).answer();

  expect(desk.heard.map(({ locale }) => locale)).toEqual(['ko', 'ko']);
});

it('draws an answer in the language that the desk speaks', async () => {
  const { discord, desk } = await talk();
  const buttons = Array.from({ length: 27 }, (_, n) => ({
    label: `${n}`,
    press: { command: 'op show', args: { operation: `${n}` } },
  }));
  desk.answer = { ...saying('Машины', { buttons }), locale: 'ru' };

  const answer = await (await discord.say('gpu list', { mention: true })).answer();

  expect(discord.text(answer)).toContain('и ещё 2');
});

it('answers in a direct message where it may hear but not speak', async () => {
  const { discord, general } = await talk();
  discord.deny(general, 'SendMessages');

  await discord.say('gpu list', { mention: true });
  const direct = await discord.until(() => discord.messages(discord.direct(annId)).at(-1));

  expect(discord.text(direct)).toContain('Got it');
  expect(discord.messages(general)).toHaveLength(1);
});
