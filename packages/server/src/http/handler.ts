import type { AuditAction, AuditDetailsOf, OperationId, Operations, Reach, ResultOf, Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { AuditActor, AuditObject } from '../audit/audit-entry.ts';
import type { Database } from '../database/schema.ts';

/** The signed-in person behind a request. */
export interface Caller {
  readonly personId: string;
  readonly sessionId: string;
}

/** A caller as a member of the organisation of the path, already allowed to use the operation. */
export interface MemberCaller extends Caller {
  readonly organisationId: string;
  readonly role: Role;
  /** How far the operation's permission reaches for this role. */
  readonly reach: Reach;
}

type Parsed<O, Part extends string> = O extends Readonly<Record<Part, infer S extends z.ZodType>> ? z.output<S> : undefined;
type ParsedBody<O> = O extends { readonly body: { readonly json: infer S extends z.ZodType } }
  ? z.output<S>
  : O extends { readonly body: { readonly bytes: string } }
    ? Uint8Array
    : undefined;
type CallerOf<O> = O extends { readonly access: { readonly public: string } }
  ? undefined
  : O extends { readonly access: 'own-session' }
    ? Caller
    : MemberCaller;

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
  /** Where the change is made in a transaction of the platform, and not of the caller's organisation. */
  readonly log?: 'platform';
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
  | 'signIn' | 'showSecondFactor' | 'startPasskeySignIn' | 'signInWithPasskey' | 'signOut' | 'endSession' | 'endSessions' | 'stepUp' | 'startPasskeyStepUp' | 'changePassword';

type CookiesOf<Id extends OperationId> = Id extends WithCookies ? { readonly cookies: SessionCookies } : unknown;

/** For streams: authenticates the request once more and without counting as activity, to find out whether it may still be answered. */
type RecheckOf<Id extends OperationId> = Operations[Id]['success'] extends { readonly stream: string } ? { readonly recheck: () => Promise<CallerOf<Operations[Id]>> } : unknown;

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
export type HandlerInput<Id extends OperationId> = CommonInput<Id> & CookiesOf<Id> & RecheckOf<Id>;

/** Answers one operation, or throws a `ProblemError`. */
export type Handler<Id extends OperationId> = (input: HandlerInput<Id>) => Promise<ResultOf<Id>>;

/** A handler for each of the given operations; a missing one does not compile. */
export type Handlers<Ids extends OperationId = OperationId> = { readonly [Id in Ids]: Handler<Id> };
