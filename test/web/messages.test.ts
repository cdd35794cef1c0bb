import { describe, expect, it } from 'vitest';
import { openMessages } from '../../adapters/chat/web/messages.ts';
import type { View } from '../../src/kit.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { served } from './served.ts';
import { visitor } from './visitor.ts';

const view = (title: string): View => ({ title, tone: 'plain', blocks: [] });
const general = { chat: 'web', channel: 'general' };
const titles = (messages: readonly { readonly body: object }[]) =>
  messages.map(({ body }) => ('view' in body ? (body.view as View).title : 'words' in body ? body.words : 'form'));

describe('messages', () => {
  it('are the same after the bot was started again, and are edited, not posted anew', async () => {
    const first = await served();
    await visitor(first.url).hear({ words: '/gpu start base-image' });
    await first.chat.close();

    const second = await served(first.memory);
    const ref = await second.chat.post(general, view('still going'), 'op-1');
    await second.chat.edit(general, ref, view('ready'));

    expect(titles(await visitor(second.url).messages())).toEqual(['/gpu start base-image', 'ready']);
  });

  it('are only so many in each channel; the oldest go, from the memory too', async () => {
    const memory = mapMemory();
    const messages = await openMessages(memory, { most: 3, now: () => 0 });

    for (const n of [1, 2, 3, 4, 5])
      await messages.put({ id: `m${n}`, channel: 'general', body: { view: view(`${n}`) } });
    await messages.put({ id: 'other', channel: 'dm:x', body: { view: view('other') } });

    expect(titles(messages.all())).toEqual(['3', '4', '5', 'other']);
    expect(await memory.all('')).toHaveLength(4);
  });

  it('come back when one that was let go has news', async () => {
    const { chat, url } = await served();
    const ref = await chat.post(general, view('old'), 'op-1');
    for (let n = 0; n < 500; n++) await chat.post(general, view(`${n}`), `op-more-${n}`);

    await chat.edit(general, ref, view('news'));

    expect(titles(await visitor(url).messages()).at(-1)).toBe('news');
  });

  it('skip what an older version kept and this one does not know', async () => {
    const memory = mapMemory();
    await memory.put('message/odd', { something: 'else' });

    const messages = await openMessages(memory, { most: 3, now: () => 0 });

    expect(messages.all()).toEqual([]);
  });
});

it('keep no words that were refused for the secret in them', async () => {
  const { url, memory } = await served();

  await visitor(url).hear({ words: '/box lock red --pin 1234' });

  expect(titles(await visitor(url).messages())).toEqual(['•••', '--pin is a secret']);
  expect(JSON.stringify(await memory.all(''))).not.toContain('1234');
});

describe('who sees what', () => {
  it('shows an answer to the one who asked; what began shows to everyone', async () => {
    const { url } = await served();
    await visitor(url, 'requester').hear({ words: '/gpu list' });
    await visitor(url, 'requester').hear({ words: '/gpu start base-image' });

    const mine = titles(await visitor(url, 'requester').messages());
    const others = titles(await visitor(url, 'outsider').messages());

    expect(mine).toContain('/gpu list');
    expect(mine).toContain('60 machines');
    expect(others).toEqual(['/gpu start base-image', expect.stringContaining('Starting')]);
  });

  it('keeps each conversation with the bot between the two of them', async () => {
    const { url, heard } = await served();

    await visitor(url, 'requester').hear({ words: '/gpu start base-image' }, { room: 'dm' });

    expect(heard[0]?.where).toEqual({ chat: 'web', channel: 'dm:web:local:requester' });
    expect(await visitor(url, 'approver').messages()).toEqual([]);
  });

  it('puts the answer to a button under its card, in place of the one before', async () => {
    const { url, chat } = await served();
    const id = await chat.post(general, view('card'), 'op-1');
    const press = (operation: string) => ({ press: { command: 'op show', args: { operation } } });

    await visitor(url).hear(press('one'), { under: id });
    await visitor(url).hear(press('two'), { under: id });

    const under = (await visitor(url).messages()).filter((message) => message.under === id);
    expect(titles(under)).toEqual(['op show two']);
  });

  it('marks a form as filled in once it was accepted, and not before', async () => {
    const { url } = await served();
    const { id } = (await (await visitor(url).hear({ words: 'gpu start' })).json()) as { id: string };
    const fill = (image: string) =>
      visitor(url).hear({ filled: { command: 'gpu start', args: { image } } }, { under: id });
    const filled = async () => (await visitor(url).messages()).find((message) => message.id === id)?.body;

    const refused = await (await fill('nothing')).json();
    expect(refused).toMatchObject({ kind: 'view', ok: false });
    expect(await filled()).not.toHaveProperty('filled');

    await fill('base-image');
    expect(await filled()).toHaveProperty('filled', true);
  });
});

describe('the language', () => {
  it('that Hoist speaks with the person comes with every answer', async () => {
    const { url } = await served();
    const page = visitor(url);

    const reply = await page.hear({ press: { command: 'hoist lang', args: { language: 'ru' } } });
    const other = await page.hear({ words: '/gpu list' });

    expect([await reply.json(), await other.json()]).toMatchObject([{ locale: 'ru' }, { locale: 'en' }]);
  });

  it('is switched without a message, unless that failed', async () => {
    const { url } = await served();
    const page = visitor(url);

    await page.hear({ press: { command: 'hoist lang', args: { language: 'ru' } } }, { quiet: true });
    await page.hear({ words: '/nothing of the kind' }, { quiet: true });

    expect(titles(await page.messages())).toEqual(['/nothing of the kind', 'There is no "nothing of the kind"']);
  });
});

describe('the same event twice', () => {
  it('is heard once, while it is answered and after', async () => {
    const { url, heard } = await served();
    const page = visitor(url);
    const again = () => page.hear({ words: '/gpu start base-image' }, { id: 'event-0001' });

    const answers = await Promise.all([again(), again()]);
    const late = await again();

    expect(await Promise.all([...answers, late].map((answer) => answer.json()))).toEqual([
      { kind: 'began', locale: 'en' },
      { kind: 'began', locale: 'en' },
      { kind: 'began', locale: 'en' },
    ]);
    expect(heard.map(({ id }) => id)).toEqual(['web:event-0001']);
    expect(await page.messages()).toHaveLength(2);
  });

  it('reaches the desk again under the same id when the bot was started again in between', async () => {
    const first = await served();
    await visitor(first.url).hear({ words: 'x' }, { id: 'event-0001' });
    await first.chat.close();
    const second = await served(first.memory);

    await visitor(second.url).hear({ words: 'x' }, { id: 'event-0001' });

    expect(second.heard.map(({ id }) => id)).toEqual(first.heard.map(({ id }) => id));
    expect(await visitor(second.url).messages()).toHaveLength(2);
  });
});
