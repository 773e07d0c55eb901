import { fixture, html, oneEvent } from '@open-wc/testing';
import { NotAuthenticatedError } from '@cashflowsmart/sdk/client';
import { LitElement } from 'lit';
import { ContextController } from '../foundation/controllers/context-controller.ts';
import { apiData, OTHER_ORGANISATION, ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { PASSWORD } from '../foundation/testing/api-fetch.ts';
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
