import type { SecondFactorAsked } from '@cashflowsmart/sdk/contract';
import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { apiData, ORGANISATION, OTHER_ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { expect } from '../foundation/testing/expect.ts';
import { CODE, PASSWORD, RECOVERY_CODE, TOKEN } from '../foundation/testing/api-fetch.ts';
import { buttonIn, inputIn, pressIn, typeInto, until, untilShown } from '../foundation/testing/story-steps.ts';
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
    expect((await inputIn(element, TAG, 'E-mail')).autocomplete).to.equal('username webauthn');
    expect((await inputIn(element, TAG, 'Password')).autocomplete).to.equal('current-password');
  });

  it('asks a person with several organisations for one, and lets them switch', async () => {
    const element = await page({ data: apiData({ session: sessionAs('admin', 2) }) });
    const changes: string[] = [];
    element.addEventListener('organisation-change', ({ detail }) => changes.push(detail.organisationId));
    await untilShown(element, TAG, 'Choose an organisation');
    expect(element.context.session.kind).to.equal('choosing');
    await pressIn(element, TAG, 'Hollerbach Carpentry');
    const choice = (await inputIn(element, TAG, 'Organisation')) as HTMLSelectElement;
    choice.value = OTHER_ORGANISATION;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    expect(element.context.session).to.include({ kind: 'active', organisationId: OTHER_ORGANISATION });
    expect(changes).to.deep.equal([ORGANISATION, OTHER_ORGANISATION]);
  });

  it('never carries the password in its markup', async () => {
    const element = await signedOutPage();
    (await inputIn(element, TAG, 'Password')).focus();
    await sendKeys({ type: 'secret words' });
    expect(element.querySelector(TAG)!.shadowRoot!.innerHTML).not.to.contain('secret words');
  });
});

const asked = { next: 'second-factor', methods: ['totp', 'recovery-code'], passkey: null } satisfies SecondFactorAsked;

async function atSecondFactor(options: StoryProviderOptions = {}): Promise<CashFlowProviderElement> {
  const element = await page({ signedOut: true, secondFactor: asked, ...options });
  typeInto(await inputIn(element, TAG, 'E-mail'), 'mara@example.com');
  typeInto(await inputIn(element, TAG, 'Password'), PASSWORD);
  await pressIn(element, TAG, 'Sign in');
  await untilShown(element, TAG, 'Confirm that it is you');
  return element;
}

describe('the second factor', () => {
  it('takes a code as it was pasted, from the field that has the focus', async () => {
    const element = await atSecondFactor();
    const code = (await inputIn(element, TAG, 'Code')) as HTMLInputElement;
    await until(() => focused(element) === code, 'the focus on the code');
    expect(code.autocomplete).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    await sendKeys({ type: `${CODE.slice(0, 3)} ${CODE.slice(3)}` });
    await sendKeys({ press: 'Enter' });
    await untilShown(element, TAG, 'Signed in as Mara Winter');
    expect(element.context.session.kind).to.equal('active');
  });

  it('empties a wrong code, says so and goes back to it', async () => {
    const element = await atSecondFactor();
    typeInto(await inputIn(element, TAG, 'Code'), '000000');
    await pressIn(element, TAG, 'Continue');
    await untilShown(element, TAG, 'The code is wrong or was used before.');
    const code = await inputIn(element, TAG, 'Code');
    await until(() => focused(element) === code, 'the focus on the code');
    expect(code.value).to.equal('');
    expect(element.context.session.kind).to.equal('none');
  });

  it('takes a recovery code instead', async () => {
    const element = await atSecondFactor();
    await pressIn(element, TAG, 'Use a recovery code');
    typeInto(await inputIn(element, TAG, 'Recovery code'), ` ${RECOVERY_CODE} `);
    await pressIn(element, TAG, 'Continue');
    await untilShown(element, TAG, 'Signed in as Mara Winter');
  });

  it('begins again with the password where it took too long, and keeps the e-mail', async () => {
    const expired = problemOf('sign-in-expired', 401, 'Signing in took too long or was tried too often.', 'Begin again with e-mail and password.');
    const element = await atSecondFactor({ misbehaving: { showSecondFactor: expired } });
    typeInto(await inputIn(element, TAG, 'Code'), CODE);
    await pressIn(element, TAG, 'Continue');
    await untilShown(element, TAG, 'Begin again with e-mail and password.');
    expect((await inputIn(element, TAG, 'E-mail')).value).to.equal('mara@example.com');
    expect((await inputIn(element, TAG, 'Password')).value).to.equal('');
  });

  it('goes back on demand', async () => {
    const element = await atSecondFactor();
    await pressIn(element, TAG, 'Back');
    expect((await inputIn(element, TAG, 'Password')).value).to.equal('');
  });

  it('says how long to wait in words', async () => {
    const busy = { ...problemOf('too-many-requests', 429, 'Too many requests in a short time.', 'Wait.'), retryAfter: 300 };
    const element = await atSecondFactor({ misbehaving: { showSecondFactor: busy } });
    typeInto(await inputIn(element, TAG, 'Code'), CODE);
    await pressIn(element, TAG, 'Continue');
    await untilShown(element, TAG, 'Wait 5 minutes and try again.');
  });
});

