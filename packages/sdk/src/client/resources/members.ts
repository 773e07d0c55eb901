import type { ChangeMember, Member } from '../../contract/index.ts';
import { paged, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

export class MembersResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The people of the organisation and their roles, by name. */
  list(organisationId: string, options?: CallOptions): Paged<Member> {
    return paged(() => this.#transport.call('listMembers', { params: { organisationId } }, options));
  }

  /** Another role, or out of and back into use, for a member as they were at `revision`. @throws {ConflictError} `changed-meanwhile`, `last-admin`. */
  change(organisationId: string, personId: string, body: ChangeMember, options?: CallOptions): Promise<Member> {
    return this.#transport.call('changeMember', { params: { organisationId, personId }, body }, options);
  }

  /** Takes a member out of the organisation. @throws {ConflictError} `changed-meanwhile`, `last-admin`. */
  async remove(organisationId: string, personId: string, revision: number, options?: CallOptions): Promise<void> {
    await this.#transport.call('removeMember', { params: { organisationId, personId }, query: { revision } }, options);
  }

  /** Signs a member out everywhere. */
  async endSessions(organisationId: string, personId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('endMemberSessions', { params: { organisationId, personId } }, options);
  }

  /** Sends a member a link with which they choose a new password. */
  async resetPassword(organisationId: string, personId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('resetMemberPassword', { params: { organisationId, personId } }, options);
  }
}
