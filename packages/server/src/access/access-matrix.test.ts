import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { operations, type Operation, type OperationId, type Role } from '@cashflowsmart/sdk/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { entriesOf } from '../audit/testing/entries-of.ts';
import { PLATFORM } from '../database/schema.ts';
import { Jobs } from '../jobs/index.ts';
import { keyJobs } from '../keys/key-jobs.ts';
import { mailJobs } from '../mail/mail-jobs.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { signToken } from './session-cookie.ts';
import { unlimitedSignIn } from './throttle/testing/unlimited-sign-in.ts';

/** How an operation answers whoever may call it, in this test's own organisation without accounts or imports. */
interface Allowed {
  readonly status: number;
  readonly code?: string;
}

interface Expectation {
  /** `everybody`, `signed-in`, the roles that may, a platform's back end, or whoever came in by a launch: the last two are none of this test's callers. */
  readonly who: 'everybody' | 'signed-in' | readonly Role[] | 'platform' | 'launched';
  readonly answer: Allowed;
  /** What it is sent. */
  readonly query?: string;
  readonly json?: unknown;
  readonly bytes?: true;
  readonly headers?: Readonly<Record<string, string>>;
}

const ABSENT = randomUUID();
const ALL: readonly Role[] = ['admin', 'operator', 'data-entry'];
const ABOVE_ENTRY: readonly Role[] = ['admin', 'operator'];
const NOT_FOUND: Allowed = { status: 404, code: 'not-found' };
const NOT_VALID: Allowed = { status: 422, code: 'link-not-valid' };
const UNKNOWN_LINK = 'A'.repeat(86);
/** This server stands under an address, where there are no passkeys. */
const NO_PASSKEYS: Allowed = { status: 409, code: 'passkeys-unavailable' };
const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
const decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: 1 };
const money = { amount: '-1.00', currency: 'EUR' };

/**
 * Written out by hand from the role matrix of the product, not from the contract: each side checks the other. An operation
 * that is missing here fails.
 */
