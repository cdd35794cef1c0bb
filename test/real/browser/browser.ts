import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** The system's Chromium; as root it needs no sandbox, and it is told to call nobody. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export interface Tab {
  readonly page: Page;
  /** What the browser complained about, and what was asked of anybody but our page. */
  readonly complaints: readonly string[];
}

/** Opens the page in a window of its own, with nothing remembered. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked: ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('html[data-theme]').waitFor();
  return { page, complaints };
}

/** Types a line and sends it, as a person who needs no suggestions. */
export async function say(page: Page, words: string): Promise<void> {
  const line = page.locator('#composer input');
  await line.fill(words);
  await line.press('Escape');
  await line.press('Enter');
}
