import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { runCommand, startDemo, temporaryFolder, type DemoServer, type SignIn } from './demo-server.ts';
import { encryptedStatement, japaneseStatement } from './statement-pdfs.ts';

const statements = join(import.meta.dirname, '..', 'examples', 'statements');
const files = readdirSync(statements).filter((name) => name.endsWith('.csv'));
const accounts = JSON.parse(readFileSync(join(statements, 'accounts.json'), 'utf8')) as readonly { file: string; name: string; number: string | null }[];

const data = temporaryFolder();
let demo: DemoServer;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(data.path), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  data.remove();
});

async function signIn(page: Page, { email, password }: SignIn): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Drops files on an element as a person does with the mouse: one drop with real File objects. */
async function drop(page: Page, selector: string, dropped: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
  const contents = dropped.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((list) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    return dataTransfer;
  }, contents);
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}

describe('from a bank\'s file to a chart', () => {
  it('ships at least eight example statements', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  it('is walked by the people of an organisation', async () => {
    const { page, context, complaints } = await openPage(browser, demo.url);

    // Data entry drops the files, sees what was read with the proof, and imports.
    await signIn(page, demo.signIn('data-entry'));
    expect(await page.getByRole('link', { name: 'Cash flow' }).isVisible()).toBe(false);
    await drop(page, 'cash-flow-uploader', files.map((name) => ({ name, bytes: readFileSync(join(statements, name)) })));
    for (const name of files) await page.getByRole('article', { name }).waitFor();
    const importAll = page.getByRole('button', { name: /^Import all [\d,]+ rows$/ });
    await importAll.waitFor();
    // A statement that carries no number says nothing about its account: the person chooses.
    for (const { file, name } of accounts.filter(({ number }) => number === null)) {
      const article = page.getByRole('article', { name: file });
      const toggle = article.getByRole('button', { name: `Review of ${file}` });
      if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
      const account = article.getByLabel('Account', { exact: true });
      await account.selectOption((await account.locator('option', { hasText: name }).getAttribute('value'))!);
    }
    await expect.poll(() => page.getByText(`${files.length} files ready to import`).isVisible(), { timeout: 30_000 }).toBe(true);
    expect(await page.getByRole('region', { name: 'Proof' }).or(page.getByText('Adds up to the cent')).count()).toBeGreaterThan(0);
    await importAll.click();
    await expect.poll(() => page.getByRole('article').getByText(/ rows imported/).count(), { timeout: 60_000 }).toBe(files.length);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();

    // The operator sees the chart and, behind a bar, the transactions with their line of the file.
    await signIn(page, demo.signIn('operator'));
    // All that the statements cover, so that the same columns are there in whichever month this runs.
    await page.locator('cash-flow-chart').getByLabel('Period', { exact: true }).selectOption({ label: 'All' });
    const plot = page.getByRole('group', { name: /^Cash flow by month, Jan 1 to Oct \d+, 2026$/ });
    await plot.waitFor();
    await expect.poll(() => page.locator('cash-flow-chart .bar').count()).toBeGreaterThan(10);
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const behind = page.getByRole('region', { name: /^Transactions, / });
    await behind.getByText(/line \d+ of the import/).first().waitFor();
    expect(await behind.getByText('Largest payees').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show table' }).click();
    await page.getByRole('table', { name: /^Cash flow/ }).waitFor();

    // Undo, found again in the recent imports.
    await page.getByRole('link', { name: 'Statements' }).click();
    const newest = files.at(-1)!;
    await page.getByRole('button', { name: `Undo the import of ${newest}` }).click();
    await page.getByRole('button', { name: 'Undo import' }).click();
    await expect.poll(() => page.getByRole('button', { name: `Undo the import of ${newest}` }).count()).toBe(0);

    // After signing out the cookie of before is worth nothing, and the browser has kept nothing.
    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly, secure, sameSite, path }) => ({ name, httpOnly, secure, sameSite, path }))).toEqual([
      { name: '__Host-cash-flow', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
    ]);
    const header = { cookie: `${cookies[0]!.name}=${cookies[0]!.value}` };
    expect((await fetch(`${demo.url}/v1/session`, { headers: header })).status).toBe(200);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    expect((await fetch(`${demo.url}/v1/session`, { headers: header })).status).toBe(401);
    expect(await context.cookies()).toEqual([]);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0 });
    expect(complaints.list).toEqual([]);
    await context.close();
  });

  it('takes PDFs under the policy of the page: encrypted ones, and those in fonts that only a character map explains', async () => {
    const password = '16.11.1979';
    const { page, context, complaints } = await openPage(browser, demo.url);
    const maps: string[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.includes('/cmaps/')) maps.push(`${response.status()} ${response.headers()['content-type']} ${pathname}`);
    });
    await signIn(page, demo.signIn('operator'));
    await page.getByRole('link', { name: 'Statements' }).click();
    await drop(page, 'cash-flow-uploader', [{ name: 'november.pdf', bytes: await encryptedStatement(password) }, { name: 'tokyo.pdf', bytes: japaneseStatement() }]);

    // The password is asked for in place; what is wrong is said, what is right opens the file.
    const encrypted = page.getByRole('article', { name: 'november.pdf' });
    const field = encrypted.getByLabel('Password of november.pdf');
    await field.fill('16.11.1978');
    await page.keyboard.press('Enter');
    await encrypted.getByText('The password does not open this PDF.').waitFor();
    await field.fill(password);
    await encrypted.getByRole('button', { name: 'Open the file' }).click();

    for (const [name, account, rows] of [['november.pdf', 'Werkstatt, Girokonto', ['Miete Werkstatt']], ['tokyo.pdf', 'Brewery, checking', ['電気料金', '売上入金']]] as const) {
      const article = page.getByRole('article', { name });
      const toggle = article.getByRole('button', { name: `Review of ${name}` });
      await toggle.waitFor();
      if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
      await article.getByText('Adds up to the cent').waitFor();
      await article.getByRole('rowheader', { name: 'Page 1' }).waitFor();
      for (const text of rows) await article.getByRole('cell', { name: text }).waitFor();
      const choice = article.getByLabel('Account', { exact: true });
      await choice.selectOption((await choice.locator('option', { hasText: account }).getAttribute('value'))!);
      // The server reads the file once more, the encrypted one with its password, and finds the same.
      await article.getByRole('button', { name: 'Import 3 rows' }).click();
      await article.getByText('3 rows imported').waitFor();
    }
    expect(maps).toContain('200 application/octet-stream /elements/cmaps/UniJIS-UTF16-H.bcmap');

    await page.getByRole('link', { name: 'Cash flow' }).click();
    await page.locator('cash-flow-chart').getByLabel('Period', { exact: true }).selectOption({ label: 'All' });
    const plot = page.getByRole('group', { name: /^Cash flow by month, Jan 1 to Nov \d+, 2026$/ });
    await plot.waitFor();
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: /^Transactions, / }).getByText('Miete Werkstatt').first().waitFor();
    expect(complaints.list).toEqual([]);
    await context.close();
  });

  it('is found again by a second start, and a second server on the folder is refused', async () => {
    const second = await runCommand('demo', '--folder', data.path, '--port', '0');
    expect(second.code).not.toBe(0);
    expect(second.output).toMatch(/already|in use|another/i);

    const before = demo.signIn('operator');
    await demo.stop();
    const verified = await runCommand('ledger', 'verify', '--folder', data.path);
    expect(verified.output).not.toMatch(/finding/i);
    expect(verified.code).toBe(0);
    demo = await startDemo(data.path);
    expect(demo.signIn('operator')).toEqual(before);
    const { page, context } = await openPage(browser, demo.url);
    await signIn(page, before);
    await expect.poll(() => page.locator('cash-flow-chart .bar').count()).toBeGreaterThan(0);
    await context.close();
  });
});
