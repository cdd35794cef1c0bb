import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { served } from '../../web/served.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('a form', () => {
  it('is filled in by keyboard alone, with a list to search', async () => {
    const { url, heard } = await served();
    const { page, complaints } = await openTab(browser, url);
    await say(page, 'gpu start');
    const dialog = page.getByRole('dialog', { name: 'Start a GPU machine' });
    const image = dialog.getByRole('combobox', { name: 'Image' });
    await dialog.getByRole('option', { name: 'train' }).waitFor();

    await page.keyboard.type('base');
    await dialog.getByRole('option', { name: 'train' }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await image.inputValue()).toBe('base-image');
    await dialog.getByLabel('Token').fill('s3cret');
    await dialog.getByLabel('Public address').uncheck();
    await dialog.getByLabel('Hours').fill('4');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('building').waitFor();

    expect(heard.at(-1)?.body).toEqual({
      filled: {
        command: 'gpu start',
        args: { image: 'base-image', name: 'gpu-vm-1', term: 'spot', hours: '4', address: 'false', token: 's3cret' },
      },
    });
    expect(await page.getByText('s3cret').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says inside why it was refused, and keeps what was typed', async () => {
    const { url } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu start');
    const dialog = page.getByRole('dialog');

    await dialog.getByRole('combobox', { name: 'Image' }).fill('base-imgae');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('alert').getByText('No image "base-imgae"').waitFor();

    expect(await dialog.getByRole('combobox', { name: 'Image' }).inputValue()).toBe('base-imgae');
  });

  it('can be put away and taken up again', async () => {
    const { url } = await served();
    const { page } = await openTab(browser, url);
    await say(page, 'gpu start');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('combobox', { name: 'Image' }).press('Escape');

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Fill in' }).click();

    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });
});
