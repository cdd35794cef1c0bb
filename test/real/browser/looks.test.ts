import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../../golden/views.ts';
import { served } from '../../web/served.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const background = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
const sidewaysScroll = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('the page', () => {
  it('becomes another person at a switch, and shows what that person may see', async () => {
    const { url, heard } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu list');
    await page.getByText('60 machines').first().waitFor();

    await page.getByRole('radio', { name: 'approver' }).check();
    await page.locator('#welcome').waitFor();
    await say(page, 'hello');
    await page.getByText('There is no "hello"').first().waitFor();

    expect(heard.map(({ who }) => who)).toEqual([
      { id: 'web:local:requester', name: 'requester' },
      { id: 'web:local:approver', name: 'approver' },
    ]);
  });

  it.each([
    ['ru', 'Русский', 'Отправить'],
    ['ko', '한국어', '보내기'],
  ])('speaks %s at a switch, and tells the bot and the screen reader', async (locale, name, send) => {
    const { url, heard } = await served();
    const { page } = await openTab(browser, url);

    await page.getByRole('radio', { name }).check();
    await page.locator('#composer').getByRole('button', { name: send }).waitFor();
    await say(page, 'hello');
    await page.getByText('There is no "hello"').first().waitFor();

    expect(await page.getAttribute('html', 'lang')).toBe(locale);
    expect(heard[0]?.locale).toBe(locale);
    await page.reload();
    await page.locator('#composer').getByRole('button', { name: send }).waitFor();
  });

  it('follows the system in light and dark, until it is switched', async () => {
    const { url } = await served();
    const light = await openTab(browser, url, { colorScheme: 'light' });
    const dark = await openTab(browser, url, { colorScheme: 'dark' });

    const both = [await background(light.page), await background(dark.page)];
    await light.page.getByRole('radio', { name: 'dark', exact: true }).check();

    expect(both[0]).not.toBe(both[1]);
    expect(await background(light.page)).toBe(both[1]);
  });

  it.each(fixtures.map(({ name }) => name))('never scrolls sideways on a phone: %s', async (name) => {
    const { url } = await served();
    const { page, complaints } = await openTab(browser, url, { viewport: { width: 360, height: 640 } });

    await say(page, `show ${name}`);
    await page.locator('.message.bot').waitFor();

    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('has its thread below the messages on a phone, and its switches behind a button', async () => {
    const { url } = await served();
    const { page } = await openTab(browser, url, { viewport: { width: 360, height: 640 } });
    expect(await page.getByRole('radio', { name: 'approver' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'approver' }).check();
    await page.getByRole('button', { name: 'Settings' }).click();
    await say(page, 'gpu start base-image');

    await page.getByRole('button', { name: 'Open thread' }).click();
    const [messages, thread] = [
      await page.locator('#messages').boundingBox(),
      await page.locator('#thread').boundingBox(),
    ];

    expect(thread?.y).toBeGreaterThanOrEqual((messages?.y ?? 0) + (messages?.height ?? 0) - 1);
  });

  it('prints names that attack as text', async () => {
    const { url } = await served();
    const { page, complaints } = await openTab(browser, url);

    await say(page, 'show hostile-names');
    await page.getByRole('button', { name: '<img src=x onerror=alert(1)>' }).first().waitFor();

    expect(await page.locator('#list img:not(.initial), #list script, #list a').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('can be used from the first key to the last without a mouse', async () => {
    const { url } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu start base-image');
    await page.getByText('building').waitFor();
    const seen = new Set<string>();
    const focused = () =>
      page.evaluate<string>(
        '(() => { const at = document.activeElement; const style = getComputedStyle(at); ' +
          'return (at.getAttribute("aria-label") || at.textContent || at.value || at.id).trim() + "|" + (style.outlineStyle !== "none" || at.matches("input")); })()',
      );

    await page.evaluate('document.activeElement.blur()');
    for (let n = 0; n < 25; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate('document.activeElement !== document.body')) seen.add(await focused());
    }

    const names = [...seen].map((one) => one.split('|')[0]);
    for (const name of ['Skip to the messages', 'Cancel', 'Details', 'Open thread', 'Message as requester', 'Send'])
      expect(names).toContain(name);
    expect([...seen].filter((one) => one.endsWith('|false'))).toEqual([]);
  });

  it('says new answers to a screen reader, and every step of a card only once', async () => {
    const { url, shows } = await served();
    const { page } = await openTab(browser, url);

    await say(page, 'gpu start base-image');
    await page.locator('#announce', { hasText: 'Starting' }).waitFor({ state: 'attached' });
    await shows('ready');
    await page.locator('#announce', { hasText: 'is ready' }).waitFor({ state: 'attached' });

    expect(await page.getAttribute('#announce', 'aria-live')).toBe('polite');
  });
});
