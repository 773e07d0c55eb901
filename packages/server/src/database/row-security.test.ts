import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { insertFixture, type Fixture } from '../testing/fixtures.ts';
import { createEmptyPostgres, createTestDatabase, describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { migrate } from './migrate.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { ServingRoleMissingError, strayTables } from './row-security.ts';
import { isRowSecured, securedTables } from './row-security-state.ts';
import { PLATFORM } from './schema.ts';
import { requireServingRole, RowSecurityMissingError, UnsafeRoleError } from './serving-role.ts';
import { allOrganisations } from './tenant-functions.ts';

async function openPostgres(): Promise<TestDatabase> {
  const { database, remove } = await createTestDatabase('postgres');
  onTestFinished(remove);
  return database;
}

async function twoOrganisations(database: TestDatabase): Promise<readonly [Fixture, Fixture]> {
  const vault = await openTestVault(database);
  return [await insertFixture(database.data, vault), await insertFixture(database.data, vault)];
}

function addressOf({ options }: Pick<TestDatabase, 'options'>): string {
  return options.kind === 'postgres' ? options.connectionString : expect.fail('not PostgreSQL');
}

async function openAs(connectionString: string, more: { readonly poolSize?: number } = {}): Promise<OpenDatabase> {
  const database = await openDatabase({ kind: 'postgres', connectionString, ...more });
  onTestFinished(() => database.close());
  return database;
}

describeOnBothDatabases('row security', (open) => {
  it('is forced by the two policies on every table of an organisation, and all others are listed', async () => {
    const { owner } = await open();
    const tables = await securedTables(owner.kysely);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['accounts', 'key_versions', 'members', 'people', 'sessions']));
    expect(tables.filter((table) => !isRowSecured(table))).toEqual([]);
    expect(await strayTables(owner.kysely)).toEqual([]);
  });

  it('comes with functions that nobody can put something under, and that not everybody may call', async () => {
    const { owner } = await open();
    const { rows } = await sql<{ name: string; path: string | null; forAll: boolean }>`
      select p.proname as name, (select setting from unnest(p.proconfig) setting where setting like 'search_path=%') as path,
        exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as "forAll"
      from pg_proc p where p.pronamespace = 'public'::regnamespace`.execute(owner.kysely);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ path, forAll }) => path !== 'search_path=pg_catalog, pg_temp' || forAll)).toEqual([]);
    // Outside of our own schema nothing runs with the rights of its owner.
    const { rows: definers } = await sql<{ name: string }>`
      select p.oid::regproc::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`.execute(owner.kysely);
    expect(definers.map(({ name }) => name).toSorted()).toEqual(['cash_flow_logs_to_order', 'cash_flow_memberships', 'cash_flow_organisations']);
    const { rows: views } = await sql`select from pg_views where schemaname = 'public'`.execute(owner.kysely);
    expect(views).toEqual([]);
  });

  it('is put right again by the next migration, and left alone where it is right', async () => {
    const { owner, ownerOptions } = await open();
    const again = ownerOptions.kind === 'postgres' ? await openAs(ownerOptions.connectionString) : owner;
    const broken = [
      sql`alter table accounts no force row level security`, sql`alter table imports disable row level security`,
      sql`create policy more on members for select using (true)`, sql`drop policy cash_flow_organisation on people`,
      sql`alter policy cash_flow_organisation on ledger_chunks with check (true)`,
    ];
    for (const statement of broken) await statement.execute(again.kysely);
    const bare = (await securedTables(again.kysely)).filter((table) => !isRowSecured(table)).map(({ name }) => name);
    expect(bare).toEqual(['accounts', 'imports', 'ledger_chunks', 'members', 'people']);
    expect(await migrate(again.kysely)).toEqual([]);
    expect((await securedTables(again.kysely)).filter((table) => !isRowSecured(table))).toEqual([]);
  });

  it('does not replace the keys: a row refers to rows of its own organisation only', async () => {
    const database = await open();
    const [one, two] = await twoOrganisations(database);
    const mixed = database.data.inOrganisation(one.organisationId, (transaction) => sql`
      insert into ledger_months (organisation_id, account_id, id, seal_version, sealed)
      select organisation_id, ${two.accountId}, ${randomUUID()}, 1, sealed from accounts where organisation_id = ${one.organisationId}`.execute(transaction));
    await expect(mixed).rejects.toMatchObject({ code: '23503', constraint: 'ledger_months_organisation_id_account_id_fkey' });
  });
});

