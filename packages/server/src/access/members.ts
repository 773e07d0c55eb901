import type { Member, Membership, Role } from '@cashflowsmart/sdk/contract';
import type { DataAccess } from '../database/data-access.ts';
import { membershipsOf } from '../database/tenant-functions.ts';
import { KeyDestroyedError } from '../vault/index.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';

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
    await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.insertInto('members').values({ organisation_id: organisationId, person_id: personId, role, state: 'active', revision: 1 }).execute());
  }

  /** By name. */
  async list(organisationId: string): Promise<readonly Member[]> {
    const rows = await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('members').select(['person_id', 'role', 'state']).where('organisation_id', '=', organisationId).execute());
    const people = new Map((await this.#people.read(rows.map((row) => row.person_id))).map((person) => [person.id, person]));
    return rows
      .flatMap(({ person_id: personId, role, state }) => {
        const person = people.get(personId);
        return person ? [{ personId, name: person.name, email: person.email, role, state }] : [];
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
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
