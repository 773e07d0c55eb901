import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { insertFixture } from '../testing/fixtures.ts';
import { createEmptyPostgres, describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { sealBody } from '../vault/sealed-row.ts';
import { QUEUE_SCHEMA_VERSION } from '../jobs/queue-schema.ts';
import { DatabaseTooNewError } from './errors.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';
import { type Database, PLATFORM, sealedTables } from './schema.ts';

interface Key {
  readonly table: string;
  readonly kind: 'p' | 'f' | 'u';
  readonly columns: readonly string[];
}

async function keysOf({ owner: { kysely } }: TestDatabase): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    select c.conrelid::regclass::text as table, c.contype::text as kind,
      (select array_agg(a.attname::text order by n) from unnest(c.conkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where t.relnamespace = 'public'::regnamespace and c.contype in ('p', 'f', 'u') and t.relname not like 'kysely_%'
    order by 1, 2, 3`.execute(kysely);
  return rows;
}

/** Every table of the schema once. */
const typed: Readonly<Record<keyof Database, true>> = {
  identities: true, platforms: true, platform_keys: true, launch_tokens: true,
  deployment: true, key_versions: true, organisations: true, people: true, members: true, sessions: true, throttles: true, session_details: true, pending_sign_ins: true, factors: true, passkey_challenges: true, accounts: true, imports: true,
  import_segments: true, ledger_months: true, ledger_chunks: true, ledger_attestations: true, ledger_forwards: true, idempotency_records: true, pending_changes: true,
  mails: true, invitations: true, password_resets: true, identity_providers: true, audit_entries: true, audit_details: true, audit_logs: true, audit_checkpoints: true,
};

describeOnBothDatabases('the tables', (open) => {
  it('have keys and references that begin with the organisation', async () => {
    const keys = await keysOf(await open());
    expect(keys.filter(({ kind }) => kind === 'p')).toHaveLength(Object.keys(typed).length);
    const others = keys.filter(({ columns }) => columns[0] !== 'organisation_id').toSorted((a, b) => (a.table < b.table ? -1 : 1));
    expect(others).toEqual([
      { table: 'deployment', kind: 'p', columns: ['singleton'] },
      // To a person, who stands outside any organisation.
      { table: 'members', kind: 'f', columns: ['platform_id', 'person_id'] },
      // To the organisation in which a session of a partner's page may act: the session itself stands outside.
      { table: 'sessions', kind: 'f', columns: ['bound_organisation_id'] },
    ]);
  });

  it('are those that the types name', async () => {
    const { owner: { kysely } } = await open();
    const tables = (await kysely.introspection.getTables()).filter(({ schema }) => schema === 'public').map(({ name }) => name).filter((name) => !name.startsWith('kysely_'));
    expect(tables.toSorted()).toEqual(Object.keys(typed).toSorted());
  });

  it('with a sealed body have its key id, a reference to the key, and an index on it', async () => {
    const database = await open();
    const keys = await keysOf(database);
    const sealed = (await database.owner.kysely.introspection.getTables()).filter(({ columns }) => columns.some(({ name }) => name === 'key_id') && columns.some(({ name }) => name === 'sealed'));
    expect(sealed.map(({ name }) => name).toSorted()).toEqual([...sealedTables].toSorted());
    for (const { name } of sealed) expect(keys).toContainEqual({ table: name, kind: 'f', columns: ['organisation_id', 'key_id'] });
    const { rows } = await sql<{ table: string }>`select tablename as table from pg_indexes where indexname like '%_by_key' and indexdef like '%(organisation_id, key_id)' and schemaname = 'public'`.execute(database.owner.kysely);
    expect(rows.map(({ table }) => table).toSorted()).toEqual([...sealedTables].toSorted());
  });

  it('are made once, however often and by however many servers at once', async () => {
    const { owner: { kysely } } = await open();
    expect(await Promise.all([migrate(kysely), migrate(kysely)])).toEqual([[], []]);
  });

  it('are not touched when a newer version of the program has made them', async () => {
    const { owner: { kysely } } = await open();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-newer', '2030-01-01')`.execute(kysely);
    try {
      await expect(migrate(kysely)).rejects.toThrow(DatabaseTooNewError);
    } finally {
      await sql`delete from kysely_migration where name = '9999-newer'`.execute(kysely);
    }
  });
});

describe('an empty PostgreSQL', () => {
  it('gets its tables once when several servers start at once', async () => {
    const { connectionString, remove } = await createEmptyPostgres();
    onTestFinished(remove);
    const servers = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ kind: 'postgres', connectionString })));
    try {
      const ran = await Promise.all(servers.map(({ kysely }) => migrate(kysely)));
      // Which server makes the queue, and when, is open.
      expect(ran.flat().toSorted()).toEqual([...Object.keys(migrations), `job-queue-${String(QUEUE_SCHEMA_VERSION)}`].toSorted());
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  });
});

