import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { served } from '../../web/served.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('talking to the bot', () => {
  it('completes what is typed, runs it, and changes the card as the work goes', async () => {
    const { url, shows } = await served();
    const { page, complaints } = await openTab(browser, url);
    const line = page.locator('#composer input');

    await line.pressSequentially('/gpu sta');
    await page.getByRole('option', { name: 'gpu start' }).waitFor();
    await line.press('Tab');
    await page.getByRole('option', { name: 'base-image 12 GB' }).waitFor();
    await line.press('ArrowDown');
    expect(await line.getAttribute('aria-activedescendant')).not.toBeNull();
    await line.press('Enter');
    expect(await line.inputValue()).toBe('/gpu start base-image ');
    await line.press('Enter');
    await page.getByText('building').waitFor();
    await shows('ready');
    await page.locator('.card', { hasText: 'is ready' }).waitFor();

    expect(await page.locator('.card').count()).toBe(1);
    expect(await page.locator('.code.alone code').textContent()).toBe('91.123.45.67');
    expect(complaints).toEqual([]);
  });

  it('copies the address', async () => {
    const { url, shows } = await served();
    const { page } = await openTab(browser, url, { permissions: ['clipboard-read', 'clipboard-write'] });
    await say(page, 'gpu start base-image');
    await page.getByText('building').waitFor();
    await shows('ready');

    await page.locator('.code.alone').getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('91.123.45.67');
  });

  it('brings back lines that were sent before', async () => {
    const { url } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu one');
    await say(page, 'gpu two');
    const line = page.locator('#composer input');

    await line.press('ArrowUp');
    await line.press('ArrowUp');
    const older = await line.inputValue();
    await line.press('ArrowDown');
    await line.press('ArrowDown');

    expect(older).toBe('gpu one');
    expect(await line.inputValue()).toBe('');
  });

  it('invites with examples at the first visit, and fills one in without running it', async () => {
    const { url, heard } = await served();
    const { page } = await openTab(browser, url);

    await page.getByRole('button', { name: '/gpu start base-image' }).click();

    expect(await page.locator('#composer input').inputValue()).toBe('/gpu start base-image');
    expect(heard).toEqual([]);
    await page.locator('#composer input').press('Enter');
    await page.getByText('building').waitFor();
    expect(await page.locator('#welcome').isVisible()).toBe(false);
  });

  it('shows a pressed button as busy, then its answer under the card, for that person only', async () => {
    const { url, desk } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu start base-image');
    const details = page.getByRole('button', { name: 'Details' });
    const hear = desk.hear;
    let go = () => {};
    const gate = new Promise<void>((open) => {
      go = open;
    });
    desk.hear = async (...heard) => {
      await gate;
      return hear(...heard);
    };

    await details.click();
    await page.locator('[aria-busy=true]', { hasText: 'Details' }).waitFor();
    go();
    const answer = page.locator('.under', { hasText: 'op show op-7f3k2' });
    await answer.waitFor();

    expect(await answer.textContent()).toContain('only you can see this');
    expect(await page.locator('[aria-busy=true]').count()).toBe(0);
    const other = await openTab(browser, url);
    await other.page.getByRole('radio', { name: 'outsider' }).check();
    await other.page.getByText('building').waitFor();
    expect(await other.page.getByText('op show op-7f3k2').count()).toBe(0);
  });

  it('opens the thread of a card, where replies stand and can be written', async () => {
    const { url, chat, cards, heard } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu start base-image');
    await page.getByText('building').waitFor();
    const ping = { title: '@requester it is ready', tone: 'good' as const, blocks: [] };
    await chat.post({ chat: 'web', channel: 'general', thread: `post:${cards[0]?.key}` }, ping, 'ping-1');

    await page.getByRole('button', { name: 'Replies: 1' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('it is ready').waitFor();
    await thread.getByRole('combobox').fill('gpu strat');
    await thread.getByRole('combobox').press('Enter');
    await thread.getByText('There is no').waitFor();

    expect(heard.at(-1)?.where.thread).toBe('post:op-1');
    expect(await page.locator('#list').getByText('There is no').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await thread.isVisible()).toBe(false);
  });

  it('goes on by itself when the bot was away', async () => {
    const first = await served();
    const { page } = await openTab(browser, first.url);
    await say(page, 'gpu start base-image');
    await page.getByText('building').waitFor();

    await first.chat.close();
    await page.getByText('No connection to Hoist').waitFor();
    const second = await served(first.memory, Number(new URL(first.url).port));
    await second.chat.post(
      { chat: 'web', channel: 'general' },
      { title: 'Here again', tone: 'plain', blocks: [] },
      'op-2',
    );
    await page.locator('#list').getByText('Here again').waitFor();

    expect(await page.getByText('No connection to Hoist').isVisible()).toBe(false);
    expect(await page.getByText('building').count()).toBe(1);
  });

  it('speaks the language that Hoist was told to speak, in what stands there already as well', async () => {
    const { url } = await served();
    const { page, complaints } = await openTab(browser, url);
    await say(page, 'gpu list');
    await page.locator('.card', { hasText: '60 machines' }).waitFor();

    await say(page, 'hoist lang ru');
    await page.getByPlaceholder('Введите команду').waitFor();

    expect(await page.getAttribute('html', 'lang')).toBe('ru');
    await expect.poll(() => page.getByText('only you can see this').count()).toBe(0);
    expect(await page.locator('input[name=locale]:checked').inputValue()).toBe('ru');
    expect(complaints).toEqual([]);
  });

  it('tells Hoist when its own language is switched, without a word in the channel', async () => {
    const { url, heard } = await served();
    const { page } = await openTab(browser, url);

    await page.locator('input[name=locale][value=ko]').check({ force: true });
    await expect
      .poll(() => heard.map(({ body }) => body))
      .toEqual([{ press: { command: 'hoist lang', args: { language: 'ko' } } }]);

    expect(await page.locator('.message').count()).toBe(0);
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
  });
});
