/**
 * The promise that nothing a person or an organisation says reaches the disk in clear, taken at its word: canaries go in
 * through the API, by every way there is, and then every byte is read that database and custody have written.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { operations, type Operation } from '@cashflowsmart/sdk/contract';
import { READER_VERSION } from '@cashflowsmart/sdk/statements';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entriesOf } from './audit/testing/entries-of.ts';
import { backUp } from './backup/backup.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import { PLATFORM } from './database/schema.ts';
import { startTestServer, type TestServer } from './http/test-server.ts';
import { Jobs } from './jobs/index.ts';
import { keyJobHandlers, keyJobs } from './keys/key-jobs.ts';
import { mailJobs } from './mail/mail-jobs.ts';
import { startMailbox, type Mailbox } from './mail/testing/mailbox.ts';
import { startPostgresCluster } from './testing/postgres-cluster.ts';
import { scanDatabaseForCanaries, scanForCanaries } from './testing/scan-for-canaries.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from './testing/test-database.ts';
import { makeTestKeys, openTestVault, partsOf } from './testing/test-vault.ts';

/** What every text below contains: a word, which may be written in either case, and a number. */
interface Canaries {
  readonly word: string;
  readonly digits: string;
  readonly all: readonly string[];
}

function makeCanaries(): Canaries {
  const word = Array.from(randomBytes(14), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  const digits = Array.from({ length: 14 }, () => String(randomInt(1, 10))).join('');
  return { word, digits, all: [word, word.toUpperCase(), digits] };
}

describe.each(databaseKinds)('everything that is stored (%s)', (kind) => {
  it('is sealed: no byte on the disk tells what anybody said', async () => {
    const database = await openOwnDatabase(kind);
    const keys = await makeTestKeys(database);
    const temporary = await ownTemporaryFolder();
    const log: unknown[] = [];
    const mailbox = await startMailbox();
    onTestFinished(() => mailbox.close());
    const jobs = new Jobs({ database, jobs: [...keyJobs, ...mailJobs], log: (entry) => { log.push(entry); } });
    const server = await startTestServer(database, await openTestVault(database, keys), { jobs, keyPolicy: { spread: 0 } });
    await jobs.start([...keyJobHandlers({ data: database.data, keys: server.keys, jobs, trail: server.audit }), ...server.comingAndGoing.jobHandlers(mailbox.mailer)]);
    const canaries = makeCanaries();
    const said = await sayEverything(server, canaries, mailbox);
    expect(said.operations).toEqual(Object.keys(operations).toSorted());
    expect(await recordedActions(database, server)).toEqual(actionsOf(Object.values(operations)));
    // What is sealed anew is written anew.
    for (const organisationId of await server.keys.organisations()) await server.keys.rotation.rotate(organisationId, { once: true });
    await jobs.stop();
    const [data, custody] = await Promise.all(['data', 'custody'].map(async (name) => mkdtemp(join(temporary, `${name}-`))));
    await backUp({ database, vault: server.vault, custody: partsOf(server.vault).custody, archive: join(data ?? '', 'backup'), custodyArchive: join(custody ?? '', 'backup') });

    // What was said is there for those who may read it, so the scan looks for something that was really written.
    expect(said.descriptions.filter((text) => text.includes(canaries.word)).length).toBeGreaterThan(100);
    expect(JSON.stringify([server.logged, log])).not.toMatch(new RegExp(canaries.all.join('|'), 'i'));

    const control = `control-${randomUUID()}`;
    await sql`CREATE TABLE scratch (text text)`.execute(database.kysely);
    await sql`INSERT INTO scratch VALUES (${control})`.execute(database.kysely);
    const sightings = await scanDatabaseForCanaries(database, [...canaries.all, control]);
    expect(sightings.filter(({ canary }) => canary !== control)).toEqual([]);
    // The same scan finds what was written in clear, both in the table and in the log ahead of it.
    const controls = sightings.map(({ file }) => (file.includes('pg_wal') ? 'log' : 'table'));
    expect(new Set(controls)).toEqual(new Set(['log', 'table']));

    await server.close();
    await database.close();
    expect(await scanForCanaries(database.dataFolder, canaries.all)).toEqual([]);
    expect(await scanForCanaries(dirname(keys.custodyFolder), canaries.all)).toEqual([]);
    // The backups among it: they are what leaves the house.
    expect((await readdir(temporary, { recursive: true })).filter((name) => name.endsWith('backup'))).toHaveLength(2);
    expect(await scanForCanaries(temporary, canaries.all)).toEqual([]);
  }, 300_000);
});

/** From here on whatever writes temporary files does so in a folder of its own, which is given back. */
async function ownTemporaryFolder(): Promise<string> {
  const before = process.env['TMPDIR'];
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-canary-'));
  process.env['TMPDIR'] = folder;
  onTestFinished(async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A database whose every written byte lies in a folder of its own. */
async function openOwnDatabase(kind: (typeof databaseKinds)[number]): Promise<TestDatabase> {
  if (kind === 'pglite') {
    const { database, remove } = await createTestDatabase(kind);
    onTestFinished(remove);
    return database;
  }
  // Of its own, so that no other test's writing makes the log be recycled; with whole pages in it, as in production.
  const cluster = await startPostgresCluster({ settings: { full_page_writes: 'on', wal_keep_size: '512MB' } });
  const cleanUps: (() => Promise<void>)[] = [() => cluster.stop()];
  onTestFinished(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });
  const options = { kind, connectionString: cluster.connectionString('postgres') } as const;
  const database = await openDatabase(options);
  cleanUps.push(() => database.close());
  await migrate(database.kysely);
  return { ...database, options, ownerOptions: options, owner: database, dataFolder: cluster.dataFolder, onRemove: (cleanUp) => cleanUps.push(cleanUp) };
}

/** What the operations are called in an audit log. */
function actionsOf(all: readonly Operation[]): readonly string[] {
  return [...new Set(all.flatMap(({ audit }) => (typeof audit === 'string' ? [audit] : [])))].toSorted();
}

/** What was done by requests, of all that the operations may do, as the audit log tells it. */
async function recordedActions(database: TestDatabase, { vault, access }: TestServer): Promise<readonly string[]> {
  const done = (await entriesOf(database, vault, [...await access.organisations.all(), PLATFORM])).filter(({ outcome, requestId }) => outcome === 'done' && requestId !== null);
  const all = actionsOf(Object.values(operations));
  return [...new Set(done.map(({ action }) => action))].filter((action) => all.includes(action)).toSorted();
}

/** Uses everything that takes a text, also what is undone, deleted, refused or never finished. */
async function sayEverything(server: TestServer, { word, digits }: Canaries, mailbox: Mailbox): Promise<{ readonly descriptions: readonly string[]; readonly operations: readonly string[] }> {
  const person = { name: `Frau ${word}`, email: `${word}.${digits}@example.org`, password: `${word} lang genug ${digits}` };
  const organisationId = await server.access.organisations.create(`Bäckerei ${word} ${digits}`);
  await server.access.members.add(organisationId, await server.access.people.create(person), 'admin');
  const called = new Set<string>();
  const send = sessionFetch();
  const client = new CashFlowClient({
    baseUrl: server.origin,
    fetch: (input, init) => {
      called.add(operationOf(init?.method ?? 'GET', new URL(input instanceof Request ? input.url : input).pathname));
      return send(input, init);
    },
  });
  await expect(client.session.signIn({ email: person.email, password: `wrong ${word}` })).rejects.toMatchObject({ code: 'sign-in-failed' });
  await client.session.signIn({ email: person.email, password: person.password });

  const stop = new AbortController();
  const changes = client.events.listen(organisationId, { signal: stop.signal });
  const heard = changes.next();
  const account = await client.accounts.create(organisationId, { name: `Giro ${word}`, number: `${word}${digits}`, currency: 'EUR' }, { idempotencyKey: `${word}-${digits}` });
  const accountId = account.id;
  const upload = (fileName: string, text: string) => client.imports.upload(organisationId, { accountId, fileName, password: `${digits} ${word}`, bytes: new TextEncoder().encode(text) });
  const rows = (from: number, to: number) => statementOf(from, to, (index) => `Rechnung ${digits} ${word} ${String(index)}`);

  const first = await upload(`Auszug ${word} ${digits}.csv`, rows(0, 1_500));
  await client.imports.commit(organisationId, first.id);
  const second = await upload(`Auszug ${word}.csv`, rows(1_000, 2_000));
  await client.imports.decide(organisationId, second.id, {
    decisions: { recipe: null, answers: {}, edits: [{ line: 5, field: 'description', value: `Berichtigt ${word}` }], excluded: [6], readerVersion: READER_VERSION },
    password: `${word} ${digits}`,
  });
  await client.imports.commit(organisationId, second.id);
  await client.imports.undo(organisationId, first.id);
  await upload(`nie gebucht ${word}.csv`, rows(3_000, 3_010));
  const settings = await client.organisations.read(organisationId);
  const asking = await client.organisations.update(organisationId, { revision: settings.revision, name: `Bäckerei ${word} & ${digits}`, approval: 'second-person' });
  const waiting = await client.imports.commit(organisationId, (await upload(`wartet ${word}.csv`, rows(4_000, 4_010))).id);
  await client.imports.approve(organisationId, waiting.id, { decision: 'return', revision: waiting.revision, reason: `Falscher Monat ${word} ${digits}` });
  const approving = { name: `Zweite ${word}`, email: `zweite.${word}@example.org`, password: `${word}-${digits}-2` };
  await server.access.members.add(organisationId, await server.access.people.create(approving), 'operator');
  const approver = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
  await approver.session.signIn({ email: approving.email, password: approving.password });
  const asked = await client.imports.commit(organisationId, (await upload(`freigegeben ${word}.csv`, rows(5_000, 5_010))).id);
  await approver.imports.approve(organisationId, asked.id, { decision: 'approve', revision: asked.revision });
  const entered = await client.transactions.create(organisationId, { accountId, date: '2026-02-03', amount: { amount: '12.34', currency: 'EUR' }, description: `freigegeben ${word}` });
  await approver.transactions.approve(organisationId, entered.id, { decision: 'approve', revision: entered.revision });
  const change = await client.transactions.create(organisationId, { accountId, date: '2026-02-01', amount: { amount: '12.34', currency: 'EUR' }, description: `wartet ${word} ${digits}` });
  await client.transactions.approve(organisationId, change.id, { decision: 'return', revision: change.revision, reason: `Beleg fehlt ${word}` });
  expect(await client.transactions.pending(organisationId).toArray()).toMatchObject([{ state: 'returned' }]);
  const withdrawn = await client.transactions.create(organisationId, { accountId, date: '2026-02-02', amount: { amount: '12.34', currency: 'EUR' }, description: `zurück ${word}` });
  await client.transactions.withdraw(organisationId, withdrawn.id);
  await client.organisations.update(organisationId, { revision: asking.revision, approval: 'none' });
  const refused = await upload(`${word}.csv`, `Name;Betrag\n${word};1,00\n${digits};2,00\n${word};3,00\n`);
  expect(refused.state).toBe('refused');
  const unfinished = await client.imports.create(organisationId, { accountId, fileName: `halb ${word}.csv`, byteLength: 200_000, sha256: '0'.repeat(64) });
  await client.imports.uploadContent(organisationId, unfinished.id, 0, new TextEncoder().encode(`${word} ${digits} `.repeat(4_000)).subarray(0, 65_536));

  const entry = { accountId, date: '2026-02-01', amount: { amount: '12.34', currency: 'EUR' } };
  const kept = await client.transactions.create(organisationId, { ...entry, description: `von Hand ${word}` });
  await client.transactions.correct(organisationId, kept.id, { revision: kept.revision, description: `berichtigt ${word} ${digits}` });
  const deleted = await client.transactions.create(organisationId, { ...entry, description: `wird gelöscht ${word}` });
  await client.transactions.delete(organisationId, deleted.id, deleted.revision);

  const invalid = { ...entry, amount: { amount: `${word}`, currency: 'EUR' }, description: word };
  await expect(client.transactions.create(organisationId, invalid)).rejects.toMatchObject({ code: 'invalid-request' });
  const found = await client.transactions.search(organisationId, { accountIds: [accountId], text: word, limit: 500 }).toArray();
  await client.organisations.read(organisationId);
  await client.organisations.members(organisationId).toArray();
  await client.accounts.list(organisationId).toArray();
  await client.imports.list(organisationId).toArray();
  await client.imports.read(organisationId, second.id);
  await client.transactions.list(organisationId, { accountId }).toArray();
  await client.cashFlow.read(organisationId, { accountIds: [accountId] });
  const [key] = await client.keys.list(organisationId).toArray();
  await client.keys.rotate(organisationId, key?.keyId ?? 0);
  const accounts = await client.audit.list(organisationId, { action: 'account.create' }).toArray();
  expect(accounts).toMatchObject([{ actor: { name: person.name }, outcome: 'done', details: { name: `Giro ${word}` } }]);
  await comeAndGo({ client, called, origin: server.origin }, organisationId, { word, digits }, mailbox);
  await heard;
  stop.abort();
  await changes.next();
  await comeInByLaunch(server, { word, digits }, client, called);
  await client.session.current();
  await lookAfterOneself(client, person.password, word);
  await client.session.signOut();
  for (const path of ['/healthz', '/readyz']) {
    called.add(operationOf('GET', path));
    expect((await fetch(server.origin + path)).status).toBe(200);
  }
  return { descriptions: found.map(({ description }) => description), operations: [...called].toSorted() };
}

/** A partner makes an organisation and lets somebody in; all of its words and keys are canaries. */
async function comeInByLaunch(server: TestServer, { word, digits }: Omit<Canaries, 'all'>, client: CashFlowClient, called: Set<string>): Promise<void> {
  const { platforms, keys, origins } = server.access.embedding;
  const origin = `https://${word.toLowerCase()}.example`;
  const platformId = await platforms.create({ name: `Portal ${word}`, origins: [origin], signInDomain: `${word.toLowerCase()}.example` });
  origins.forget();
  const scopes = ['organisations:create', 'embed-sessions:create', 'keys:rotate'] as const;
  let apiKey = (await keys.create(platformId, { scopes, days: 1 }))?.text ?? '';
  const ask = async (method: string, path: string, json?: unknown): Promise<unknown> => {
    called.add(operationOf(method, path));
    const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': `${word}-${digits}`, ...(json !== undefined && { 'content-type': 'application/json' }) };
    const answer = await fetch(server.origin + path, { method, headers, ...(json !== undefined && { body: JSON.stringify(json) }) });
    expect(answer.status).toBeLessThan(300);
    return answer.status === 204 ? undefined : answer.json();
  };
  const made = await ask('POST', '/v1/organisations', { name: `Mandant ${word} ${digits}` }) as { readonly id: string };
  const user = { id: `${digits}-${word}`, name: `Nutzer ${word}` };
  const { token } = await ask('POST', '/v1/embed-sessions', { organisationId: made.id, user, role: 'admin', components: ['uploader'], origin }) as { readonly token: string };
  const page = new CashFlowClient({
    baseUrl: server.origin,
    fetch: (input, init) => {
      called.add(operationOf(init?.method ?? 'GET', new URL(input instanceof Request ? input.url : input).pathname));
      return browser(input, init);
    },
  });
  const browser = sessionFetch({ origin });
  expect((await page.session.launch(made.id, { token })).person.name).toContain(word);
  await page.session.currentLaunched(made.id);
  await page.session.signOutLaunched(made.id);
  const rotated = await ask('POST', '/v1/platform/keys', { overlapHours: 1 }) as { readonly apiKey: string; readonly key: { readonly id: string } };
  apiKey = rotated.apiKey;
  await ask('GET', '/v1/platform/keys');
  await ask('DELETE', `/v1/platform/keys/${rotated.key.id}`);
  await client.session.current();
}

/** Invites, changes and removes; what the mails say is what was said here. */
async function comeAndGo({ client, called, origin }: { readonly client: CashFlowClient; readonly called: Set<string>; readonly origin: string }, organisationId: string, { word, digits }: Omit<Canaries, 'all'>, mailbox: Mailbox): Promise<void> {
  const email = `neu.${word}@example.org`;
  const invitation = await client.invitations.create(organisationId, { email, role: 'operator', locale: 'de' });
  await mailbox.next(email);
  await client.invitations.resend(organisationId, invitation.id);
  const mail = await mailbox.next(email);
  expect(mail.text).toContain(word);
  const token = mail.token('invitation');
  expect((await client.invitations.read(token)).organisationName).toContain(word);
  await expect(client.invitations.join(token)).rejects.toMatchObject({ code: 'invitation-of-another' });
  await client.invitations.accept({ token, name: `Herr ${word}`, password: `${digits}-${word}` });
  const revoked = await client.invitations.create(organisationId, { email: `nie.${word}@example.org`, role: 'admin' });
  expect(await client.invitations.list(organisationId).toArray()).toHaveLength(1);
  await client.invitations.revoke(organisationId, revoked.id);

  const members = await client.members.list(organisationId).toArray();
  const joined = members.find((member) => member.email === email);
  await client.members.resetPassword(organisationId, joined?.personId ?? '');
  await client.passwordResets.redeem({ token: (await mailbox.next(email)).token('reset'), password: `${word} ${digits} neu` });
  await client.passwordResets.request({ email: `niemand.${word}@example.org` });
  await mailbox.next(email);
  await client.members.endSessions(organisationId, joined?.personId ?? '');
  const changed = await client.members.change(organisationId, joined?.personId ?? '', { revision: joined?.revision ?? 0, role: 'data-entry' });
  await client.members.remove(organisationId, changed.personId, changed.revision);

  const providerId = randomUUID();
  expect(await client.identityProviders.list().toArray()).toEqual([]);
  await expect(client.identityProviders.link(providerId)).rejects.toMatchObject({ code: 'not-found' });
  for (const [path, status] of [[`/v1/sign-in/oidc/${providerId}`, 404], [`/v1/sign-in/oidc/${providerId}/callback`, 303]] as const) {
    called.add(operationOf('GET', path));
    expect((await fetch(origin + path, { redirect: 'manual' })).status).toBe(status);
  }
}

/** Uses everything by which people look after their sessions and factors. The server stands under an address, where there are no passkeys. */
async function lookAfterOneself({ session }: CashFlowClient, password: string, word: string): Promise<void> {
  const { secret } = await session.startTotp();
  const [code = ''] = await session.confirmTotp(new TOTP({ secret }).generate()) ?? [];
  await session.stepUp({ password, code: { method: 'recovery-code', code } });
  await session.makeRecoveryCodes();
  await session.changePassword({ currentPassword: password, newPassword: `${word} und noch mehr Wörter` });
  await session.list();
  await session.endSessions('others');
  await expect(session.end(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  const { totp } = await session.factors();
  await session.removeFactor(totp?.id ?? '');
  await expect(session.showSecondFactor({ method: 'recovery-code', code: word })).rejects.toMatchObject({ code: 'sign-in-expired' });
  const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' as const, clientExtensionResults: {} };
  const passkeys = [
    session.startPasskeySignIn(), session.startPasskeyStepUp(), session.startPasskey(),
    session.signInWithPasskey({ ...credential, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } }),
    session.addPasskey({ name: word, response: { ...credential, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } } }),
  ];
  for (const outcome of await Promise.allSettled(passkeys)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'passkeys-unavailable' } });
}

/** The operation that answers a request. */
function operationOf(method: string, path: string): string {
  const operation = Object.values(operations).find((each) => each.method === method && new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));
  return operation?.id ?? `${method} ${path}`;
}

/** A statement with balances; its first bytes, its last ones, and those between are canaries. */
function statementOf(from: number, to: number, text: (index: number) => string): string {
  const lines = Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    const day = `${String((index % 28) + 1).padStart(2, '0')}.${String((Math.floor(index / 200) % 12) + 1).padStart(2, '0')}.2025`;
    return `${day};${text(index)};-${String(index % 90)},${String((index % 89) + 10)}`;
  });
  return `Buchungstag;Verwendungszweck;Betrag\n${lines.join('\n')}\n`;
}
