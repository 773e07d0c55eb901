import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserArguments, browserPath } from '../scripts/setup/browser.mjs';

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: [...browserArguments], headless: true });
}

/** What went wrong in a page behind the tests' back: console errors, exceptions, violations of the policy. */
export interface PageComplaints {
  readonly list: readonly string[];
}

/** A page in a context of its own that writes down every complaint and every request that leaves the given origin. */
export async function openPage(browser: Browser, url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext; complaints: PageComplaints }> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const list: string[] = [];
  page.on('console', (message) => {
    // A 401 before signing in is how the page learns that nobody is signed in; the browser logs every one.
    if (message.type() === 'error' && !/status of 401/.test(message.text())) list.push(message.text());
  });
  page.on('pageerror', (error) => list.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) list.push(`request to ${new URL(request.url()).origin}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url);
  return { page, context, complaints: { list } };
}