describe('the links of mails', () => {
  const offer = { organisationName: 'Lindqvist & Daughters', email: 'mara@example.com', role: 'operator', expiresAt: '2099-01-01T00:00:00Z' } as const;
  const open = (kind: string): void => history.replaceState({ kept: true }, '', `#${kind}=${TOKEN}`);

  it('leave the address at once, and the page keeps its own state', async () => {
    open('invitation');
    const element = await page({ signedOut: true, offer });
    expect(location.hash).to.equal('');
    expect(history.state).to.deep.equal({ kept: true });
    await untilShown(element, TAG, 'Invitation to Lindqvist & Daughters');
    expect(document.documentElement.outerHTML + element.querySelector(TAG)!.shadowRoot!.innerHTML).not.to.contain(TOKEN);
  });

  it('are taken while the page is open', async () => {
    const element = await page({ signedOut: true });
    await inputIn(element, TAG, 'E-mail');
    location.hash = `#reset=${TOKEN}`;
    await inputIn(element, TAG, 'New password');
    expect(location.hash).to.equal('');
  });

  it('lead from an invitation to the sign-in, with the e-mail filled in', async () => {
    open('invitation');
    const element = await page({ signedOut: true, offer });
    typeInto(await inputIn(element, TAG, 'Your name'), 'Mara Winter');
    const password = (await inputIn(element, TAG, 'Password for signing in')) as HTMLInputElement;
    expect(password.autocomplete).to.equal('new-password');
    typeInto(password, 'four words in a row');
    await pressIn(element, TAG, 'Accept invitation');
    await untilShown(element, TAG, 'You can sign in now. If you already had a password, it is unchanged.');
    expect((await inputIn(element, TAG, 'E-mail')).value).to.equal('mara@example.com');
    expect(element.context.session.kind).to.equal('none');
  });

  it('let whoever is signed in join, and show the new organisation', async () => {
    open('invitation');
    const element = await page({ offer });
    await pressIn(element, TAG, 'Join Lindqvist & Daughters');
    await until(() => element.context.session.kind === 'active' && element.context.session.organisationId === OTHER_ORGANISATION, 'the new organisation');
    await untilShown(element, TAG, 'Signed in as Mara Winter');
  });

  it('offer the way out where an invitation is somebody else’s, and go on afterwards', async () => {
    open('invitation');
    const another = problemOf('invitation-of-another', 403, 'The invitation was sent to another e-mail than yours.', 'Sign out.');
    const element = await page({ offer, misbehaving: { joinByInvitation: another } });
    await pressIn(element, TAG, 'Join Lindqvist & Daughters');
    await pressIn(element, TAG, 'Sign out');
    await inputIn(element, TAG, 'Your name');
    expect(element.context.session.kind).to.equal('none');
  });

  it('lead from a reset to the sign-in', async () => {
    open('reset');
    const element = await page({ signedOut: true });
    typeInto(await inputIn(element, TAG, 'New password'), 'four words in a row');
    await pressIn(element, TAG, 'Save password');
    await untilShown(element, TAG, 'The new password is saved.');
    await inputIn(element, TAG, 'Password');
  });

  it('offer a new mail where a reset is worth nothing any more', async () => {
    open('reset');
    const gone = problemOf('link-not-valid', 422, 'This link does not work, or does not work any more.', 'Ask for a new one.');
    const element = await page({ signedOut: true, misbehaving: { redeemPasswordReset: gone } });
    typeInto(await inputIn(element, TAG, 'New password'), 'four words in a row');
    await pressIn(element, TAG, 'Save password');
    await untilShown(element, TAG, 'This link does not work');
    typeInto(await inputIn(element, TAG, 'E-mail'), 'mara@example.com');
    await pressIn(element, TAG, 'Send link');
    await untilShown(element, TAG, 'If somebody signs in with this e-mail, a link is on its way.');
  });
});
