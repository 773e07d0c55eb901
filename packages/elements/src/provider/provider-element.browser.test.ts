import { fixture, html, oneEvent } from '@open-wc/testing';
import { CashFlowClient, NotAuthenticatedError } from '@cashflowsmart/sdk/client';
import { LitElement } from 'lit';
import { ContextController } from '../foundation/controllers/context-controller.ts';
import { CookieRefusedError } from '../foundation/cookie-refused-error.ts';
import { apiData, OTHER_ORGANISATION, ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { createApiFetch, PASSWORD } from '../foundation/testing/api-fetch.ts';
import { expect } from '../foundation/testing/expect.ts';
import { storyClient, withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import { CashFlowProviderElement } from './provider-element.ts';

/** An element that only shows what it gets from its provider. */
class ContextProbe extends LitElement {
  readonly found = new ContextController(this);
}
customElements.define('context-probe', ContextProbe);

async function provider(options: StoryProviderOptions = {}, content = html`<context-probe></context-probe>`): Promise<CashFlowProviderElement> {
  const element = await fixture<CashFlowProviderElement>(withProvider(content, options));
  if (element.context.session.kind === 'loading') await oneEvent(element, 'context-change');
  while (element.context.session.kind === 'loading') await oneEvent(element, 'context-change');
  return element;
}

const probeIn = (element: Element): ContextProbe => element.querySelector<ContextProbe>('context-probe')!;

const notSignedIn = problemOf('not-authenticated', 401, 'Nobody is signed in.', 'Sign in and try again.');

const expired = (): NotAuthenticatedError =>
  new NotAuthenticatedError({ ...problemOf('session-expired', 401, 'The session has ended.', 'Sign in again.'), errors: [], retryAfter: undefined });

describe('the provider', () => {
  it('loads the session and gives it to the elements inside', async () => {
    const element = await provider();
    const context = probeIn(element).found.value;
    expect(context?.session).to.deep.include({ kind: 'active', organisationId: ORGANISATION, role: 'operator' });
  });

  it('says that nobody is signed in where there is no session', async () => {
    expect((await provider({ data: apiData({ session: null }) })).context.session.kind).to.equal('none');
  });

  it('shows the organisation that is asked for, and none other where the person is no member', async () => {
    const data = apiData({ session: sessionAs('admin', 2) });
    expect((await provider({ data, organisation: OTHER_ORGANISATION })).context.session).to.include({ kind: 'active', organisationId: OTHER_ORGANISATION });
    expect((await provider({ data: apiData(), organisation: OTHER_ORGANISATION })).context.session.kind).to.equal('error');
  });

  it('reports no connection and a failing server apart', async () => {
    expect((await provider({ misbehaving: { currentSession: 'offline' } })).context.session.kind).to.equal('offline');
    const problem = problemOf('internal-error', 500, 'Something failed on our side.', 'Try again.');
    expect((await provider({ misbehaving: { currentSession: problem } })).context.session).to.have.nested.property('problem.code', 'internal-error');
  });

  it('ends the session everywhere as soon as one element reports a 401', async () => {
    const element = await provider();
    const ended = oneEvent(element, 'session-end');
    element.context.reportFailure(expired());
    expect((await ended).detail.reason).to.equal('expired');
    await element.updateComplete;
    expect(probeIn(element).found.value?.session.kind).to.equal('ended');
  });

  it('does not take a refused sign-in for the end of the session', async () => {
    const element = await provider();
    element.context.reportFailure(new NotAuthenticatedError({ ...problemOf('sign-in-failed', 401, 'No.', 'No.'), errors: [], retryAfter: undefined }));
    expect(element.context.session.kind).to.equal('active');
  });

  it('signs in with the right password, and not with a wrong one', async () => {
    const element = await provider();
    await element.signOut();
    expect(element.context.session.kind).to.equal('none');
    let code = '';
    await element.signIn('mara@example.com', 'wrong').catch((error: { code: string }) => (code = error.code));
    expect(code).to.equal('sign-in-failed');
    const ready = oneEvent(element, 'ready');
    await element.signIn('mara@example.com', PASSWORD);
    await ready;
    expect(element.context.session.kind).to.equal('active');
  });

  it('rejects a sign-in whose cookie the browser refused, after one read of the session', async () => {
    const element = await provider({ data: apiData({ session: null }) });
    const api = createApiFetch(apiData(), { misbehaving: { currentSession: notSignedIn } });
    const asked: string[] = [];
    element.client = new CashFlowClient({
      baseUrl: 'https://api.example',
      fetch: (input, init) => {
        asked.push(new Request(input, init).method);
        return api(input, init);
      },
    });
    await element.updateComplete;
    asked.length = 0;
    const events: string[] = [];
    for (const type of ['ready', 'load-error', 'session-end']) element.addEventListener(type, () => events.push(type));
    const failure = await element.signIn('mara@example.com', PASSWORD).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure instanceof CookieRefusedError).to.equal(true);
    expect(failure).to.have.property('code', 'cookie-refused');
    expect(asked).to.deep.equal(['POST', 'GET']);
    expect(element.context.session.kind).to.equal('none');
    expect(events).to.deep.equal([]);
  });

  it('counts a sign-in as done where only reading it back fails', async () => {
    const fault = problemOf('internal-error', 500, 'Something failed on our side.', 'Try again.');
    for (const currentSession of ['offline', fault] as const) {
      const element = await provider({ misbehaving: { currentSession } });
      await element.signIn('mara@example.com', PASSWORD);
      expect(element.context.session.kind).to.equal('active');
    }
  });

  it('stays signed out where that was asked for while the new session is read back', async () => {
    const element = await provider({ data: apiData({ session: null }) });
    let signingIn = false;
    const reading = Promise.withResolvers<void>();
    const api = createApiFetch(apiData(), { misbehaving: { currentSession: 'never' } });
    element.client = new CashFlowClient({
      baseUrl: 'https://api.example',
      fetch: (input, init) => {
        if (signingIn && init?.method === 'GET') reading.resolve();
        return api(input, init);
      },
    });
    await element.updateComplete;
    signingIn = true;
    const signedIn = element.signIn('mara@example.com', PASSWORD);
    await reading.promise;
    await element.signOut();
    await signedIn;
    expect(element.context.session.kind).to.equal('none');
  });

  it('keeps the view where the host prevents the change', async () => {
    const element = await provider();
    element.context.setView({ by: 'week' });
    expect(element.view.by).to.equal('week');
    element.addEventListener('view-change', (event) => event.preventDefault(), { once: true });
    element.context.setView({ by: 'day' });
    expect(element.view.by).to.equal('week');
  });

  it('tells other tabs of the same API that the ledger changed, and only those', async () => {
    const [one, two, other] = [await provider(), await provider(), await provider()];
    other.api = '/another';
    other.client = storyClient();
    await other.updateComplete;
    const changed = oneEvent(two, 'context-change');
    one.context.ledgerChanged({ kind: 'commit', accountId: 'a' });
    await changed;
    expect([one.context.ledgerVersion, two.context.ledgerVersion, other.context.ledgerVersion]).to.deep.equal([1, 1, 0]);
  });

  it('reports activity at most once in 30 seconds', async () => {
    const element = await provider();
    let count = 0;
    element.addEventListener('user-activity', () => (count += 1));
    for (let index = 0; index < 5; index += 1) probeIn(element).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true }));
    expect(count).to.equal(1);
  });

  it('is found by an element that was there before the provider became one', async () => {
    class LateProvider extends CashFlowProviderElement {}
    const outer = await fixture(html`<late-provider><context-probe></context-probe></late-provider>`);
    const probe = probeIn(outer);
    expect(probe.found.value).to.equal(undefined);
    (outer as LateProvider).client = storyClient();
    customElements.define('late-provider', LateProvider);
    await (outer as LateProvider).updateComplete;
    expect(probe.found.value).to.equal((outer as LateProvider).context);
  });

  it('can be given to an element that stands elsewhere in the page', async () => {
    const element = await provider();
    const probe = new ContextProbe();
    probe.found.source = element;
    document.body.append(probe);
    expect(probe.found.value?.session.kind).to.equal('active');
    await element.signOut();
    await element.updateComplete;
    expect(probe.found.value?.session.kind).to.equal('none');
    probe.remove();
  });

  it('adds no box to the page and sets only the colour scheme', async () => {
    const element = await provider({ theme: 'dark' });
    expect(getComputedStyle(element).display).to.equal('contents');
    expect(getComputedStyle(probeIn(element)).colorScheme).to.equal('dark');
  });
});