const EXPECTED: Readonly<Record<OperationId, Expectation>> = {
  signIn: { who: 'everybody', json: { email: 'nobody@example.com', password: 'wrong' }, answer: { status: 401, code: 'sign-in-failed' } },
  currentSession: { who: 'signed-in', answer: { status: 200 } },
  launchSession: { who: 'everybody', json: { token: 'cfl_unknown' }, answer: { status: 401, code: 'launch-refused' } },
  currentLaunchedSession: { who: 'launched', answer: { status: 200 } },
  endLaunchedSession: { who: 'launched', answer: { status: 204 } },
  createOrganisation: { who: 'platform', json: { name: 'New' }, answer: { status: 201 } },
  createEmbedSession: { who: 'platform', json: {}, answer: { status: 201 } },
  listPlatformKeys: { who: 'platform', answer: { status: 200 } },
  rotatePlatformKey: { who: 'platform', json: { overlapHours: 1 }, answer: { status: 201 } },
  revokePlatformKey: { who: 'platform', answer: { status: 204 } },
  signOut: { who: 'signed-in', answer: { status: 204 } },
  showSecondFactor: { who: 'everybody', json: { method: 'totp', code: '000000' }, answer: { status: 401, code: 'sign-in-expired' } },
  startPasskeySignIn: { who: 'everybody', answer: NO_PASSKEYS },
  signInWithPasskey: { who: 'everybody', json: { response: { ...credential, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } } }, answer: NO_PASSKEYS },
  listSessions: { who: 'signed-in', answer: { status: 200 } },
  endSession: { who: 'signed-in', answer: NOT_FOUND },
  endSessions: { who: 'signed-in', json: { which: 'others' }, answer: { status: 204 } },
  stepUp: { who: 'signed-in', json: { password: 'wrong' }, answer: { status: 403, code: 'step-up-failed' } },
  startPasskeyStepUp: { who: 'signed-in', answer: NO_PASSKEYS },
  changePassword: { who: 'signed-in', json: { currentPassword: 'wrong', newPassword: 'another long password' }, answer: { status: 403, code: 'step-up-failed' } },
  listFactors: { who: 'signed-in', answer: { status: 200 } },
  startTotp: { who: 'signed-in', answer: { status: 201 } },
  confirmTotp: { who: 'signed-in', json: { code: '000000' }, answer: { status: 401, code: 'second-factor-failed' } },
  makeRecoveryCodes: { who: 'signed-in', answer: NOT_FOUND },
  startPasskey: { who: 'signed-in', answer: NO_PASSKEYS },
  addPasskey: { who: 'signed-in', json: { name: 'Laptop', response: { ...credential, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } } }, answer: NO_PASSKEYS },
  removeFactor: { who: 'signed-in', answer: NOT_FOUND },
  readOrganisation: { who: ALL, answer: { status: 200 } },
  updateOrganisation: { who: ['admin'], json: { revision: 0, name: 'Bakery' }, answer: { status: 409, code: 'changed-meanwhile' } },
  listMembers: { who: ['admin'], answer: { status: 200 } },
  changeMember: { who: ['admin'], json: { revision: 1, role: 'operator' }, answer: NOT_FOUND },
  removeMember: { who: ['admin'], query: '?revision=1', answer: NOT_FOUND },
  endMemberSessions: { who: ['admin'], answer: NOT_FOUND },
  resetMemberPassword: { who: ['admin'], answer: NOT_FOUND },
  createInvitation: { who: ['admin'], json: { email: 'admin@bakery.example', role: 'operator' }, answer: { status: 409, code: 'already-member' } },
  listInvitations: { who: ['admin'], answer: { status: 200 } },
  resendInvitation: { who: ['admin'], answer: NOT_FOUND },
  revokeInvitation: { who: ['admin'], answer: NOT_FOUND },
  readInvitation: { who: 'everybody', json: { token: UNKNOWN_LINK }, answer: NOT_VALID },
  acceptInvitation: { who: 'everybody', json: { token: UNKNOWN_LINK, name: 'Ann', password: 'a long password' }, answer: NOT_VALID },
  joinByInvitation: { who: 'signed-in', json: { token: UNKNOWN_LINK }, answer: NOT_VALID },
  requestPasswordReset: { who: 'everybody', json: { email: 'nobody@example.com' }, answer: { status: 204 } },
  redeemPasswordReset: { who: 'everybody', json: { token: UNKNOWN_LINK, password: 'a long password' }, answer: NOT_VALID },
  listIdentityProviders: { who: 'everybody', answer: { status: 200 } },
  startProviderSignIn: { who: 'everybody', answer: NOT_FOUND },
  finishProviderSignIn: { who: 'everybody', answer: { status: 303 } },
  linkIdentity: { who: 'signed-in', json: {}, answer: NOT_FOUND },
  listAccounts: { who: ALL, answer: { status: 200 } },
  createAccount: { who: ABOVE_ENTRY, json: { name: 'Current', currency: 'EUR' }, answer: { status: 201 } },
  createImport: { who: ALL, json: { accountId: ABSENT, fileName: 'a.csv', byteLength: 10, sha256: 'a'.repeat(64) }, answer: NOT_FOUND },
  listImports: { who: ALL, answer: { status: 200 } },
  readImport: { who: ALL, answer: NOT_FOUND },
  uploadImportContent: { who: ALL, bytes: true, headers: { 'upload-offset': '0' }, answer: NOT_FOUND },
  decideImport: { who: ALL, json: { decisions }, answer: NOT_FOUND },
  commitImport: { who: ALL, json: {}, answer: NOT_FOUND },
  undoImport: { who: ALL, answer: NOT_FOUND },
  approveImport: { who: ABOVE_ENTRY, json: { decision: 'approve', revision: 1 }, answer: NOT_FOUND },
  listTransactions: { who: ALL, query: `?accountId=${ABSENT}`, answer: NOT_FOUND },
  searchTransactions: { who: ALL, json: { accountIds: [ABSENT] }, answer: NOT_FOUND },
  createTransaction: { who: ALL, json: { accountId: ABSENT, date: '2026-01-31', amount: money, description: 'Rent' }, answer: NOT_FOUND },
  correctTransaction: { who: ABOVE_ENTRY, json: { revision: 0, description: 'Rent' }, answer: NOT_FOUND },
  deleteTransaction: { who: ABOVE_ENTRY, query: '?revision=0', answer: NOT_FOUND },
  listPendingChanges: { who: ALL, answer: { status: 200 } },
  approvePendingChange: { who: ABOVE_ENTRY, json: { decision: 'approve', revision: 1 }, answer: NOT_FOUND },
  withdrawPendingChange: { who: ALL, answer: NOT_FOUND },
  readCashFlow: { who: ABOVE_ENTRY, query: `?accountIds=${ABSENT}`, answer: NOT_FOUND },
  listKeys: { who: ['admin'], answer: { status: 200 } },
  rotateKeys: { who: ['admin'], json: { keyId: 1 }, answer: { status: 200 } },
  listAudit: { who: ['admin'], answer: { status: 200 } },
  listenEvents: { who: ALL, answer: { status: 200 } },
  health: { who: 'everybody', answer: { status: 200 } },
  ready: { who: 'everybody', answer: { status: 200 } },
};

