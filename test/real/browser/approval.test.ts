import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshClone, startBot } from './bot.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('an approval, in the windows of two people', () => {
  it('is asked for by one, asked for again, and given by the other; both read who decided', async () => {
    const { url } = await startBot(await freshClone());
    const requester = await openTab(browser, url);
    const approver = await openTab(browser, url);
    await approver.page.getByRole('radio', { name: 'approver' }).check();
    await say(requester.page, '/disk create train-data --size 5');
    await requester.page.locator('#list .card.good', { hasText: 'train-data' }).waitFor();

    await say(requester.page, '/disk delete train-data');
    const [mine, theirs] = [requester, approver].map(({ page }) => page.locator('#list .card.waiting'));
    await mine!.getByRole('button', { name: 'Approve', exact: true }).click();
    await requester.page.locator('#list').getByText('You asked for this; someone else has to approve.').waitFor();
    await requester.page.getByRole('button', { name: 'Ask them again' }).click();
    await requester.page.locator('#list').getByText('Asked again: Deleting disk train-data').waitFor();
    await theirs!.getByText('asked again at').waitFor();
    await approver.page.getByRole('button', { name: 'Replies: 1' }).last().click();
    await approver.page.locator('#thread').getByText('requester asks again: Deleting disk train-data').waitFor();
    await theirs!.getByRole('button', { name: 'Approve', exact: true }).click();

    for (const { page } of [requester, approver]) {
      const card = page.locator('#list .card.good', { hasText: 'approved by approver at' });
      await card.waitFor();
      expect(await card.count()).toBe(1);
      expect(await page.locator('#list .card.waiting').count()).toBe(0);
    }
    expect(await approver.page.getByText('You asked for this').count()).toBe(0);
    expect([requester.complaints, approver.complaints]).toEqual([[], []]);
  });
});
