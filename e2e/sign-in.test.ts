import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { startDemo, temporaryFolder, type DemoServer } from './demo-server.ts';

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

describe('signing in', () => {
  it('needs neither e-mail nor password where the device has a passkey', async () => {
    const { page, context, complaints } = await openPage(browser, demo.url);
    const devTools = await context.newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    const { email, password } = demo.signIn('admin');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    const signOut = page.getByRole('button', { name: 'Sign out' });
    await signOut.waitFor();
    await page.evaluate(async () => {
      const { session } = document.querySelector<HTMLElement & { context: { client: { session: PasskeyMethods } } }>('cash-flow-provider')!.context.client;
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await session.startPasskey());
      const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
      await session.addPasskey({ name: 'This device', response: credential.toJSON() });
    });
    await signOut.click();

    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await signOut.waitFor();

    // The browser offers it in the field, too; the device of this test takes every offer.
    await signOut.click();
    await page.getByLabel('E-mail').focus();
    await signOut.waitFor();
    expect(complaints.list).toEqual([]);
    await context.close();
  });
});

/** What the page's client is asked for here. */
interface PasskeyMethods {
  startPasskey(): Promise<PublicKeyCredentialCreationOptionsJSON>;
  addPasskey(body: { name: string; response: unknown }): Promise<unknown>;
}
