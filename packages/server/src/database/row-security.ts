import { type Kysely, sql, type Transaction } from 'kysely';
import { QUEUE_SCHEMA } from '../jobs/queue-schema.ts';
import { isRowSecured, ORGANISATION_POLICY, ORGANISATION_RULE, OWNER_POLICY, OWNER_RULE, securedTables, type SecuredTable } from './row-security-state.ts';

/** The tables outside any organisation, with what a server may do there. All others have an `organisation_id`. */
export const UNSCOPED_TABLES: Readonly<Record<string, string>> = { deployment: 'SELECT, INSERT' };

/** What a server may do with the rows of its organisation: no TRUNCATE, which no policy holds back, no REFERENCES, no TRIGGER. */
const ROWS = 'SELECT, INSERT, UPDATE, DELETE';

/** The role to whom the rights of a server are to be given is not there. */
export class ServingRoleMissingError extends Error {
  override readonly name = 'ServingRoleMissingError';

  constructor(role: string) {
    super(`There is no role ${role} for the servers. Make it, then run migrate again; nothing was changed.\n\n  CREATE ROLE ${quoted(role)} LOGIN PASSWORD '...' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;\n`);
  }
}

/** @throws {ServingRoleMissingError} */
export async function requireRole<T>(kysely: Kysely<T>, role: string): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(kysely);
  if (rows.length === 0) throw new ServingRoleMissingError(role);
}

/**
 * Brings row-level security up to date after the migrations, as often as one likes: every table with an `organisation_id` shows and takes only the rows of
 * the organisation that the transaction names (`cash_flow.organisation`), also to its owner, who sees all of them only after `cash_flow.maintenance` was
 * set. What is as it should be is not touched, so running servers do not wait.
 *
 * @param servingRole is given the rights of a server and loses all others; undefined where the database has no roles of ours.
 */
export async function secureRows<T>(kysely: Kysely<T>, servingRole?: string): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('cash_flow_row_security', 0))`.execute(transaction);
    const tables = await securedTables(transaction);
    for (const table of tables) if (!isRowSecured(table)) await secure(transaction, table);
    await closeFunctions(transaction);
    if (servingRole !== undefined) await grant(transaction, servingRole, tables.map(({ name }) => name));
  });
}

async function secure<T>(transaction: Transaction<T>, { name, owner, policies }: SecuredTable): Promise<void> {
  const table = sql.table(`public.${name}`);
  for (const policy of policies) await sql`drop policy ${sql.id(policy.name)} on ${table}`.execute(transaction);
  await sql`create policy ${sql.id(ORGANISATION_POLICY)} on ${table} for all to public using ${sql.raw(ORGANISATION_RULE)} with check ${sql.raw(ORGANISATION_RULE)}`.execute(transaction);
  // Of the owner alone, so that what a server sets opens nothing for it.
  await sql`create policy ${sql.id(OWNER_POLICY)} on ${table} for all to ${sql.id(owner)} using ${sql.raw(OWNER_RULE)} with check ${sql.raw(OWNER_RULE)}`.execute(transaction);
  await sql`alter table ${table} enable row level security, force row level security`.execute(transaction);
}

/** Nothing that a caller could put before them is found in place of what functions of ours name, and nobody calls them but who is told below. */
async function closeFunctions<T>(transaction: Transaction<T>): Promise<void> {
  const { rows } = await sql<{ signature: string }>`
    select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname like 'cash\\_flow\\_%' and (
      not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
      or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0))`.execute(transaction);
  for (const { signature } of rows) {
    await sql`alter function ${sql.raw(signature)} set search_path = pg_catalog, pg_temp`.execute(transaction);
    await sql`revoke all on function ${sql.raw(signature)} from public`.execute(transaction);
  }
}

async function grant<T>(transaction: Transaction<T>, servingRole: string, scoped: readonly string[]): Promise<void> {
  const role = sql.id(servingRole);
  const queue = sql.id(QUEUE_SCHEMA);
  for (const schema of [sql.id('public'), queue]) {
    await sql`revoke all on all tables in schema ${schema} from ${role}`.execute(transaction);
    await sql`grant usage on schema ${schema} to ${role}`.execute(transaction);
  }
  // Where whoever connects may make tables, a server could, too.
  await sql`do $$ begin if has_schema_privilege('public', 'public', 'CREATE') then revoke create on schema public from public; end if; end $$`.execute(transaction);
  for (const name of scoped) await sql`grant ${sql.raw(ROWS)} on ${sql.table(`public.${name}`)} to ${role}`.execute(transaction);
  for (const [name, rights] of Object.entries(UNSCOPED_TABLES)) await sql`grant ${sql.raw(rights)} on ${sql.table(`public.${name}`)} to ${role}`.execute(transaction);
  await sql`grant ${sql.raw(ROWS)} on all tables in schema ${queue} to ${role}`.execute(transaction);
  await sql`grant execute on all functions in schema ${queue} to ${role}`.execute(transaction);
  const { rows } = await sql<{ signature: string }>`
    select oid::regprocedure::text as signature from pg_proc where pronamespace = 'public'::regnamespace and proname like 'cash\\_flow\\_%'`.execute(transaction);
  for (const { signature } of rows) await sql`grant execute on function ${sql.raw(signature)} to ${role}`.execute(transaction);
}

/** Tables of ours that are neither an organisation's nor among those that may be outside of one. */
export async function strayTables<T>(kysely: Kysely<T>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname not like 'kysely\\_%'
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)`.execute(kysely);
  return rows.map(({ name }) => name).filter((name) => !Object.hasOwn(UNSCOPED_TABLES, name));
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
