import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { apiData, OTHER_ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { expect } from '../foundation/testing/expect.ts';
import { PASSWORD } from '../foundation/testing/api-fetch.ts';
import { buttonIn, inputIn, pressIn, until, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import type { CashFlowProviderElement } from '../provider/provider-element.ts';

const TAG = 'cash-flow-sign-in';

async function page(options: StoryProviderOptions = {}): Promise<CashFlowProviderElement> {
  return fixture<CashFlowProviderElement>(withProvider(html`<cash-flow-sign-in></cash-flow-sign-in>`, options));
}

/** A page on which somebody was signed in, so that the in-memory API knows the person. */
async function signedOutPage(options: StoryProviderOptions = {}): Promise<CashFlowProviderElement> {
  const element = await page(options);
  await pressIn(element, TAG, 'Sign out');
  await inputIn(element, TAG, 'E-mail');
  return element;
}

const focused = (element: Element): Element | null | undefined => element.querySelector(TAG)?.shadowRoot?.activeElement;

describe('the sign-in', () => {
  it('signs in by keyboard alone: e-mail, tab, password, Enter', async () => {
    const element = await signedOutPage();
    (await inputIn(element, TAG, 'E-mail')).focus();
    await sendKeys({ type: 'mara@example.com' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: PASSWORD });
    await sendKeys({ press: 'Enter' });
    await untilShown(element, TAG, 'Signed in as Mara Winter');
    expect(element.context.session.kind).to.equal('active');
  });

  it('names what is missing, marks it and goes there', async () => {
    const element = await signedOutPage();
    await pressIn(element, TAG, 'Sign in');
    await untilShown(element, TAG, 'Enter your e-mail address.');
    const email = await inputIn(element, TAG, 'E-mail');
    expect(focused(element)).to.equal(email);
    expect(email.getAttribute('aria-invalid')).to.equal('true');
    const errorId = email.getAttribute('aria-describedby')!;
    expect(element.querySelector(TAG)!.shadowRoot!.getElementById(errorId)?.textContent).to.contain('Enter your e-mail address.');
  });

  it('empties the password after a refusal and goes back to it', async () => {
    const element = await signedOutPage();
    (await inputIn(element, TAG, 'E-mail')).focus();
    await sendKeys({ type: 'mara@example.com' });
    (await inputIn(element, TAG, 'Password')).focus();
    await sendKeys({ type: 'wrong' });
    await sendKeys({ press: 'Enter' });
    await untilShown(element, TAG, 'E-mail and password do not belong together.');
    const password = await inputIn(element, TAG, 'Password');
    await until(() => focused(element) === password, 'the focus on the password');
    expect(password.value).to.equal('');
    expect((await inputIn(element, TAG, 'E-mail')).value).to.equal('mara@example.com');
    expect(element.context.session.kind).to.equal('none');
  });

  it('says where the browser did not keep the session, and what helps on the own machine', async () => {
    const notSignedIn = problemOf('not-authenticated', 401, 'Nobody is signed in.', 'Sign in and try again.');
    const element = await page({ misbehaving: { currentSession: notSignedIn } });
    (await inputIn(element, TAG, 'E-mail')).focus();
    await sendKeys({ type: 'mara@example.com' });
    (await inputIn(element, TAG, 'Password')).focus();
    await sendKeys({ type: PASSWORD });
    await sendKeys({ press: 'Enter' });
    await untilShown(element, TAG, 'This browser did not keep the session.');
    const banner = element.querySelector(TAG)!.shadowRoot!.querySelector('.banner.danger[role="alert"]');
    // The page of the tests is itself one over plain HTTP on loopback.
    expect(banner?.querySelector('.prose')?.textContent?.trim()).to.equal(
      'Allow cookies for this page and sign in again. If the server runs on this machine, start it with --https.',
    );
    expect((await inputIn(element, TAG, 'E-mail')).value).to.equal('mara@example.com');
    expect((await inputIn(element, TAG, 'Password')).value).to.equal('');
    expect(element.context.session.kind).to.equal('none');
  });

  it('shows the password only while it is asked to', async () => {
    const element = await signedOutPage();
    const password = await inputIn(element, TAG, 'Password');
    expect(password.type).to.equal('password');
    (await buttonIn(element, TAG, 'Show password')).click();
    await until(() => password.type === 'text', 'the password in clear');
    (await buttonIn(element, TAG, 'Hide password')).click();
    await until(() => password.type === 'password', 'the password hidden');
  });

  it('lets password managers know the fields', async () => {
    const element = await signedOutPage();
    expect((await inputIn(element, TAG, 'E-mail')).autocomplete).to.equal('username');
    expect((await inputIn(element, TAG, 'Password')).autocomplete).to.equal('current-password');
  });

  it('offers the organisations of a person who has several', async () => {
    const element = await page({ data: apiData({ session: sessionAs('admin', 2) }) });
    const choice = (await inputIn(element, TAG, 'Organisation')) as HTMLSelectElement;
    choice.value = OTHER_ORGANISATION;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    expect(element.context.session).to.include({ kind: 'active', organisationId: OTHER_ORGANISATION });
  });

  it('never carries the password in its markup', async () => {
    const element = await signedOutPage();
    (await inputIn(element, TAG, 'Password')).focus();
    await sendKeys({ type: 'secret words' });
    expect(element.querySelector(TAG)!.shadowRoot!.innerHTML).not.to.contain('secret words');
  });
});
