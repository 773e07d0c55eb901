import type { Member, Membership, Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import { membershipsOf } from '../database/tenant-functions.ts';
import { ProblemError } from '../http/problem-error.ts';
import { KeyDestroyedError } from '../vault/index.ts';
import { Events } from '../events/notice.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';

/** A member's row before and after a change. */
export interface MemberChange {
  readonly personId: string;
  readonly before: { readonly role: Role; readonly state: MemberState };
  readonly after: { readonly role: Role; readonly state: MemberState };
}

/** `removed`: nobody any more, but what they brought in refers to them. */
export type MemberState = 'active' | 'disabled' | 'removed';

/** Runs in the transaction that changes. */
type WhenChanged = (transaction: Transaction<Database>, change: MemberChange) => Promise<void>;

/** People in the roles that they have in organisations. */
export class Members {
  readonly #data: DataAccess;
  readonly #people: People;
  readonly #organisations: Organisations;

  constructor(options: { readonly data: DataAccess; readonly people: People; readonly organisations: Organisations }) {
    this.#data = options.data;
    this.#people = options.people;
    this.#organisations = options.organisations;
  }

  /** Makes a person a member. A person has one role in an organisation. */
  async add(organisationId: string, personId: string, role: Role): Promise<void> {
    await this.#data.inOrganisation(organisationId, (transaction) => insert(transaction, organisationId, personId, role));
  }

  /**
   * Takes in whoever was invited: a new member, or one who was removed and is asked back. An active member keeps the role that they
   * have, and a disabled one stays out: an old invitation changes nothing.
   * @returns the role that they have then.
   * @throws {ProblemError} `link-not-valid` where they are disabled.
   */
  async join(transaction: Transaction<Database>, organisationId: string, personId: string, role: Role): Promise<Role> {
    await lockMembers(transaction, organisationId);
    const row = await rowOf(transaction, organisationId, personId);
    if (!row) await insert(transaction, organisationId, personId, role);
    else if (row.state === 'active') return row.role;
    else if (row.state === 'disabled') throw new ProblemError('link-not-valid');
    else await update(transaction, organisationId, personId, { role, state: 'active', revision: row.revision + 1 });
    return role;
  }

  /** By name; without those who were removed. */
  async list(organisationId: string): Promise<readonly Member[]> {
    const rows = await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('members').select(['person_id', 'role', 'state', 'revision']).where('organisation_id', '=', organisationId).where('state', '<>', 'removed').execute());
    const people = new Map((await this.#people.read(rows.map((row) => row.person_id))).map((person) => [person.id, person]));
    return rows
      .flatMap(({ person_id: personId, role, state, revision }) => {
        const person = people.get(personId);
        return person && state !== 'removed' ? [{ personId, name: person.name, email: person.email, role, state, revision }] : [];
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  /**
   * Gives a member another role or state, or takes them out. All changes of one organisation's members come one after the other, so that
   * of two last administrators who take the role from each other at once the second one is refused.
   *
   * @param by who changes: still an active administrator when it is their turn.
   * @throws {ProblemError} `not-found`, `changed-meanwhile`, `last-admin`; `not-allowed` where `by` is no administrator any more.
   */
  async change(organisationId: string, by: string, personId: string, wanted: { readonly revision: number; readonly role?: Role | undefined; readonly state?: MemberState | undefined }, whenChanged: WhenChanged): Promise<void> {
    await this.#data.inOrganisation(organisationId, async (transaction) => {
      await lockMembers(transaction, organisationId);
      const actor = await rowOf(transaction, organisationId, by);
      if (actor?.state !== 'active' || actor.role !== 'admin') throw new ProblemError('not-allowed');
      const row = await rowOf(transaction, organisationId, personId);
      if (!row || row.state === 'removed') throw new ProblemError('not-found');
      if (row.revision !== wanted.revision) throw new ProblemError('changed-meanwhile');
      const after = { role: wanted.role ?? row.role, state: wanted.state ?? row.state };
      const wasAdmin = row.role === 'admin' && row.state === 'active';
      if (wasAdmin && !(after.role === 'admin' && after.state === 'active') && await activeAdmins(transaction, organisationId) === 1) throw new ProblemError('last-admin');
      await update(transaction, organisationId, personId, { ...after, revision: row.revision + 1 });
      await whenChanged(transaction, { personId, before: { role: row.role, state: row.state }, after });
    });
  }

  /** One of them, as `list` shows them. @throws {ProblemError} `not-found`. */
  async read(organisationId: string, personId: string): Promise<Member> {
    const [person] = await this.#people.read([personId]);
    const row = await this.#data.inOrganisation(organisationId, (transaction) => rowOf(transaction, organisationId, personId));
    if (!person || !row || row.state === 'removed') throw new ProblemError('not-found');
    return { personId, name: person.name, email: person.email, role: row.role, state: row.state, revision: row.revision };
  }

  /** Where a person is an active member, by the organisation's name. */
  async membershipsOf(personId: string): Promise<readonly Membership[]> {
    const rows = (await this.#data.call(membershipsOf(personId))).filter(({ state }) => state === 'active');
    const memberships: Membership[] = [];
    for (const { organisation_id: organisationId, role } of rows) {
      try {
        memberships.push({ organisationId, organisationName: await this.#organisations.name(organisationId), role });
      } catch (error) {
        // Of an organisation whose keys were destroyed nothing can be shown; the others can.
        if (!(error instanceof KeyDestroyedError)) throw error;
      }
    }
    return memberships.sort((a, b) => a.organisationName.localeCompare(b.organisationName, 'en'));
  }
}

/** Makes whoever else changes the members of the organisation wait until the transaction ends. */
export async function lockMembers(transaction: Transaction<Database>, organisationId: string): Promise<void> {
  await transaction.selectFrom('organisations').select('organisation_id').where('organisation_id', '=', organisationId).forNoKeyUpdate().execute();
}

async function insert(transaction: Transaction<Database>, organisationId: string, personId: string, role: Role): Promise<void> {
  await Events.publish(transaction, organisationId, { kind: 'members' });
  await transaction.insertInto('members').values({ organisation_id: organisationId, person_id: personId, role, state: 'active', revision: 1 }).execute();
}

async function update(transaction: Transaction<Database>, organisationId: string, personId: string, values: { readonly role: Role; readonly state: MemberState; readonly revision: number }): Promise<void> {
  await Events.publish(transaction, organisationId, { kind: 'members' });
  await transaction.updateTable('members').set(values).where('organisation_id', '=', organisationId).where('person_id', '=', personId).execute();
}

function rowOf(transaction: Transaction<Database>, organisationId: string, personId: string): Promise<{ readonly role: Role; readonly state: MemberState; readonly revision: number } | undefined> {
  return transaction.selectFrom('members').select(['role', 'state', 'revision']).where('organisation_id', '=', organisationId).where('person_id', '=', personId).executeTakeFirst();
}

async function activeAdmins(transaction: Transaction<Database>, organisationId: string): Promise<number> {
  const { admins } = await transaction.selectFrom('members').select(({ fn }) => fn.countAll<string>().as('admins'))
    .where('organisation_id', '=', organisationId).where('role', '=', 'admin').where('state', '=', 'active').executeTakeFirstOrThrow();
  return Number(admins);
}
