import type { Operation, PlatformScope } from '@cashflowsmart/sdk/contract';
import type { Context, Hono } from 'hono';
import type { Transaction } from 'kysely';
import type { AuditWriter } from '../audit/audit-trail.ts';
import { authorise } from '../access/authorise.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import type { AppEnv } from './app-env.ts';
import { clientAddress } from './client.ts';
import type { Asker, FairUse } from './fair-use.ts';
import type { AnyCaller, PlatformCaller } from './handler.ts';
import { idempotencyScope, type IdempotencyScope } from './idempotency-scope.ts';
import { idempotentRequest, type IdempotencyStore } from './idempotent-request.ts';
import type { HttpLimits } from './limits.ts';
import type { MountedOperation } from './operation-table.ts';
import { ProblemError } from './problem-error.ts';
import { RequestAudit } from './request-audit.ts';
import { parseJson, readBody, refuseDeclaredLength, requireContentType } from './request-body.ts';
import type { Authenticated, AuthenticateOptions, Credentials, PartnerGate, SessionGate } from './session-gate.ts';
import { shownFields, type ShowFields } from './shown-fields.ts';
import { queryObject, validatePart } from './validate.ts';
import { withNewKeys } from './with-new-keys.ts';

export interface DispatchOptions {
  /** Lets the keys of an organisation be loaded anew. */
  readonly forgetKeys: (organisationId: string) => void;
  readonly gate: SessionGate;
  /** Absent where no platform is known. */
  readonly partners?: PartnerGate;
  /** Our own pages. */
  readonly origins: readonly string[];
  readonly idempotency: IdempotencyStore;
  readonly trail: AuditWriter;
  readonly limits: HttpLimits;
  readonly fairUse: FairUse;
}

interface MountedOptions extends DispatchOptions {
  /** What each role sees of the answers of this operation, where not all see the same. */
  readonly show: ShowFields | undefined;
}

/** Says that an answer was given before and is only repeated. */
const REPLAYED_HEADER = 'Idempotency-Replayed';
/** JSON is UTF-8 by its definition; naming it leaves a browser nothing to guess (ASVS 4.1.1). */
export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

type Request = Context<AppEnv>;

interface Answer {
  readonly result: unknown;
  /** Whether it was given before. */
  readonly replayed: boolean;
}

/** Mounts every operation, and an answer to other methods at the same paths. */
export function mountOperations(app: Hono<AppEnv>, table: readonly MountedOperation[], options: DispatchOptions): void {
  for (const mounted of table) {
    const show = shownFields(mounted.operation.success.schema);
    app.on(mounted.operation.method, routePattern(mounted.operation.path), (context) => audited(context, mounted, { ...options, show }).catch(asError));
  }
  for (const [path, methods] of methodsByPath(table)) {
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    app.all(routePattern(path), (context) => {
      context.header('allow', allow);
      if (context.req.method === 'OPTIONS') return context.body(null, 204);
      throw new ProblemError('method-not-allowed');
    });
  }
}

/** The framework lets through whatever is thrown and is no error. */
function asError(thrown: unknown): never {
  throw thrown instanceof Error ? thrown : new TypeError('Something was thrown that is no error.');
}

