import { type Kysely, sql } from 'kysely';
import { QUEUE_SCHEMA } from '../jobs/queue-schema.ts';
import { fromDriverError } from './errors.ts';
import { isRowSecured, securedTables } from './row-security-state.ts';

/** The role of the servers unless another one is named. */
export const DEFAULT_SERVING_ROLE = 'cash_flow_server';

/** With the rights of this connection, row-level security would hold nobody back. */
export class UnsafeRoleError extends Error {
  override readonly name = 'UnsafeRoleError';

  constructor(fault: string) {
    super(`${fault} Serve with the address of a role that owns nothing: migrate --serve-as gives it its rights (docs/operations.md).`);
  }
}

/** Some rows are not held back by row-level security. */
export class RowSecurityMissingError extends Error {
  override readonly name = 'RowSecurityMissingError';

  constructor(tables: readonly string[]) {
    super(`Row-level security is not what it should be on ${tables.join(', ')}. Run migrate with the address of the owner of the tables.`);
  }
}

interface Powers {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypasses: boolean;
  readonly owns: boolean;
  readonly administers: boolean;
  readonly creates: boolean;
}

/** In the order in which they are told. Whoever may become a role has its powers. */
const FAULTS: readonly (readonly [Exclude<keyof Powers, 'role'>, string])[] = [
  ['superuser', 'is a superuser, or may become one'],
  ['bypasses', 'has BYPASSRLS, or may become a role that has it'],
  ['owns', 'owns the tables, or may become their owner'],
  ['administers', 'may make roles, replicate the cluster, or use the files and programs of its server'],
  ['creates', 'may make tables beside ours'],
];

/**
 * Makes sure that row-level security holds for this connection, before anything is served through it.
 *
 * @throws {UnsafeRoleError} for a superuser, an owner, a role with BYPASSRLS and the like. {@link RowSecurityMissingError}
 */
export async function requireServingRole<T>(kysely: Kysely<T>): Promise<void> {
  try {
    const powers = await powersOf(kysely);
    const fault = FAULTS.find(([power]) => powers[power]);
    if (fault) throw new UnsafeRoleError(`The role ${powers.role} ${fault[1]}, so row-level security does not hold it back.`);
    const bare = (await securedTables(kysely)).filter((table) => !isRowSecured(table));
    if (bare.length > 0) throw new RowSecurityMissingError(bare.map(({ name }) => name));
  } catch (error) {
    throw fromDriverError(error);
  }
}

async function powersOf<T>(kysely: Kysely<T>): Promise<Powers> {
  // The session's own role as well: RESET ROLE brings it back.
  const { rows: [powers] } = await sql<Powers>`
    with me as (select oid from pg_roles where rolname in (current_user, session_user)),
      reach as (select r.* from pg_roles r where exists (select from me where pg_has_role(me.oid, r.oid, 'MEMBER'))),
      schemas as (select n.* from pg_namespace n where n.nspname in ('public', ${QUEUE_SCHEMA}))
    select current_user::text as role,
      exists (select from reach where rolsuper) as superuser,
      exists (select from reach where rolbypassrls) as bypasses,
      exists (select from schemas s join reach on reach.oid = s.nspowner)
        or exists (select from pg_class c join schemas s on s.oid = c.relnamespace join reach on reach.oid = c.relowner)
        or exists (select from pg_proc p join schemas s on s.oid = p.pronamespace join reach on reach.oid = p.proowner) as owns,
      exists (select from reach where rolcreaterole or rolreplication
        or rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')) as administers,
      exists (select from schemas s, reach where has_schema_privilege(reach.oid, s.oid, 'CREATE')) as creates`.execute(kysely);
  if (!powers) throw new UnsafeRoleError('The database does not tell the rights of its role.');
  return powers;
}
