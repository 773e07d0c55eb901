import type { Role } from '@cashflowsmart/sdk/contract';
import type { EmbedSession, PlatformCaller } from './handler.ts';

/** Whom a valid session belongs to, and what that person is in the organisation that was asked for. */
export interface Authenticated {
  readonly personId: string;
  readonly sessionId: string;
  /** Whether they have shown who they are just now, as sensitive operations ask for. */
  readonly steppedUp: boolean;
  /** null: not a member, whether the organisation exists or not. */
  readonly membership: { readonly role: Role; readonly state: 'active' | 'disabled' | 'removed' } | null;
  /** Absent: the person signed in on a page of our own. `role`: what the session may be at most. */
  readonly embed?: EmbedSession & { readonly role: Role };
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

/** Which platform stands behind a request. */
export interface PlatformGate {
  /**
   * @param authorization the `Authorization` header, `Bearer` with an API key.
   * @throws {ProblemError} `not-authenticated` for whatever is no living key of a living platform.
   */
  authenticatePlatform(authorization: string | undefined): Promise<PlatformCaller>;
}
