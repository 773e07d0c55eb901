/**
 * What is sealed opens at its place as it was sealed, and in no other way: every byte changed, every length, every other
 * place. In memory for the bytes; in the database, by statements of somebody who may write everything there, for the rows.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Portal, statement } from './imports/testing/portal.ts';
import { verifyFiles } from './imports/verify-files.ts';
import { ledgerBodies } from './ledger/sealed-rows.ts';
import { sealedBodies } from './sealed-bodies.ts';
import { changedBytes, otherLengths, refusal, told } from './testing/changed-bytes.ts';
import { allRows, fillPortal, oneOfEachKind, ownerOf, type SealedThing, storedRows, type StoredRow } from './testing/sealed-values.ts';
import { createTestDatabase, describeOnBothDatabases, type RemovableDatabase } from './testing/test-database.ts';
import { openTestCustody } from './testing/test-custody.ts';
import { isLiving } from './vault/custody/custody.ts';
import { readKeysFile } from './vault/custody/custody-files.ts';
import { KeysUnavailableError } from './vault/errors.ts';
import { Keyring, type LoadedKey } from './vault/keyring.ts';
import { KeyStore } from './vault/key-store.ts';
import { openFileKeyProvider } from './vault/providers/file-key-provider.ts';
import { openPadded, sealPadded } from './vault/sealed-row.ts';
import { createSegmentSealer } from './vault/segments.ts';
import { verifyValues } from './vault/verify-values.ts';

/** All that anybody may learn of a value that does not open, as `refusal` writes it. */
const REFUSED = JSON.stringify({ name: 'SealedValueError', message: 'A sealed value does not open here.' });

