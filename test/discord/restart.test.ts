import { expect, it } from 'vitest';
import type { Form } from '../../src/kit.ts';
import { later, saying } from './scripted-desk.ts';
import { chatOn } from './stage.ts';
import { talk } from './talk.ts';

it('does after a restart what was heard before it, and answers in the channel, by name', async () => {
  const { discord, desk, restart, general, ann } = await talk();
  discord.guild.members.set(ann.id, ['80351110224678912']);
  desk.answer = later(saying('never')).answer;
  const asked = discord.slash('gpu start', { image: 'base-image' });
  await discord.until(() => desk.heard.length > 0);

  desk.answer = saying('Done after all');
  const next = await restart();
  await next.quiet();

  const [said, ...others] = discord.messages(general);
  expect(desk.heard).toHaveLength(2);
  expect(desk.heard[1]).toEqual(desk.heard[0]);
  expect(discord.text(said!)).toContain('@Ann Done after all');
  expect(said?.pings).toEqual([ann.id]);
  expect(others).toEqual([]);
  void asked;
});

it('does not do again what was answered', async () => {
  const { discord, desk, chat, restart } = await talk();
  const reply = await discord.slash('gpu list');
  await chat.quiet();

  const next = await restart();
  discord.redeliver(reply.interaction);
  await discord.slash('gpu list');
  await next.quiet();

  expect(desk.heard).toHaveLength(2);
});

it('keeps no secret of a form, and asks for it again after a restart', async () => {
  const { discord, desk, memory, restart, general } = await talk();
  const field = { label: 'A key', kind: 'secret', required: true, searchable: false } as const;
  const form: Form = { command: 'gpu start', title: 'A secret', fields: [{ ...field, name: 'key' }] };
  desk.answer = { kind: 'form', form };
  await discord.slash('gpu start');
  desk.answer = later(saying('never')).answer;
  const sent = discord.submitModal({ 'A key': 'hunter2' });
  await discord.until(() => desk.heard.length === 2);
  const kept = JSON.stringify(await memory.all(''));

  const next = await restart();
  await next.quiet();

  expect(desk.heard[1]?.body).toEqual({ filled: { command: 'gpu start', args: { key: 'hunter2' } } });
  expect(kept).not.toContain('hunter2');
  expect(desk.heard).toHaveLength(2);
  expect(discord.text(discord.messages(general)[0]!)).toContain('Fill it in again');
  void sent;
});

it('keeps no token of an interaction', async () => {
  const { discord, desk, memory } = await talk();
  const slow = later(saying('Got it'));
  desk.answer = slow.answer;
  const asked = discord.slash('gpu list');
  await discord.until(() => desk.heard.length > 0);
  const kept = JSON.stringify(await memory.all(''));
  slow.release();

  const { interaction } = await asked;
  expect(kept).not.toContain(interaction.token);
});

it('does once what is said while it is still starting', async () => {
  const { discord, desk, chat, memory, clock } = await talk();
  await chat.close();
  const before = await desk.catalogue();
  desk.catalogue = async () => [...before, { name: 'gpu stop', about: () => 'Stop a machine', fields: () => [] }];
  const registering = discord.hold('PUT /applications/:application/commands');
  const next = await chatOn(discord, { clock, memory });
  const listening = next.listen(desk);
  await registering.reached();
  const slow = later(saying('Got it'));
  desk.answer = slow.answer;

  const asked = discord.slash('gpu list');
  await discord.until(() => desk.heard.length > 0);
  registering.release();
  await listening;
  slow.release();
  await asked;
  await next.close();

  expect(desk.heard).toHaveLength(1);
});