describe('a server on PostgreSQL', () => {
  it('sees and changes nothing of another organisation, also with statements that forgot theirs', async () => {
    const database = await openPostgres();
    const [one, two] = await twoOrganisations(database);
    const seen = await database.data.inOrganisation(one.organisationId, async (transaction) => ({
      accounts: (await sql<{ id: string }>`select id from accounts`.execute(transaction)).rows,
      members: (await sql<{ id: string }>`select person_id as id from members`.execute(transaction)).rows,
      people: (await sql`select from people`.execute(transaction)).rows.length,
      other: (await sql`select from accounts where organisation_id = ${two.organisationId}`.execute(transaction)).rows.length,
      changed: (await sql`update accounts set revision = revision + 1 where id = ${two.accountId}`.execute(transaction)).numAffectedRows,
      removed: (await sql`delete from members where organisation_id = ${two.organisationId}`.execute(transaction)).numAffectedRows,
    }));
    expect(seen).toEqual({ accounts: [{ id: one.accountId }], members: [{ id: one.personId }], people: 0, other: 0, changed: 0n, removed: 0n });
  });

  it('puts no row into another organisation, and moves none there', async () => {
    const database = await openPostgres();
    const [one, two] = await twoOrganisations(database);
    const insert = database.data.inOrganisation(one.organisationId, (transaction) => transaction.insertInto('members')
      .values({ organisation_id: two.organisationId, person_id: one.personId, role: 'admin', state: 'active', revision: 1 }).execute());
    await expect(insert).rejects.toMatchObject({ code: '42501' });
    const move = database.data.inOrganisation(one.organisationId, (transaction) =>
      sql`update members set organisation_id = ${two.organisationId} where person_id = ${one.personId}`.execute(transaction));
    await expect(move).rejects.toMatchObject({ code: '42501' });
  });

  it('sees nothing before it has named an organisation, and nothing after the transaction that did, on the same connection', async () => {
    const database = await openPostgres();
    const [one] = await twoOrganisations(database);
    const single = await openAs(addressOf(database), { poolSize: 1 });
    const all = sql<{ pid: number; rows: number; named: string | null }>`
      select pg_backend_pid() as pid, (select count(*)::int from accounts) as rows, current_setting('cash_flow.organisation', true) as named`;
    const [before] = await single.data.call(all);
    expect(before).toMatchObject({ rows: 0, named: null });
    const { rows: [within] } = await single.data.inOrganisation(one.organisationId, (transaction) => all.execute(transaction));
    expect(within).toMatchObject({ pid: before?.pid, rows: 1, named: one.organisationId });
    expect(await single.data.call(all)).toEqual([{ pid: before?.pid, rows: 0, named: '' }]);
    // Nor after one that failed, nor after the function that names organisations by itself.
    await expect(single.data.inOrganisation(one.organisationId, (transaction) => sql`select 1 / 0`.execute(transaction))).rejects.toMatchObject({ code: '22012' });
    await single.data.call(sql`select * from cash_flow_authenticate(${randomUUID()}, ${one.organisationId})`);
    expect(await single.data.call(all)).toEqual([{ pid: before?.pid, rows: 0, named: '' }]);
  });

  it('speaks for its own organisation in each transaction, whoever had the connection before: as behind a pooler in transaction mode', async () => {
    const database = await openPostgres();
    const fixtures = await twoOrganisations(database);
    // Two connections for many at once, each of which hands its connection on with its transaction.
    const few = await openAs(addressOf(database), { poolSize: 2 });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => {
      const { organisationId, accountId } = fixtures[index % 2]!;
      return few.data.inOrganisation(organisationId, async (transaction) =>
        (await sql<{ id: string }>`select id from accounts`.execute(transaction)).rows.map(({ id }) => id).join() === accountId);
    }));
    expect(answers).toEqual(answers.map(() => true));
  });

  it('gets nothing by what it sets, and has no right to change the tables', async () => {
    const database = await openPostgres();
    const [one] = await twoOrganisations(database);
    const count = await database.data.inPlatform(async (transaction) => {
      await sql`select set_config('cash_flow.maintenance', 'on', true)`.execute(transaction);
      return (await sql`select from accounts`.execute(transaction)).rows.length;
    });
    expect(count).toBe(0);
    // What looks across organisations finds ids and memberships, and leaves nothing open behind it.
    expect(await database.data.call(allOrganisations())).toHaveLength(2);
    for (const statement of [
      'TRUNCATE accounts', 'ALTER TABLE accounts DISABLE ROW LEVEL SECURITY', 'DROP POLICY cash_flow_organisation ON accounts', 'CREATE TABLE mine (id integer)', 'DROP TABLE members',
      'CREATE TABLE cash_flow_jobs.mine (id integer)', 'TRUNCATE cash_flow_jobs.job', 'UPDATE deployment SET singleton = true', 'SELECT FROM kysely_migration', 'SET ROLE cash_flow_owner',
      'SET session_replication_role = replica', 'CREATE TRIGGER t BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()', 'SET row_security = off; SELECT FROM accounts',
      'CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$', `ALTER FUNCTION cash_flow_organisations() RESET ALL`,
    ]) {
      await expect(database.data.inOrganisation(one.organisationId, (transaction) => sql.raw(`DO $do$ BEGIN EXECUTE $sql$${statement}$sql$; END $do$`).execute(transaction)), statement)
        .rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('who may serve', () => {
  it('is the role that migrate gave its rights, and no superuser, owner, or role with BYPASSRLS', async () => {
    const database = await openPostgres();
    await requireServingRole(database.kysely);
    const { superuser } = await createEmptyPostgres().then((empty) => { onTestFinished(empty.remove); return empty; });
    const name = new URL(addressOf(database)).pathname;
    const admin = await openAs(Object.assign(new URL(superuser), { pathname: name }).href);
    await expect(requireServingRole(admin.kysely)).rejects.toThrow('The role postgres is a superuser');
    const ofOwner = database.ownerOptions.kind === 'postgres' ? database.ownerOptions.connectionString : '';
    const owner = await openAs(ofOwner);
    await expect(requireServingRole(owner.kysely)).rejects.toThrow('The role cash_flow_owner owns the tables');

    const role = `test_${randomUUID().replaceAll('-', '')}`;
    const withRole = async (rights: string, expected: string): Promise<void> => {
      await sql.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'x' ${rights}`).execute(admin.kysely);
      const other = await openDatabase({ kind: 'postgres', connectionString: Object.assign(new URL(ofOwner), { username: role, password: 'x' }).href });
      try {
        const refusal: unknown = await requireServingRole(other.kysely).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(UnsafeRoleError);
        expect((refusal as Error).message).toContain(expected);
      } finally {
        await other.close();
        await sql.raw(`DROP ROLE ${role}`).execute(admin.kysely);
      }
    };
    await withRole('BYPASSRLS', 'has BYPASSRLS');
    await withRole('IN ROLE cash_flow_owner NOINHERIT', 'owns the tables, or may become their owner');
    await withRole('CREATEROLE', 'may make roles');
    await withRole('IN ROLE pg_write_server_files', 'files and programs');
  });

  it('is nobody where a table is open', async () => {
    const database = await openPostgres();
    await sql`alter table accounts no force row level security`.execute(database.owner.kysely);
    await expect(requireServingRole(database.kysely)).rejects.toThrow(RowSecurityMissingError);
    await expect(requireServingRole(database.kysely)).rejects.toThrow('on accounts. Run migrate');
  });

  it('must be there before anything is migrated', async () => {
    const { connectionString, remove } = await createEmptyPostgres();
    onTestFinished(remove);
    const database = await openAs(connectionString);
    const refused = migrate(database.kysely, { servingRole: 'nobody' });
    await expect(refused).rejects.toThrow(ServingRoleMissingError);
    await expect(refused).rejects.toThrow("CREATE ROLE nobody LOGIN PASSWORD '...' NOSUPERUSER NOBYPASSRLS");
    const client = new Client({ connectionString });
    await client.connect();
    try {
      expect((await client.query(`select from pg_tables where schemaname = 'public'`)).rowCount).toBe(0);
    } finally {
      await client.end();
    }
  });

  it('sees people only as the platform', async () => {
    const database = await openPostgres();
    await twoOrganisations(database);
    const people = await database.data.inPlatform(async (transaction) => (await sql<{ organisation_id: string }>`select organisation_id from people`.execute(transaction)).rows);
    expect(people.map((row) => row.organisation_id)).toEqual([PLATFORM, PLATFORM]);
  });
});