describe('bytes that were changed', () => {
  let filled: RemovableDatabase;
  let portal: Portal;
  let kinds: readonly SealedThing[];

  beforeAll(async () => {
    filled = await createTestDatabase('pglite');
    portal = await fillPortal(filled.database);
    kinds = await oneOfEachKind(portal);
    return () => filled.remove();
  }, 180_000);

  it('open in no kind of value, and all with the same error', () => {
    for (const { name, sealed, open } of kinds) {
      expect(refusal(() => open(sealed)), name).toBe('opened');
      const answers = new Set<string>();
      for (const changed of changedBytes(sealed)) answers.add(refusal(() => open(changed)));
      for (const changed of otherLengths(sealed)) answers.add(refusal(() => open(changed)));
      expect([...answers], name).toEqual([REFUSED]);
    }
  }, 60_000);

  it('are of all sealed tables, and of files', () => {
    expect(kinds).toHaveLength(sealedBodies.length + 2);
    expect(Math.max(...kinds.map(({ sealed }) => sealed.length))).toBeGreaterThan(4_000);
  });

  it('open in no wrapped key, and all with the same error', async () => {
    const { provider, key, context } = await custodyKey(portal);
    const answers = new Set<string>();
    const unwrap = (blob: Uint8Array, where = context): Promise<unknown> => provider.unwrap({ ...key.wrapped, blob: Uint8Array.from(blob) }, where)
      .then(() => answers.add('opened'), (error: unknown) => answers.add(told(error)));
    for (const changed of changedBytes(key.wrapped.blob)) await unwrap(changed);
    for (const changed of otherLengths(key.wrapped.blob)) await unwrap(changed);
    for (const other of [{ deploymentId: randomUUID() }, { organisationId: randomUUID() }, { purpose: 'index' }, { keyId: 2 }]) {
      await unwrap(key.wrapped.blob, { ...context, ...other });
    }
    expect([...answers]).toEqual([expect.stringContaining('KeysUnavailableError')]);
  }, 60_000);

  it('give out no other key where they are those of a file in custody', async () => {
    const { provider, key, context } = await custodyKey(portal);
    const file = await readFile(join(portal.keys.custodyFolder, 'keys', `${portal.organisationId}.json`));
    const store = new KeyStore({ deploymentId: context.deploymentId, provider, data: filled.database.data, custody: await openTestCustody(portal.keys) });
    const right = await store.unwrap(portal.organisationId, key);
    const gives = async (changed: Uint8Array): Promise<string> => {
      try {
        const [read] = readKeysFile(portal.organisationId, Buffer.from(changed).toString('utf8')).keys;
        if (!read || !isLiving(read)) return 'nothing';
        return read.keyId === key.keyId && Buffer.compare(await store.unwrap(portal.organisationId, read), right) === 0 ? 'the key' : 'another key';
      } catch (error) {
        return error instanceof KeysUnavailableError ? 'nothing' : told(error);
      }
    };
    const answers = new Map<string, number>();
    for (const changed of changedBytes(file)) {
      const answer = await gives(changed);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    // A changed space or time leaves the key what it is.
    expect([...answers.keys()].toSorted()).toEqual(['nothing', 'the key']);
  }, 60_000);
});

describe('a place that is another one', () => {
  const owner = { deploymentId: randomUUID(), organisationId: randomUUID() };
  const dataKeys: readonly LoadedKey[] = [1, 2].map((keyId) => ({ keyId, purpose: 'data', active: keyId === 1, key: new Uint8Array(randomBytes(32)) }));
  const ring = (other: Partial<typeof owner> = {}, keys = dataKeys): Keyring => new Keyring({ ...owner, ...other, keys, expired: () => false });
  const row = { table: 'accounts', rowId: randomUUID(), sealVersion: 2, codecVersion: 1 };
  const sealed = sealPadded(ring(), row, Buffer.from('rent'));

  it.each<[string, () => unknown]>([
    ...sealedBodies.filter(({ table }) => table !== row.table).map(({ table }): [string, () => unknown] => [`the table ${table}`, () => openPadded(ring(), { ...row, table }, sealed)]),
    ['another column', () => ring().open({ ...row, column: 'other' }, sealed)],
    ['another row', () => openPadded(ring(), { ...row, rowId: randomUUID() }, sealed)],
    ['the seal version before', () => openPadded(ring(), { ...row, sealVersion: 1 }, sealed)],
    ['the seal version after', () => openPadded(ring(), { ...row, sealVersion: 3 }, sealed)],
    ['another codec version', () => openPadded(ring(), { ...row, codecVersion: 2 }, sealed)],
    ['a part moved over to its neighbour', () => openPadded(ring(), { ...row, table: `${row.table}s`, rowId: row.rowId.slice(1) }, sealed)],
    ['another organisation with the same key', () => openPadded(ring({ organisationId: randomUUID() }), row, sealed)],
    ['another deployment with the same key', () => openPadded(ring({ deploymentId: randomUUID() }), row, sealed)],
    ['another key of the same id', () => openPadded(ring({}, [{ ...dataKeys[0]!, key: randomBytes(32) }]), row, sealed)],
    ['the id of another key', () => openPadded(ring(), row, Buffer.concat([Uint8Array.of(0xc1, 1, 0, 0, 0, 2), sealed.subarray(6)]))],
    ['the id of another name for the same key', () => openPadded(
      ring({}, [dataKeys[0]!, { ...dataKeys[0]!, keyId: 2, active: false }]), row, Buffer.concat([Uint8Array.of(0xc1, 1, 0, 0, 0, 2), sealed.subarray(6)]))],
    ['the suite of files', () => createSegmentSealer(owner, row.rowId, dataKeys[0]!.key).open({ position: 0, last: true }, Buffer.concat([Uint8Array.of(0xc1, 2), sealed.subarray(6)]))],
  ])('opens nothing: %s', (_, open) => {
    expect(Buffer.from(openPadded(ring(), row, sealed)).toString()).toBe('rent');
    expect(refusal(open)).toBe(REFUSED);
  });

  it.each<[string, Partial<Parameters<typeof createSegmentSealer>[0]>, string | undefined, { position: number; last: boolean }]>([
    ['position', {}, undefined, { position: 2, last: false }],
    ['end', {}, undefined, { position: 1, last: true }],
    ['file', {}, randomUUID(), { position: 1, last: false }],
    ['organisation', { organisationId: randomUUID() }, undefined, { position: 1, last: false }],
    ['deployment', { deploymentId: randomUUID() }, undefined, { position: 1, last: false }],
  ])('opens no segment: another %s', (_, otherOwner, otherFile, place) => {
    const segment = createSegmentSealer(owner, row.rowId, dataKeys[0]!.key).seal({ position: 1, last: false }, Buffer.from('rent'));
    expect(refusal(() => createSegmentSealer({ ...owner, ...otherOwner }, otherFile ?? row.rowId, dataKeys[0]!.key).open(place, segment))).toBe(REFUSED);
  });
});

describeOnBothDatabases('rows that were moved by somebody who may write everything', (open) => {
  it('open at no other row, of whatever table, organisation and deployment', async () => {
    const portal = await fillPortal(await open());
    const other = await fillPortal(await open());
    const neighbour = await anotherOrganisation(portal);
    const targets = await allRows(portal);
    const sources = [...someOfEach(targets), ...neighbour, ...someOfEach(await allRows(other))];
    for (const table of sealedBodies) {
      // Values of every table are put into a row of this one, and the row's own value into another one.
      const own = targets.filter((row) => row.table === table);
      const [target] = own;
      for (const source of sources.filter((row) => row !== target)) expect(await openedAt(portal, target!, source), `${source.table.table} in ${table.table}`).toBe(REFUSED);
      if (own[1]) expect(await openedAt(portal, own[1], target!)).toBe(REFUSED);
      expect(await openedAt(portal, target!, target!)).toBe('opened');
      expect(await openedAt(portal, target!, { ...target!, sealVersion: target!.sealVersion + 1 })).toBe(REFUSED);
    }
  }, 120_000);

  it('are named by a verification of all values, and answered to a person as nothing but a failure', async () => {
    const portal = await fillPortal(await open());
    const { database, organisationId, server } = portal;
    const keys = () => server.vault.organisation(organisationId);
    const table = sealedBodies.find((candidate) => candidate.table === 'accounts')!;
    const rows = (await allRows(portal)).filter((row) => row.table === table);
    const [first, second] = rows;
    const admin = await server.signIn('admin');
    const answers = new Set<string>();
    const flipped = Uint8Array.from(first!.sealed, (byte, index) => (index === 40 ? byte ^ 1 : byte));
    for (const source of [second!, { ...first!, sealVersion: 9 }, { ...first!, sealed: flipped }, { ...first!, sealed: first!.sealed.subarray(0, 60) }]) {
      await put(portal, first!, source);
      expect(await verifyValues({ data: database.data, keys, table })).toMatchObject({ opened: rows.length - 1, unreadable: [first!.rowId] });
      const answer = await admin.send('GET', `${server.path}/accounts`);
      answers.add(`${String(answer.status)} ${(await answer.text()).replace(/"requestId":"[^"]*"/, '')}`);
    }
    await put(portal, first!, first!);
    expect(await verifyValues({ data: database.data, keys, table })).toMatchObject({ opened: rows.length, unreadable: [] });
    expect([...answers]).toEqual([expect.stringMatching(/^500 .*"code":"internal-error"/)]);
    expect((await admin.send('GET', `${server.path}/accounts`)).status).toBe(200);
  }, 60_000);

  it('are named by a verification of all files where they are segments', async () => {
    const { database, organisationId, server } = await fillPortal(await open());
    const keys = () => server.vault.organisation(organisationId);
    expect(await verifyFiles({ data: database.data, keys })).toMatchObject({ unreadable: [] });
    // The first segments of two files change places.
    await sql`
      with longest as (select import_id, position, sealed from import_segments where position = 0 order by octet_length(sealed) desc, import_id limit 2)
      update import_segments as target set sealed = source.sealed from longest as source
      where target.position = 0 and target.import_id in (select import_id from longest) and source.import_id <> target.import_id`.execute(database.owner.kysely);
    const { unreadable } = await verifyFiles({ data: database.data, keys });
    expect(unreadable).toEqual([expect.stringMatching(/\/0$/), expect.stringMatching(/\/0$/)]);
  }, 60_000);

  it('are found by the verification of the ledger where they are older ones of their own', async () => {
    const portal = await fillPortal(await open());
    const { organisationId, server } = portal;
    const client = await portal.as('admin');
    const rows = async () => (await allRows(portal)).filter((row) => ledgerBodies.includes(row.table));
    const before = await rows();
    const [account] = await client.accounts.list(organisationId).toArray();
    const [newest] = await client.transactions.list(organisationId, { accountId: account!.id }).toArray();
    await client.transactions.correct(organisationId, newest!.id, { revision: newest!.revision, amount: { amount: '6.00', currency: 'EUR' } });
    await client.imports.upload(organisationId, { accountId: account!.id, fileName: 'more.csv', bytes: new TextEncoder().encode(statement([['05.01.2026', 'Rent', '-900,00'], ['13.02.2026', 'Later', '-1,00']])) })
      .then(({ id }) => client.imports.commit(organisationId, id));
    const after = await rows();
    expect(await server.ledger.verify(organisationId)).toEqual([]);
    const found: string[] = [];
    for (const old of before) {
      const now = after.find((row) => row.table === old.table && row.rowId === old.rowId);
      if (!now || Buffer.compare(now.sealed, old.sealed) === 0 ) continue;
      await put(portal, now, old);
      const findings = await server.ledger.verify(organisationId);
      expect(findings, old.table.table).not.toEqual([]);
      found.push(old.table.table);
      await put(portal, now, now);
    }
    expect(await server.ledger.verify(organisationId)).toEqual([]);
    expect([...new Set(found)].toSorted()).toEqual(['accounts', 'ledger_chunks', 'ledger_months']);
  }, 60_000);
});

/** Two rows of each table. */
function someOfEach(rows: readonly StoredRow[]): readonly StoredRow[] {
  return sealedBodies.flatMap((table) => rows.filter((row) => row.table === table).slice(0, 2));
}

/** A second organisation of the same server, whose key has the same id. */
async function anotherOrganisation(portal: Portal): Promise<readonly StoredRow[]> {
  const { server, database } = portal;
  const organisationId = await server.access.organisations.create('Butchery');
  await server.ledger.createAccount(organisationId, { name: 'Giro', currency: 'EUR' });
  const tables = sealedBodies.filter(({ table }) => table === 'organisations' || table === 'accounts');
  return (await Promise.all(tables.map((table) => storedRows(database, organisationId, table)))).flat();
}

/** Writes a value into a row, as no part of this program would. */
async function put({ database, organisationId }: Portal, target: StoredRow, { sealed, sealVersion }: Pick<StoredRow, 'sealed' | 'sealVersion'>): Promise<void> {
  const key = Object.entries(target.key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const { numAffectedRows } = await sql`
    update ${sql.table(target.table.table)} set sealed = ${Buffer.from(sealed)}, seal_version = ${sealVersion}
    where organisation_id = ${ownerOf(target.table, organisationId)} and ${sql.join(key, sql` and `)}`.execute(database.owner.kysely);
  expect(numAffectedRows).toBe(1n);
}

/** What comes of opening a row into which the value of another was put; the row is as it was afterwards. */
async function openedAt(portal: Portal, target: StoredRow, source: StoredRow): Promise<string> {
  const { database, organisationId, server } = portal;
  await put(portal, target, source);
  const rows = await storedRows(database, ownerOf(target.table, organisationId), target.table);
  const { sealed, sealVersion } = rows.find(({ rowId }) => rowId === target.rowId)!;
  await put(portal, target, target);
  const vault = await server.vault.organisation(ownerOf(target.table, organisationId));
  const { table, codecVersion } = target.table;
  return refusal(() => openPadded(vault, { table, rowId: target.rowId, sealVersion, codecVersion }, sealed));
}

/** The key of the portal's organisation as custody has it, and what unwraps it. */
async function custodyKey({ keys, organisationId, server: { vault: { deploymentId } } }: Portal) {
  const provider = await openFileKeyProvider({ path: keys.keyFile, dataFolders: [] });
  const [key] = await (await openTestCustody(keys)).keys(organisationId);
  if (!key || !isLiving(key)) throw new Error('Custody holds no key.');
  return { provider, key, context: { deploymentId, organisationId, purpose: key.purpose as string, keyId: key.keyId } };
}
