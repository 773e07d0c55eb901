import type { Role } from '@cashflowsmart/sdk/contract';

/** Whom a valid session belongs to, and what that person is in the organisation that was asked for. */
export interface Authenticated {
  readonly personId: string;
  readonly sessionId: string;
  /** Whether they have shown who they are just now, as sensitive operations ask for. */
  readonly steppedUp: boolean;
  /** null: not a member, whether the organisation exists or not. */
  readonly membership: { readonly role: Role; readonly state: 'active' | 'disabled' | 'removed' } | null;
}

export interface AuthenticateOptions {
  /** Does not count as activity: an open page alone keeps no session alive. */
  readonly silent?: boolean;
}

/** Who stands behind a request. */
export interface SessionGate {
  /**
   * One query for session, person and membership in `organisationId`.
   * @throws {ProblemError} `not-authenticated`, or `session-expired` where the session is known and has ended.
   */
  authenticate(cookieHeader: string | undefined, organisationId: string | null, options?: AuthenticateOptions): Promise<Authenticated>;
}