function routePattern(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(table: readonly MountedOperation[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const { operation } of table) methods.set(operation.path, [...(methods.get(operation.path) ?? []), operation.method]);
  return methods;
}

/** Whoever is refused is refused once that is recorded. */
async function audited(context: Request, mounted: MountedOperation, options: MountedOptions): Promise<Response> {
  const audit = new RequestAudit(options.trail, mounted.operation, {
    requestId: context.get('requestId'), address: clientAddress(context),
  });
  try {
    return await answer(context, mounted, options, audit);
  } catch (error) {
    await audit.failed(error);
    throw error;
  }
}

/** The order is the promise: who, may they, is it well formed; only then the body is read and the handler runs. */
async function answer(context: Request, { operation, handle }: MountedOperation, options: MountedOptions, audit: RequestAudit): Promise<Response> {
  const limit = bodyLimit(operation, options.limits);
  refuseDeclaredLength(context.req.raw.headers, limit);
  // A stream stays open by itself, so it does not say that anybody is there.
  const silent = operation.success.stream !== undefined;
  const caller = await callerOf(context, operation, options, audit, { silent });
  const asker = { ...askerOf(caller), address: clientAddress(context) };
  return options.fairUse.run(asker, operation.id, () => answerTo(context, { operation, handle }, caller, options, audit));
}

/** The same for an asker who is known and whose turn it is. */
async function answerTo(context: Request, { operation, handle }: MountedOperation, caller: AnyCaller | undefined, options: MountedOptions, audit: RequestAudit): Promise<Response> {
  const limit = bodyLimit(operation, options.limits);
  if (operation.body) requireContentType(context.req.raw.headers, 'json' in operation.body ? 'application/json' : operation.body.bytes);
  const params = operation.params && validatePart('params', operation.params, context.req.param());
  const query = operation.query && validatePart('query', operation.query, queryObject(new URL(context.req.url).searchParams));
  const headers = operation.headers && validatePart('headers', operation.headers, context.req.header());
  const bytes = operation.body ? await readBody(context.req.raw, limit) : undefined;
  const body = operation.body && bytes && ('json' in operation.body ? validatePart('body', operation.body.json, parseJson(bytes)) : bytes);

  const cookies: string[] = [];
  const scope = operation.idempotent && caller ? idempotencyScope(caller, context.req.header('idempotency-key')) : undefined;
  const call = async (record: (transaction: Transaction<Database>, result: unknown) => Promise<void>): Promise<unknown> => {
    await audit.prepare();
    const input = {
      params, query, headers, body, caller, record, audit: audit.record, unchanged: audit.unchanged,
      requestId: context.get('requestId'),
      clientAddress: clientAddress(context),
      client: { address: clientAddress(context), userAgent: context.req.header('user-agent'), origin: context.req.header('origin') },
      signal: context.req.raw.signal,
      recheck: () => callerOf(context, operation, options, audit, { silent: true }),
      origin: context.req.header('origin'),
      logOf: audit.logOf,
      createdId: scope?.organisationId,
      cookies: { presented: context.req.header('cookie'), set: (cookie: string) => { cookies.push(cookie); } },
    };
    // The parts were checked against the schemas of this very operation.
    const result = shaped(operation, await handle(input as never));
    await audit.answered({ params, query, body }, result);
    return result;
  };

  const run = async (): Promise<Answer> => scope && bytes
    ? once(context, operation, scope, bytes, options.idempotency, call)
    : { result: await call(() => Promise.reject(new Error(`The operation ${operation.id} keeps no answers.`))), replayed: false };
  const { result, replayed } = await withNewKeys(run, () => {
    options.forgetKeys(PLATFORM);
    if (caller && 'organisationId' in caller) options.forgetKeys(caller.organisationId);
  });
  for (const cookie of cookies) context.header('set-cookie', cookie, { append: true });
  if (replayed) context.header(REPLAYED_HEADER, 'true');
  if (operation.success.stream) return context.body(result as ReadableStream<Uint8Array>, 200, { 'content-type': `${operation.success.stream}; charset=utf-8`, 'x-accel-buffering': 'no' });
  if (operation.success.status === 303) return context.redirect((result as { readonly location: string }).location, 303);
  if (result === undefined) return context.body(null, 204);
  const accepted = isAccepted(operation, result);
  const shown = options.show && !accepted && caller && 'role' in caller ? options.show(result, caller.role) : result;
  return context.json(shown as object, accepted ? 202 : (operation.success.status as 200 | 201), JSON_TYPE);
}

function bodyLimit({ body }: Operation, limits: HttpLimits): number {
  if (!body) return limits.jsonBytes;
  return 'json' in body ? limits.jsonBytes : limits.uploadPartBytes;
}

/** By whom requests are counted: a platform as a person is. */
function askerOf(caller: AnyCaller | undefined): Omit<Asker, 'address'> {
  if (caller?.kind === 'platform') return { person: caller.platformId, organisation: undefined };
  return { person: caller?.personId, organisation: caller && 'organisationId' in caller ? caller.organisationId : undefined };
}

async function callerOf(
  context: Request, operation: Operation, options: DispatchOptions, audit: RequestAudit, how: AuthenticateOptions,
): Promise<AnyCaller | undefined> {
  const { access } = operation;
  const { gate, partners } = options;
  if (typeof access === 'object') return 'platform' in access ? platformCaller(context, access.platform, partners, audit) : undefined;
  const credentials = await credentialsOf(context, options);
  if (access === 'own-session') {
    const who = await gate.authenticate(credentials, null, how);
    const caller = { kind: 'person', personId: who.personId, sessionId: who.sessionId } as const;
    audit.signedIn(caller);
    refuseWithoutStepUp(operation, who);
    return caller;
  }
  const organisationId = context.req.param('organisationId') ?? '';
  if (access === 'launched-session') {
    if (!partners) throw new ProblemError('not-authenticated');
    const { personId, sessionId, membership, embed } = await partners.authenticateLaunched(credentials, organisationId, how);
    audit.signedIn({ personId, sessionId }, organisationId);
    audit.member(organisationId);
    return { kind: 'person', personId, sessionId, organisationId, membership, embed };
  }
  const who = await gate.authenticate(credentials, organisationId, how);
  audit.signedIn(who, organisationId);
  if (who.membership) audit.member(organisationId);
  const caller = authorise(who, organisationId, access);
  // Afterwards: who may not do it at all need not prove anything.
  refuseWithoutStepUp(operation, who);
  return caller;
}

function refuseWithoutStepUp({ stepUp }: Operation, { steppedUp }: Authenticated): void {
  if (stepUp && !steppedUp) throw new ProblemError('step-up-required');
}

async function credentialsOf(context: Request, { origins, partners }: DispatchOptions): Promise<Credentials> {
  const origin = context.req.header('origin');
  const { host } = new URL(context.req.url);
  return {
    cookie: context.req.header('cookie'),
    authorization: context.req.header('authorization'),
    origin,
    ownOrigin: origins.find((own) => new URL(own).host === host) ?? '',
    fromPartner: origin !== undefined && !origins.includes(origin) && (await partners?.isPartner(origin)) === true,
  };
}

async function platformCaller(context: Request, scope: PlatformScope, partners: PartnerGate | undefined, audit: RequestAudit): Promise<PlatformCaller> {
  if (!partners) throw new ProblemError('not-authenticated');
  const caller = await partners.authenticatePlatform(context.req.header('authorization'));
  audit.platform(caller);
  if (!caller.scopes.includes(scope)) throw new ProblemError('not-allowed');
  return caller;
}

/** What leaves is what the schema names: a field too many is dropped here, a field too few is our fault. */
function shaped(operation: Operation, result: unknown): unknown {
  if (operation.success.stream) return result;
  return isAccepted(operation, result) ? operation.accepted?.schema.parse(result) : operation.success.schema?.parse(result);
}

/** Whether an answer, be it one that was given before, says that what was asked for waits. */
function isAccepted({ accepted }: Operation, result: unknown): boolean {
  return accepted?.schema.safeParse(result).success ?? false;
}

/** Runs a creating operation at most once for its key; whoever comes later gets the same answer. */
async function once(
  context: Request,
  operation: Operation,
  scope: IdempotencyScope,
  body: Uint8Array,
  store: IdempotencyStore,
  call: (record: (transaction: Transaction<Database>, result: unknown) => Promise<void>) => Promise<unknown>,
): Promise<Answer> {
  const request = idempotentRequest(context.req.header('idempotency-key'), scope, { operation: operation.id, path: context.req.path, body });
  const attempt = await store.begin(request);
  if (attempt.before) return { result: attempt.before.answer, replayed: true };
  let recorded = false;
  try {
    const result = await call(async (transaction, answered) => {
      await attempt.record(transaction, shaped(operation, answered));
      recorded = true;
    });
    if (!recorded) throw new Error(`The operation ${operation.id} created something and kept no answer.`);
    return { result, replayed: false };
  } catch (error) {
    if (!store.isConflict(error)) throw error;
    const { before } = await store.begin(request);
    if (before) return { result: before.answer, replayed: true };
    throw new ProblemError('request-in-progress', { retryAfter: 1 });
  }
}