describeOnBothDatabases('a sealed column', (open) => {
  const organisationId = randomUUID();
  const insert = (database: TestDatabase, sealed: Uint8Array) =>
    database.data.inOrganisation(organisationId, (transaction) =>
      transaction.insertInto('organisations').values({ organisation_id: organisationId, revision: 1, seal_version: 1, sealed }).execute(),
    );

  it.each([
    ['plaintext', Buffer.from('Miller and daughters, 12 Mill Lane, cash book of the year')],
    ['JSON', Buffer.from(JSON.stringify({ name: 'Miller and daughters, 12 Mill Lane, cash book' }))],
    ['nothing', new Uint8Array(0)],
    ['a header alone', new Uint8Array([0xc1, 1, 0, 0, 0, 1])],
    ['the magic byte with plaintext behind', Buffer.concat([Uint8Array.of(0xc1), Buffer.from('Miller and daughters, 12 Mill Lane, cash book of the year')])],
    ['another suite', Buffer.concat([Uint8Array.of(0xc1, 2, 0, 0, 0, 1), randomBytes(64)])],
    ['a value without room for its tag', Buffer.concat([Uint8Array.of(0xc1, 1, 0, 0, 0, 1), randomBytes(39)])],
  ])('refuses %s', async (_, bytes) => {
    await expect(insert(await open(), bytes)).rejects.toMatchObject({ code: '23514', constraint: 'organisations_sealed_check' });
  });

  it('refuses a value under a key that the organisation does not have', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    await vault.organisation(organisationId);
    await expect(insert(database, Buffer.concat([Uint8Array.of(0xc1, 1, 0xff, 0, 0, 1), randomBytes(64)]))).rejects.toMatchObject({ code: '23503' });
  });

  it('refuses a value under the key of another organisation', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const foreign = await vault.organisation(randomUUID());
    const sealed = sealBody(foreign, { table: 'organisations', rowId: organisationId, sealVersion: 1, codecVersion: 1 }, {});
    await expect(insert(database, sealed)).rejects.toMatchObject({ code: '23503' });
  });

  it('shows in key_id what stands in the header', async () => {
    const database = await open();
    const { organisationId: id } = await insertFixture(database.data, await openTestVault(database));
    const row = await database.data.inOrganisation(id, (transaction) => transaction.selectFrom('accounts').select(['sealed', 'key_id']).where('organisation_id', '=', id).executeTakeFirstOrThrow());
    expect(row.key_id).toBe(String(Buffer.from(row.sealed).readUInt32BE(2)));
  });

  it('keeps a key from being taken away as long as a value needs it', async () => {
    const database = await open();
    const { organisationId: id } = await insertFixture(database.data, await openTestVault(database));
    await expect(
      database.data.inOrganisation(id, (transaction) => transaction.deleteFrom('key_versions').where('organisation_id', '=', id).execute()),
    ).rejects.toMatchObject({ code: '23503' });
  });

  it('of a file segment takes segments only', async () => {
    const database = await open();
    const segment = (sealed: Uint8Array) =>
      database.data.inOrganisation(organisationId, (transaction) =>
        transaction.insertInto('import_segments').values({ organisation_id: organisationId, import_id: randomUUID(), position: 0, sealed }).execute(),
      );
    await expect(segment(Buffer.from('date;text;amount\n2026-01-01;rent;-1200.00\n2026-01-02;sale;12.00'))).rejects.toMatchObject({ code: '23514' });
    await expect(segment(Buffer.concat([Uint8Array.of(0xc1, 1), randomBytes(64)]))).rejects.toMatchObject({ code: '23514' });
    await expect(segment(Buffer.concat([Uint8Array.of(0xc1, 2), randomBytes(65_577)]))).rejects.toMatchObject({ code: '23514' });
    await expect(segment(Buffer.concat([Uint8Array.of(0xc1, 2), randomBytes(64)]))).rejects.toMatchObject({ code: '23503' });
  });
});

describeOnBothDatabases('the references', (open) => {
  it('never lead from one organisation into another', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const [ours, theirs] = [await insertFixture(database.data, vault), await insertFixture(database.data, vault)];
    const keys = await vault.organisation(ours.organisationId);
    const body = (table: string, rowId: string) => ({ seal_version: 1, sealed: sealBody(keys, { table, rowId, sealVersion: 1, codecVersion: 1 }, {}) });
    const id = randomUUID();
    const importInto = (accountId: string, personId: string) =>
      database.data.inOrganisation(ours.organisationId, (transaction) =>
        transaction.insertInto('imports').values({
          organisation_id: ours.organisationId, id, account_id: accountId, person_id: personId, state: 'receiving', received_bytes: 0,
          created_at: new Date(), revision: 1, ...body('imports', id),
        }).execute(),
      );
    await expect(importInto(theirs.accountId, ours.personId)).rejects.toMatchObject({ code: '23503' });
    await expect(importInto(ours.accountId, theirs.personId)).rejects.toMatchObject({ code: '23503' });
    await importInto(ours.accountId, ours.personId);
    await expect(
      database.data.inOrganisation(ours.organisationId, (transaction) =>
        transaction.insertInto('ledger_chunks').values({ organisation_id: ours.organisationId, account_id: theirs.accountId, id, import_id: null, ...body('ledger_chunks', id) }).execute(),
      ),
    ).rejects.toMatchObject({ code: '23503' });
  });

  it('let one key of a purpose be active at a time', async () => {
    const { data } = await open();
    const insert = (key_id: number) =>
      data.inPlatform((transaction) =>
        transaction.insertInto('key_versions').values({ organisation_id: PLATFORM, key_id, purpose: 'data', state: 'active', created_at: new Date(), activated_at: new Date() }).execute(),
      );
    await insert(1);
    await expect(insert(2)).rejects.toMatchObject({ code: '23505', constraint: 'key_versions_one_active' });
  });
});
