import type { AuditAction, AuditDetailsOf, OperationId, Operations, PlatformScope, Reach, ResultOf, Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { AuditActor, AuditObject } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-trail.ts';
import type { Database } from '../database/schema.ts';

/** The person behind a request, by a session of theirs. */
export interface Caller {
  readonly kind: 'person';
  readonly personId: string;
  readonly sessionId: string;
}

/** What a launch from a partner's page makes of a session: it acts in one organisation, and for some components. */
export interface EmbedSession {
  readonly platformId: string;
  /** Names of components; what each may call says the contract. */
  readonly components: readonly string[];
  /** What it may be at most. */
  readonly role: Role;
}

/** A caller in the one organisation that a launch was for. */
export interface LaunchedCaller extends Caller {
  readonly organisationId: string;
  /** What the person is there now. */
  readonly membership: { readonly role: Role; readonly state: 'active' | 'disabled' | 'removed' } | null;
  readonly embed: EmbedSession;
}

/** A caller as a member of the organisation of the path, already allowed to use the operation. */
export interface MemberCaller extends Caller {
  readonly organisationId: string;
  /** In an embed session the lower one of the member's own and the session's. */
  readonly role: Role;
  /** How far the operation's permission reaches for this role. */
  readonly reach: Reach;
  /** null: the person signed in on a page of our own. */
  readonly embed: EmbedSession | null;
}

/** A platform's back end, by an API key that has the operation's scope. */
export interface PlatformCaller {
  readonly kind: 'platform';
  readonly platformId: string;
  readonly keyId: string;
  readonly scopes: readonly PlatformScope[];
}

/** Whoever may stand behind a request. */
export type AnyCaller = Caller | LaunchedCaller | MemberCaller | PlatformCaller;

type Parsed<O, Part extends string> = O extends Readonly<Record<Part, infer S extends z.ZodType>> ? z.output<S> : undefined;
type ParsedBody<O> = O extends { readonly body: { readonly json: infer S extends z.ZodType } }
  ? z.output<S>
  : O extends { readonly body: { readonly bytes: string } }
    ? Uint8Array
    : undefined;
interface CallerByAccess {
  readonly 'own-session': Caller;
  readonly 'launched-session': LaunchedCaller;
}
type CallerOf<O> = O extends { readonly access: infer A }
  ? A extends { readonly public: string }
    ? undefined
    : A extends { readonly platform: string }
      ? PlatformCaller
      : A extends keyof CallerByAccess
        ? CallerByAccess[A]
        : MemberCaller
  : never;

/**
 * Writes the answer of a creating operation under its Idempotency-Key, in the transaction that creates. A handler of an
 * idempotent operation must call it; the dispatcher refuses to answer otherwise.
 */
export type RecordAnswer<Id extends OperationId> = (transaction: Transaction<Database>, answer: ResultOf<Id>) => Promise<void>;

/** What a handler says of a change; who asked, when and from where is known. */
export interface AuditedChange<A extends AuditAction> {
  readonly action: A;
  readonly object?: AuditObject;
  readonly details?: AuditDetailsOf<A>;
  /** Where the change is made in a transaction of the platform, or of an organisation that the request itself has found, and not of the caller's. */
  readonly log?: 'platform' | AuditLog;
  /** Who acted, where the request itself has found that out. */
  readonly actor?: AuditActor;
}

/**
 * Records a change in the transaction that makes it. The handler of every operation whose action is a `change` must call it, or say
 * that nothing was changed; the dispatcher refuses to answer otherwise.
 */
export type Audit = <A extends AuditAction>(transaction: Transaction<Database>, change: AuditedChange<A>) => Promise<void>;

/** The session cookie of a request and of its answer: for the operations that begin and end a session. */
export interface SessionCookies {
  /** The `Cookie` header as it arrived; nothing in it is checked yet. */
  readonly presented: string | undefined;
  /** Adds a `Set-Cookie` header to the answer. */
  set(cookie: string): void;
}

/** Who sent a request, as far as the connection and the browser tell: to limit attempts and to show people their sessions. */
export interface Client {
  /** As `clientAddress`. */
  readonly address: string;
  readonly userAgent: string | undefined;
  /** The page that it came from, as the browser says; checked against the listed ones for whatever changes something. */
  readonly origin: string | undefined;
}

/** Operations that begin, renew or end a session. */
type WithCookies =
  | 'launchSession' | 'endLaunchedSession'
  | 'signIn' | 'showSecondFactor' | 'startPasskeySignIn' | 'signInWithPasskey' | 'signOut' | 'endSession' | 'endSessions' | 'stepUp' | 'startPasskeyStepUp' | 'changePassword'
  | 'startProviderSignIn' | 'finishProviderSignIn' | 'linkIdentity';

type CookiesOf<Id extends OperationId> = Id extends WithCookies ? { readonly cookies: SessionCookies } : unknown;

/** For streams: authenticates the request once more and without counting as activity, to find out whether it may still be answered. */
type RecheckOf<Id extends OperationId> = Operations[Id]['success'] extends { readonly stream: string } ? { readonly recheck: () => Promise<CallerOf<Operations[Id]>> } : unknown;

/** Opens the log of an organisation that is there, or is about to be: a platform's request names it in its body. */
interface OtherLogs {
  readonly logOf: (organisationId: string) => Promise<AuditLog>;
}

/** What few operations need beside the rest. */
interface SpecialInput {
  /** The page from which the request comes, as its browser says. */
  readonly launchSession: { readonly origin: string | undefined };
  /** The id to create under: for the same Idempotency-Key of the same platform always the same. */
  readonly createOrganisation: { readonly createdId: string } & OtherLogs;
  readonly createEmbedSession: OtherLogs;
}
type SpecialOf<Id extends OperationId> = Id extends keyof SpecialInput ? SpecialInput[Id] : unknown;

interface CommonInput<Id extends OperationId> {
  readonly params: Parsed<Operations[Id], 'params'>;
  readonly query: Parsed<Operations[Id], 'query'>;
  readonly headers: Parsed<Operations[Id], 'headers'>;
  readonly body: ParsedBody<Operations[Id]>;
  readonly caller: CallerOf<Operations[Id]>;
  readonly requestId: string;
  /** Where the request comes from, by the word of trusted proxies only; `0.0.0.0` where there is no connection. */
  readonly clientAddress: string;
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly record: RecordAnswer<Id>;
  readonly audit: Audit;
  /** Says that what was asked for was so already, and nothing had to be changed. */
  readonly unchanged: () => void;
}

/** What a handler gets: everything validated, the caller authorised, nothing of HTTP but what it may need. */
export type HandlerInput<Id extends OperationId> = CommonInput<Id> & CookiesOf<Id> & RecheckOf<Id> & SpecialOf<Id>;

/** Answers one operation, or throws a `ProblemError`. */
export type Handler<Id extends OperationId> = (input: HandlerInput<Id>) => Promise<ResultOf<Id>>;

/** A handler for each of the given operations; a missing one does not compile. */
export type Handlers<Ids extends OperationId = OperationId> = { readonly [Id in Ids]: Handler<Id> };
