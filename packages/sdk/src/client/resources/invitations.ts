import type { BodyOf, Invitation, InvitationOffer, Membership, NewInvitation } from '../../contract/index.ts';
import { paged, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions, CreateOptions } from '../types.ts';

/** Invitations, for those who send them and for those who get them. */
export class InvitationsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Those that nobody has accepted yet, the newest first. */
  list(organisationId: string, options?: CallOptions): Paged<Invitation> {
    return paged(() => this.#transport.call('listInvitations', { params: { organisationId } }, options));
  }

  /** Sends an invitation. @throws {ConflictError} `already-member`, `already-invited`. */
  create(organisationId: string, body: NewInvitation, options?: CreateOptions): Promise<Invitation> {
    return this.#transport.call('createInvitation', { params: { organisationId }, body }, options);
  }

  /** Sends it once more; the older link ends. */
  resend(organisationId: string, invitationId: string, options?: CallOptions): Promise<Invitation> {
    return this.#transport.call('resendInvitation', { params: { organisationId, invitationId } }, options);
  }

  /** Takes it back. */
  async revoke(organisationId: string, invitationId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('revokeInvitation', { params: { organisationId, invitationId } }, options);
  }

  /** What the link of a mail offers; `token` stands in its fragment. @throws {InvalidRequestError} `link-not-valid`. */
  read(token: string, options?: CallOptions): Promise<InvitationOffer> {
    return this.#transport.call('readInvitation', { body: { token } }, options);
  }

  /** Accepts as somebody who is not signed in. It signs nobody in. @throws {InvalidRequestError} `link-not-valid`, `password-refused`. */
  async accept(body: BodyOf<'acceptInvitation'>, options?: CallOptions): Promise<void> {
    await this.#transport.call('acceptInvitation', { body }, options);
  }

  /** Accepts as the person who is signed in. @throws {NotAllowedError} `invitation-of-another`. */
  async join(token: string, options?: CallOptions): Promise<Membership> {
    return (await this.#transport.call('joinByInvitation', { body: { token } }, options)).membership;
  }
}
