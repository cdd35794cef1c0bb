import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { scaled, startPractice } from '../../../adapters/cloud/openstack/practice/practice.ts';
import { startBot } from './bot.ts';
import { launch, openTab, say } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A cloud that takes a twentieth of the time of a real one, and the environment of a bot that drives it. */
async function cloud() {
  const data = await mkdtemp(join(tmpdir(), 'hoist-browser-'));
  const practice = await startPractice({ timings: scaled(0.05) });
  onTestFinished(async () => {
    await practice.close();
    await rm(data, { recursive: true, force: true });
  });
  const web = { WEB_PORT: '0', WEB_REAL_CLOUDS: 'openstack' };
  return { practice, env: { ...practice.env, ...web, HOIST_DATA: data, GPU_FLAVOR_ID: 'GL2.4-16384-0-1GPU' } };
}

describe('the whole of it, words to address', () => {
  it('starts a machine: one card that fills in, then the address in a block of its own and a call in the thread', async () => {
    const { practice, env } = await cloud();
    const { url } = await startBot(env);
    const { page, complaints } = await openTab(browser, url);
    await page.locator('#composer input').pressSequentially('/gpu start base');
    await page.getByRole('option', { name: 'base-image' }).waitFor();
    await page.locator('#composer input').press('Tab');

    await page.locator('#composer input').press('Enter');
    await page.locator('.step').first().waitFor();
    const address = page.locator('.code.alone code');
    await address.waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Replies: 1' }).waitFor();

    expect(await address.textContent()).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await page.locator('#list .bot').count()).toBe(1);
    expect(practice.inventory().servers).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('goes on with the same card after the bot was killed in the middle', async () => {
    const { practice, env } = await cloud();
    const first = await startBot(env);
    const { page } = await openTab(browser, first.url);
    await say(page, '/gpu start base-image');
    await page.locator('.step.doing').first().waitFor();

    await first.kill();
    await page.getByText('No connection to Hoist').waitFor();
    await startBot({ ...env, WEB_PORT: new URL(first.url).port });
    await page.locator('.code.alone code').waitFor({ timeout: 60_000 });

    expect(await page.locator('#list .bot').count()).toBe(1);
    expect(practice.inventory().servers).toHaveLength(1);
  });

  it('asks before it removes, and does so at a button', async () => {
    const { practice, env } = await cloud();
    const { url } = await startBot(env);
    const { page } = await openTab(browser, url);
    await say(page, '/gpu start base-image --name gpu-work-1');
    await page.locator('.code.alone code').waitFor({ timeout: 30_000 });

    await page.getByRole('button', { name: 'Stop' }).first().click();
    await page.locator('.card.waiting .buttons .danger').last().click();
    await page.locator('.card', { hasText: 'gpu-work-1 is gone' }).waitFor({ timeout: 30_000 });

    expect(practice.inventory().servers).toHaveLength(0);
    expect(practice.inventory().volumes).toHaveLength(1);
  });
});
