import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshClone, startBot } from './bot.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const address = (page: Page) => page.locator('#list .code.alone code');

/** The names in the answer to `/gpu list`. */
async function machines(page: Page): Promise<readonly string[]> {
  await say(page, '/gpu list');
  const answer = page.locator('#list .message.bot.only').last();
  await answer.waitFor();
  return answer.locator('tbody td:first-child bdi').allTextContents();
}

describe('the whole of it, words to address', () => {
  it('starts a machine: one card that fills in, then the address alone in a block, and a call in the thread', async () => {
    const { url } = await startBot(await freshClone());
    const { page, complaints } = await openTab(browser, url);
    const line = page.locator('#composer input');
    await line.pressSequentially('/gpu start base');
    await page.getByRole('option', { name: 'base-image' }).waitFor();
    await line.press('Tab');

    await line.press('Enter');
    await page.locator('.step.doing').first().waitFor();
    await address(page).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Replies: 1' }).waitFor();

    expect(await address(page).textContent()).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await page.locator('#list .message.bot').count()).toBe(1);
    expect(await machines(page)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('goes on with the same card after the bot was killed in the middle', async () => {
    const env = { ...(await freshClone()), PRACTICE_SPEED: '5' };
    const first = await startBot(env);
    const { page } = await openTab(browser, first.url);
    await say(page, '/gpu start base-image');
    await page.locator('.step.doing').first().waitFor();

    await first.kill();
    await page.getByText('No connection to Hoist').waitFor();
    await startBot({ ...env, WEB_PORT: new URL(first.url).port });
    await address(page).waitFor({ timeout: 60_000 });

    expect(await page.locator('#list .message.bot').count()).toBe(1);
    expect(await machines(page)).toHaveLength(1);
  });

  it('says what stays of a stopped machine, and asks another person before it deletes that too', async () => {
    const { url } = await startBot(await freshClone());
    const { page } = await openTab(browser, url);
    await say(page, '/gpu start base-image --name gpu-work-1');
    await address(page).waitFor({ timeout: 30_000 });

    await page.locator('.card.good').getByRole('button', { name: 'Stop' }).click();
    const gone = page.locator('#list .card.good', { hasText: 'gpu-work-1 is gone' });
    await gone.getByText('Kept: disk').waitFor({ timeout: 30_000 });
    await gone.getByRole('button', { name: 'Delete the disk' }).click();
    const asks = page.locator('.card.waiting');
    await asks.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.locator('#list').getByText('You asked for this; someone else has to approve.').waitFor();
    await page.getByRole('radio', { name: 'approver' }).check();
    await asks.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.locator('#list .card.good').nth(2).waitFor({ timeout: 30_000 });

    expect(await machines(page)).toEqual([]);
    expect(await page.locator('.card.bad').count()).toBe(0);
  });
});
