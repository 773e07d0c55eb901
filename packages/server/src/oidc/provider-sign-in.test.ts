/** Sign-in by an identity provider: the whole code flow against a real one, and what a wrong one could try. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { entriesOf } from '../audit/testing/entries-of.ts';
import { PLATFORM } from '../database/schema.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { Jobs } from '../jobs/index.ts';
import { mailJobs } from '../mail/mail-jobs.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { redirectAddress, RelyingParty } from './relying-party.ts';
import { signInThere, startForger, startProvider, type Forgery, type TestProvider } from './testing/test-provider.ts';
import { OIDC_COOKIE, readTransaction, transactionCookie, type OidcTransaction } from './transaction-cookie.ts';

const keys = [{ id: 2, key: new Uint8Array(32).fill(2) }, { id: 1, key: new Uint8Array(32).fill(1) }];
const transaction: OidcTransaction = { providerId: 'p', state: 's', nonce: 'n', verifier: 'v', returnTo: 'https://portal.example/', personId: null };
const START = new Date('2026-03-01T08:00:00Z');

describe('the cookie of a sign-in', () => {
  const header = (transactionCookie(transaction, keys.slice(1), START).split(';')[0]) ?? '';

  it('is read for ten minutes, also after its key was followed by another one', () => {
    expect(readTransaction(`a=b; ${header}`, keys, new Date(START.getTime() + 599_000))).toEqual(transaction);
    expect(readTransaction(header, keys, new Date(START.getTime() + 600_000))).toBeUndefined();
    expect(readTransaction(header, keys.slice(0, 1), START)).toBeUndefined();
  });

  it('is worth nothing when it is changed, doubled, or another cookie', () => {
    const [name = '', value = ''] = header.split('=');
    const [keyId = '', content = '', mac = ''] = value.split('.');
    const other = Buffer.from(JSON.stringify({ ...transaction, returnTo: 'https://evil.example/', until: START.getTime() + 1000 })).toString('base64url');
    for (const forged of [`${name}=${keyId}.${other}.${mac}`, `${name}=2.${content}.${mac}`, `${header}; ${header}`, `__Host-cash-flow=${value}`, `${name}=`, '']) {
      expect(readTransaction(forged, keys, START)).toBeUndefined();
    }
  });

  it('is bound to the host, hidden from scripts, and sent along when the provider sends the browser back', () => {
    expect(transactionCookie(transaction, keys, START)).toMatch(/^__Host-cash-flow-oidc=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/);
  });
});

describe('an identity provider', () => {
  let server: TestServer;
  let provider: TestProvider;
  let providerId: string;
  let time = Date.now();
  let auditEntries: () => ReturnType<typeof entriesOf>;

  beforeAll(async () => {
    const { database, remove } = await createTestDatabase('pglite');
    const jobs = new Jobs({ database, jobs: mailJobs, log: () => undefined });
    await jobs.connect();
    database.onRemove(() => jobs.stop());
    auditEntries = () => entriesOf(database, server.vault, [PLATFORM]);
    server = await startTestServer(database, await openTestVault(database), { now: () => new Date(time), jobs });
    provider = await startProvider(server.origin);
    providerId = await server.access.identityProviders.add(provider.settings);
    provider.allow([redirectAddress({ apiBase: server.origin, id: providerId })]);
    return async () => {
      await provider.close();
      await remove();
    };
  });

  const cookieOf = (answer: Response, name: string): string => answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`))?.split(';')[0] ?? '';
  const start = async (returnTo?: string): Promise<{ readonly location: string; readonly cookie: string }> => {
    const answer = await server.anonymous.send('GET', `/v1/sign-in/oidc/${providerId}${returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`}`);
    expect(answer.status).toBe(303);
    return { location: answer.headers.get('location') ?? '', cookie: cookieOf(answer, OIDC_COOKIE) };
  };
  const comeBack = (cookie: string, answer: Readonly<Record<string, string>>, id = providerId): Promise<Response> =>
    server.withCookie(cookie).send('GET', `/v1/sign-in/oidc/${id}/callback?${new URLSearchParams(answer).toString()}`);
  const pageOf = (answer: Response): string => (answer.headers.get('location') ?? '').replace(server.origin, '');

  it('lets in who is known here by an e-mail of its domain, and knows them afterwards by their subject', async () => {
    const { location, cookie } = await start(`${server.origin}/books?year=2026`);
    const asked = new URL(location).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: redirectAddress({ apiBase: server.origin, id: providerId }) });
    const answer = await comeBack(cookie, await signInThere(location, server.people.operator.email));
    expect([answer.status, pageOf(answer)]).toEqual([303, '/books?year=2026']);
    const session = cookieOf(answer, '__Host-cash-flow');
    const { person, memberships } = await (await server.withCookie(session).send('GET', '/v1/session')).json() as { person: { id: string }; memberships: { role: string }[] };
    expect(person.id).toBe(server.people.operator.id);
    expect(memberships).toMatchObject([{ role: 'operator' }]);
    expect(await server.access.identities.find({ kind: 'oidc', issuer: provider.issuer, subject: server.people.operator.email })).toBe(server.people.operator.id);
    expect((await auditEntries()).filter(({ actor }) => actor.id === person.id).map(({ action }) => action).sort()).toEqual(['identity.link', 'session.begin']);
    expect(JSON.stringify(server.logged)).not.toContain('bakery.example');
  });

  it.each(['stranger@bakery.example', 'admin@bakery.example.evil.example', 'unverified.admin@bakery.example', 'ann@elsewhere.example'])('lets nobody in as %s', async (login) => {
    const { location, cookie } = await start();
    const answer = await comeBack(cookie, await signInThere(location, login));
    expect(pageOf(answer)).toBe('/#sign-in=failed');
    expect(cookieOf(answer, '__Host-cash-flow')).toBe('');
    expect(cookieOf(answer, OIDC_COOKIE)).toBe(`${OIDC_COOKIE}=`);
  });

  it('is linked by who is signed in, in the same browser, and signs them in from then on', async () => {
    const admin = await server.signIn('admin');
    const begun = await admin.send('POST', `/v1/session/identity-providers/${providerId}`, { json: {} });
    const [{ location }, cookie] = [await begun.json() as { location: string }, cookieOf(begun, OIDC_COOKIE)];
    const back = await signInThere(location, 'boss@elsewhere.example');
    const linked = await comeBack(`${cookie}; ${admin.cookie}`, back);
    expect(pageOf(linked)).toBe('/#sign-in=linked');
    const again = await start();
    const answer = await comeBack(again.cookie, await signInThere(again.location, 'boss@elsewhere.example'));
    expect(pageOf(answer)).toBe('/');
    expect(cookieOf(answer, '__Host-cash-flow')).not.toBe('');
    // Somebody else cannot take the subject over, and nobody links without being signed in.
    const entry = await server.signIn('data-entry');
    const second = await entry.send('POST', `/v1/session/identity-providers/${providerId}`, { json: {} });
    const taken = await signInThere((await second.json() as { location: string }).location, 'boss@elsewhere.example');
    expect(pageOf(await comeBack(cookieOf(second, OIDC_COOKIE), taken))).toBe('/#sign-in=failed');
    const third = await entry.send('POST', `/v1/session/identity-providers/${providerId}`, { json: {} });
    const takenAgain = await signInThere((await third.json() as { location: string }).location, 'boss@elsewhere.example');
    expect(pageOf(await comeBack(`${cookieOf(third, OIDC_COOKIE)}; ${entry.cookie}`, takenAgain))).toBe('/#sign-in=failed');
  });

  it('sends nobody on to a page that is not listed', async () => {
    for (const page of ['https://evil.example/', `${server.origin}.evil.example/`, 'javascript:alert(1)', `${server.origin}@evil.example/`, '//evil.example']) {
      expect((await server.anonymous.send('GET', `/v1/sign-in/oidc/${providerId}?returnTo=${encodeURIComponent(page)}`)).status, page).toBe(400);
    }
  });

  it('is believed once, by the browser that asked, for what it asked, in ten minutes', async () => {
    const { location, cookie } = await start();
    const back = await signInThere(location, server.people.operator.email);
    const otherId = await server.access.identityProviders.add({ ...provider.settings, name: 'Mill' });
    const other = await start();
    for (const [what, attempt] of [
      ['no cookie', () => comeBack('', back)], ['another transaction', () => comeBack(other.cookie, back)], ['another provider', () => comeBack(cookie, back, otherId)],
      ['another state', () => comeBack(cookie, { ...back, state: 'x' })], ['another issuer', () => comeBack(cookie, { ...back, iss: 'https://evil.example' })],
      ['an error', () => comeBack(cookie, { error: 'access_denied', state: back['state'] ?? '', iss: provider.issuer })],
    ] as const) expect(pageOf(await attempt()), what).toBe('/#sign-in=failed');
    expect(pageOf(await comeBack(cookie, back))).toBe('/');
    expect(pageOf(await comeBack(cookie, back)), 'the same code again').toBe('/#sign-in=failed');
    time += 600_000;
    const late = await start();
    const answer = await signInThere(late.location, server.people.operator.email);
    time += 600_000;
    expect(pageOf(await comeBack(late.cookie, answer)), 'too late').toBe('/#sign-in=failed');
  });

  it('that cannot be reached is told of in a sentence', async () => {
    const gone = await server.access.identityProviders.add({ ...provider.settings, issuer: 'http://127.0.0.1:9', name: 'Gone' });
    const answer = await server.anonymous.send('GET', `/v1/sign-in/oidc/${gone}`);
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([503, 'provider-unavailable']);
  });
});

describe('an ID token', () => {
  it.each<[string, Forgery | { readonly acr: string[] } | { readonly amr: string[] }]>([
    ['for another client', { claims: { aud: 'another' } }], ['of another issuer', { claims: { iss: 'https://evil.example' } }], ['that has expired', { claims: { exp: 1_700_000_000 } }],
    ['with another nonce', { claims: { nonce: 'another' } }], ['without a subject', { claims: { sub: undefined } }], ['by a key of somebody else', { otherKey: true }],
    ['without the strength that is asked for', { acr: ['strong'] }], ['without the methods that are asked for', { amr: ['mfa'] }],
  ])('%s is refused', async (_, wrong) => {
    let forgery: Forgery = {};
    const forger = await startForger('https://portal.example', () => forgery);
    onTestFinished(() => forger.close());
    const provider = { ...forger.settings, ...('acr' in wrong || 'amr' in wrong ? wrong : {}), id: randomUUID(), revision: 1 };
    const party = new RelyingParty();
    const { state, nonce, verifier } = await party.begin(provider);
    const finish = (): Promise<unknown> => party.finish(provider, { code: nonce, state, iss: forger.issuer }, { state, nonce, verifier });
    if (!('acr' in wrong) && !('amr' in wrong)) {
      // The same one without the fault is taken, so it is the fault that is refused.
      expect(await finish()).toEqual({ issuer: forger.issuer, subject: 'ann', email: undefined });
      forgery = wrong;
    }
    await expect(finish()).rejects.toMatchObject({ name: 'ProviderSignInError' });
  });
});