const CALLERS = ['nobody', 'forged', 'expired', 'disabled', ...ALL] as const;
type Caller = (typeof CALLERS)[number];
const PLACES = ['own', 'other', 'absent'] as const;
type Place = (typeof PLACES)[number];
const ORIGINS = ['listed', 'other', 'null', 'missing'] as const;
type OriginKind = (typeof ORIGINS)[number];

/** Those with whom each place and each origin is tried: what these decide comes before anything that the others differ in. */
const TRIED_EVERYWHERE: readonly Caller[] = ['nobody', 'data-entry', 'admin'];

/**
 * Every caller goes through every operation in its own organisation and in another one; some through each place and origin.
 * All of them through all of it would be the fourth power of what there is to be known.
 */
function requestsOf(operation: Operation): readonly (readonly [Caller, Place, OriginKind])[] {
  const places = operation.path.includes('{organisationId}') ? PLACES : (['own'] as const);
  return [
    ...TRIED_EVERYWHERE.flatMap((caller) => places.flatMap((place) => ORIGINS.map((origin) => [caller, place, origin] as const))),
    ...CALLERS.filter((caller) => !TRIED_EVERYWHERE.includes(caller))
      .flatMap((caller) => places.filter((place) => place !== 'absent').map((place) => [caller, place, 'listed'] as const)),
  ];
}

/** Few enough at a time that the requests wait for the database and not for each other. */
const AT_A_TIME = 6;

async function eachInParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await run(item);
  }));
}

/** The rules, in their order: where from, who, whose, what. */
function expected(operation: Operation, caller: Caller, place: Place, origin: OriginKind): Allowed {
  const { who, answer } = EXPECTED[operation.id as OperationId];
  if (who === 'platform') return { status: 401, code: 'not-authenticated' };
  if (operation.method !== 'GET' && origin !== 'listed') return { status: 403, code: 'origin-not-allowed' };
  if (who === 'everybody') return answer;
  if (who === 'launched') return { status: 401, code: 'not-authenticated' };
  if (caller === 'nobody' || caller === 'forged') return { status: 401, code: 'not-authenticated' };
  if (caller === 'expired') return { status: 401, code: 'session-expired' };
  if (who === 'signed-in') return answer;
  if (place !== 'own') return NOT_FOUND;
  return caller !== 'disabled' && who.includes(caller) ? answer : { status: 403, code: 'not-allowed' };
}

/** What the audit log must hold of a request: nothing, or one entry. */
interface Recorded {
  readonly log: 'organisation' | 'platform';
  readonly action: string;
  readonly outcome: string;
  readonly actor: 'person' | 'anonymous';
}

