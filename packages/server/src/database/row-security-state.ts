import { type Kysely, sql } from 'kysely';

export const ORGANISATION_POLICY = 'cash_flow_organisation';
/** After a transaction the setting is empty, not gone: neither of the two is any organisation. */
export const ORGANISATION_RULE = `(organisation_id = nullif(current_setting('cash_flow.organisation', true), '')::uuid)`;

export const OWNER_POLICY = 'cash_flow_maintenance';
export const OWNER_RULE = `(current_setting('cash_flow.maintenance', true) = 'on')`;

/** The same two as PostgreSQL prints them. */
const PRINTED: Readonly<Record<string, string>> = {
  [ORGANISATION_POLICY]: `(organisation_id = (NULLIF(current_setting('cash_flow.organisation'::text, true), ''::text))::uuid)`,
  [OWNER_POLICY]: `(current_setting('cash_flow.maintenance'::text, true) = 'on'::text)`,
};

interface Policy {
  readonly name: string;
  readonly permissive: boolean;
  /** `*`: every command. */
  readonly command: string;
  /** `public` for whoever it is. */
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

/** A table with an `organisation_id`, as the catalogue has it. */
export interface SecuredTable {
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: readonly Policy[];
}

/** Every table of ours with an `organisation_id`. */
export async function securedTables<T>(kysely: Kysely<T>): Promise<readonly SecuredTable[]> {
  const { rows } = await sql<SecuredTable>`
    select c.relname::text as name, pg_get_userbyid(c.relowner)::text as owner, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, coalesce((
      select json_agg(json_build_object(
        'name', p.polname, 'permissive', p.polpermissive, 'command', p.polcmd,
        'roles', (select json_agg(case when role = 0 then 'public' else pg_get_userbyid(role) end) from unnest(p.polroles) as role),
        'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname)
      from pg_policy p where p.polrelid = c.oid), '[]') as policies
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)
    order by c.relname`.execute(kysely);
  return rows;
}

/** Whether row security is forced, by the two policies of ours and no other. */
export function isRowSecured({ owner, enabled, forced, policies }: SecuredTable): boolean {
  const [maintenance, organisation, ...others] = policies;
  return enabled && forced && others.length === 0
    && isOurs(maintenance, OWNER_POLICY, owner) && isOurs(organisation, ORGANISATION_POLICY, 'public');
}

function isOurs(policy: Policy | undefined, name: string, role: string): boolean {
  return policy !== undefined && policy.name === name && policy.permissive && policy.command === '*' && policy.roles.join() === role
    && policy.using === PRINTED[name] && policy.check === PRINTED[name];
}
