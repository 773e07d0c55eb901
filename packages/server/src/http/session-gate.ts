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
  /** Absent: the person signed in on a page of our own. */
  readonly embed?: EmbedSession;
}

/** What a request carries by which somebody can be known. */
export interface Credentials {
  /** The `Cookie` header. */
  readonly cookie: string | undefined;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The `Origin` header. */
  readonly origin: string | undefined;
  /** The origin under which the request reached us: the page of a reading request that names none. */
  readonly ownOrigin: string;
  /** Whether it comes from a partner's page: the sessions of our own pages are then not looked at. */
  readonly fromPartner: boolean;
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
  authenticate(credentials: Credentials, organisationId: string | null, options?: AuthenticateOptions): Promise<Authenticated>;
}

/** What partners and their pages come in by. */
export interface PartnerGate extends PlatformGate {
  /** Whether a platform lists an origin as its page. */
  isPartner(origin: string): Promise<boolean>;
  /** As `SessionGate.authenticate`, for sessions that a launch began, and for those alone. */
  authenticateLaunched(credentials: Credentials, organisationId: string, options?: AuthenticateOptions): Promise<Authenticated & Required<Pick<Authenticated, 'embed'>>>;
}

/** Which platform stands behind a request. */
export interface PlatformGate {
  /**
   * @param authorization the `Authorization` header, `Bearer` with an API key.
   * @throws {ProblemError} `not-authenticated` for whatever is no living key of a living platform.
   */
  authenticatePlatform(authorization: string | undefined): Promise<PlatformCaller>;
}
