import { describe, expect, it } from 'vitest';
import { served } from './served.ts';
import { visitor } from './visitor.ts';

const general = { chat: 'web', channel: 'general' };
const view = (title: string) => ({ title, tone: 'plain' as const, blocks: [] });

const words = async (url: string, locale: string): Promise<Readonly<Record<string, string>>> =>
  // The page's own words are such a record by the type of `chrome`.
  (await (await fetch(`${url}/words/${locale}.json`)).json()) as Readonly<Record<string, string>>;

describe('the stream of messages', () => {
  it('begins with all there is, then brings each change', async () => {
    const { url, chat } = await served();
    const ref = await chat.post(general, view('one'), 'op-1');
    const stream = await visitor(url).live();

    const all = await stream.next();
    await chat.edit(general, ref, view('two'));
    const change = await stream.next();
    stream.leave();

    expect([all.kind, change.kind]).toEqual(['all', 'some']);
    expect(change.messages).toMatchObject([{ id: ref, body: { view: { title: 'two' } } }]);
  });

  it('brings a page that comes back what it missed, and nothing else', async () => {
    const { url, chat } = await served();
    await chat.post(general, view('seen'), 'op-1');
    const before = await visitor(url).live();
    const { id } = await before.next();
    before.leave();
    await chat.post(general, view('missed'), 'op-2');

    const after = await visitor(url).live(id);
    const missed = await after.next();
    after.leave();

    expect(missed.kind).toBe('some');
    expect(missed.messages).toMatchObject([{ body: { view: { title: 'missed' } } }]);
  });

  it('sends all to a page that was open before the bot was started again', async () => {
    const first = await served();
    await first.chat.post(general, view('kept'), 'op-1');
    const before = await visitor(first.url).live();
    const { id } = await before.next();
    await first.chat.close();

    const second = await served(first.memory);
    const after = await visitor(second.url).live(id);
    const all = await after.next();
    after.leave();

    expect(all).toMatchObject({ kind: 'all', messages: [{ body: { view: { title: 'kept' } } }] });
  });

  it('keeps from a person what is for another', async () => {
    const { url, chat } = await served();
    const stream = await visitor(url, 'outsider').live();
    await stream.next();

    await visitor(url, 'requester').hear({ words: '/gpu list' });
    await chat.post(general, view('for all'), 'op-1');

    expect((await stream.next()).messages).toMatchObject([{ body: { view: { title: 'for all' } } }]);
    stream.leave();
  });

  it('ends when the chat closes, so that closing does not wait for open pages', async () => {
    const { url, chat } = await served();
    const stream = await visitor(url).live();
    await stream.next();

    await chat.close();

    await expect(stream.next()).rejects.toThrow();
  });
});

describe('completion and choices', () => {
  it('are those of the desk', async () => {
    const { url } = await served();
    const asking = { who: 'requester', room: 'general', locale: 'en' };

    const completed = await visitor(url).post('/complete', { ...asking, line: '/gpu start base-image-' });
    const chosen = await visitor(url).post('/choices', {
      ...asking,
      command: 'gpu start',
      field: 'image',
      typed: 'tr',
    });

    expect(await completed.json()).toEqual([{ from: 11, text: 'base-image-2', about: '14 GB, a week ago' }]);
    expect(await chosen.json()).toEqual([{ value: 'train', about: '80 GB, today' }]);
  });
});

describe("the page's own words", () => {
  it('are there in every language', async () => {
    const { url } = await served();

    const [en, ru, ko] = [await words(url, 'en'), await words(url, 'ru'), await words(url, 'ko')];

    expect(Object.keys(ru)).toEqual(Object.keys(en));
    expect(Object.keys(ko)).toEqual(Object.keys(en));
    expect(ru.send).not.toBe(en.send);
  });

  it('are all there that the page asks for', async () => {
    const { url } = await served();
    const english = await words(url, 'en');
    const files = ['index.html', 'app.js', 'talk.js', 'form.js', 'message.js', 'composer.js', 'combobox.js', 'copy.js'];

    const sources = await Promise.all(
      files.map(async (file) => (await fetch(`${url}/${file === 'index.html' ? '' : file}`)).text()),
    );

    const asked = [...sources.join('\n').matchAll(/(?:data-say="|data-label="|\bsay\(')(\w+)/g)].map(
      ([, word]) => word,
    );
    expect(asked.length).toBeGreaterThan(25);
    expect(asked.filter((word) => word === undefined || !(word in english))).toEqual([]);
  });
});
