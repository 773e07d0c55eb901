import type { Member, Organisation, UpdateOrganisation } from '../../contract/index.ts';
import { paged, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

export class OrganisationsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The organisation and one's own role in it. */
  read(organisationId: string, options?: CallOptions): Promise<Organisation> {
    return this.#transport.call('readOrganisation', { params: { organisationId } }, options);
  }

  /** Renames it, or says whether a second person approves. @throws {ConflictError} `changed-meanwhile` where `revision` is not the latest. */
  update(organisationId: string, body: UpdateOrganisation, options?: CallOptions): Promise<Organisation> {
    return this.#transport.call('updateOrganisation', { params: { organisationId }, body }, options);
  }

  /** The people of the organisation and their roles. */
  members(organisationId: string, options?: CallOptions): Paged<Member> {
    return paged(() => this.#transport.call('listMembers', { params: { organisationId } }, options));
  }
}