/** Written from what was answered: whoever is known leaves an entry, refused or not; strangers who were refused are only counted. */
function recorded({ id, access, audit }: Operation, caller: Caller, place: Place, { status, code }: Allowed): Recorded | undefined {
  const action = typeof audit === 'string' ? audit : 'request.refuse';
  if (code === 'origin-not-allowed' || code === 'not-authenticated') return undefined;
  if (status >= 400 && ![401, 403, 404].includes(status)) return undefined;
  if (typeof access === 'object' && id !== 'signIn') return undefined;
  if (status < 400 && typeof audit !== 'string') return undefined;
  const outcome = code ?? 'done';
  if (id === 'signIn') return { log: 'platform', action, outcome, actor: 'anonymous' };
  const member = access !== 'own-session' && place === 'own' && caller !== 'expired';
  return { log: member ? 'organisation' : 'platform', action, outcome, actor: 'person' };
}

/** The body, but of a stream, which does not end by itself. */
async function textOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') !== true) return answer.text();
  await answer.body?.cancel();
  return '';
}

const START = Date.parse('2026-03-01T08:00:00Z');

describeOnBothDatabases('access', (open) => {
  let server: TestServer;
  let cookieOf: (caller: Caller, operationId: string) => Promise<string>;
  let time = START;
  let database: TestDatabase;
  const calls: { readonly name: string; readonly requestId: string | null; readonly entry: Recorded | undefined }[] = [];

  beforeAll(async () => {
    database = await open();
    const vault = await openTestVault(database);
    const jobs = new Jobs({ database, jobs: [...keyJobs, ...mailJobs], log: () => undefined });
    await jobs.connect();
    server = await startTestServer(database, vault, { now: () => new Date(time), jobs, signInLimits: unlimitedSignIn });
    database.onRemove(() => jobs.stop());
    const { access, organisationId, people } = server;
    const disabledId = await access.people.create({ name: 'Dis', email: 'disabled@example.com', password: 'a long password' });
    await access.members.add(organisationId, disabledId, 'admin');
    await database.data.inOrganisation(organisationId, (transaction) => transaction.updateTable('members').set({ state: 'disabled' })
      .where('organisation_id', '=', organisationId).where('person_id', '=', disabledId).execute());

    const begin = async (personId: string): Promise<string> => (await access.sessions.begin(personId, undefined)).cookie.split(';')[0] ?? '';
    time = START - 40 * 60_000;
    // Of a person of its own: nobody else's signing out everywhere may end it.
    const lateId = await access.people.create({ name: 'Late', email: 'late@example.com', password: 'a long password' });
    await access.members.add(organisationId, lateId, 'admin');
    const expired = await begin(lateId);
    time = START;
    const forged = `__Host-cash-flow=${signToken({ id: Buffer.alloc(16, 1), secret: Buffer.alloc(32, 2) }, [{ id: 1, key: new Uint8Array(32) }])}`;
    const cookies: Readonly<Record<Caller, string>> = {
      nobody: '', forged, expired, disabled: await begin(disabledId),
      admin: await begin(people.admin.id), operator: await begin(people.operator.id), 'data-entry': await begin(people['data-entry'].id),
    };
    // Signing out gets a session of its own: it must not end the others.
    cookieOf = async (caller, id) =>
      id === 'signOut' && cookies[caller] !== '' && caller !== 'forged' && caller !== 'expired'
        ? begin(caller === 'disabled' ? disabledId : people[caller as Role].id)
        : cookies[caller];
  });

  const call = async (operation: Operation, caller: Caller, place: Place, origin: OriginKind): Promise<Response> => {
    const { query = '', json, bytes, headers } = EXPECTED[operation.id as OperationId];
    const organisation = { own: server.organisationId, other: server.otherOrganisationId, absent: ABSENT }[place];
    const path = operation.path.replace('{organisationId}', organisation).replace('{transactionId}', `${ABSENT}.0`).replaceAll(/\{\w+\}/g, ABSENT);
    return server.withCookie(await cookieOf(caller, operation.id)).send(operation.method, path + query, {
      ...(json !== undefined && { json }),
      ...(bytes && { bytes: new Uint8Array(10) }),
      ...(operation.idempotent && { key: randomUUID() }),
      headers: { ...headers, ...(origin !== 'listed' && { origin: { other: 'https://evil.example', null: 'null', missing: '' }[origin] }) },
    });
  };

  it('is described for every operation and for no other', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(operations).sort());
  });

  describe.each(Object.values(operations) as readonly Operation[])('to $id', (operation) => {
    it('is given to each caller as written, in its own organisation and in others, from each origin', async () => {
      await eachInParallel(requestsOf(operation), async ([caller, place, origin]) => {
        const answer = await call(operation, caller, place, origin);
        const wanted = expected(operation, caller, place, origin);
        const name = `${operation.id} as ${caller} in the ${place} organisation from the ${origin} origin`;
        calls.push({ name, requestId: answer.headers.get('request-id'), entry: recorded(operation, caller, place, wanted) });
        const body = await textOf(answer);
        const got = { status: answer.status, ...(answer.status >= 400 && { code: (JSON.parse(body) as { code: string }).code }) };
        expect(got, name).toEqual(wanted);
        if (answer.status < 400) return;
        // A refusal names nobody and nothing of the organisation.
        for (const word of ['Bakery', 'Butchery', 'Person in', '@bakery.example', server.organisationId]) expect(body).not.toContain(word);
      });
    });
  });

  it('shows data-entry the names of accounts and the end of their numbers, and nothing of what is in them', async () => {
    const { id } = await server.ledger.createAccount(server.organisationId, { name: 'Savings', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR' });
    const seenBy = async (caller: Caller) => {
      const answer = await call(operations.listAccounts, caller, 'own', 'listed');
      return (await answer.json() as { readonly items: readonly { readonly id: string }[] }).items.find((account) => account.id === id);
    };
    const account = { id, name: 'Savings', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR', revision: 1, transactionCount: 0, dataFrom: null, dataTo: null };
    expect(await seenBy('operator')).toEqual(account);
    expect(await seenBy('data-entry')).toEqual({ ...account, number: '••••3000', transactionCount: null });
  });

  it('tells a foreign organisation from an absent one by nothing', async () => {
    for (const operation of (Object.values(operations) as readonly Operation[]).filter(({ path }) => path.includes('{organisationId}'))) {
      const [other, absent] = await Promise.all((['other', 'absent'] as const).map(async (place) => {
        const answer = await call(operation, 'admin', place, 'listed');
        const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date' && name !== 'request-id'));
        return { status: answer.status, headers, body: { ...await answer.json() as object, requestId: '' } };
      }));
      expect(other).toEqual(absent);
    }
  });

  it('stands in the audit log of whoever is concerned', async () => {
    const entries = await entriesOf(database, server.vault, [server.organisationId, server.otherOrganisationId, PLATFORM]);
    const byRequest = Map.groupBy(entries, ({ requestId }) => requestId);
    const logs = new Map([[server.organisationId, 'organisation'], [PLATFORM, 'platform']]);
    const wrong = calls.flatMap(({ name, requestId, entry }) => {
      const found = (byRequest.get(requestId) ?? []).map(({ organisationId, action, outcome, actor }) => ({ log: logs.get(organisationId), action, outcome, actor: actor.kind }));
      return isDeepStrictEqual(found, entry ? [entry] : []) ? [] : [{ name, found, entry }];
    });
    expect(calls.length).toBeGreaterThan(1_000);
    expect(wrong).toEqual([]);
  });

  it('is refused without a trace: the other organisation stays empty', async () => {
    expect(await server.ledger.listAccounts(server.otherOrganisationId)).toEqual([]);
  });
});
