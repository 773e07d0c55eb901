import { auditActions, type AuditAction, type AuditKind, type Operation } from '@cashflowsmart/sdk/contract';
import type { AuditActor, AuditObject } from '../audit/audit-entry.ts';
import { ANONYMOUS, type AuditLog, type AuditWriter } from '../audit/audit-trail.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Audit, Caller, PlatformCaller } from './handler.ts';
import { ProblemError, type Refused } from './problem-error.ts';

/** The parts of a request that say what was read. */
export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Problems by which a request is refused for who asks. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404, 429]);

/** What one request leaves in the audit log. */
export class RequestAudit {
  readonly #trail: AuditWriter;
  readonly #operation: Operation;
  readonly #request: { readonly requestId: string; readonly address: string | undefined };
  #actor: AuditActor = ANONYMOUS;
  /** Of which the caller is a member. */
  #organisationId: string | undefined;
  /** That was asked for. */
  #asked: string | undefined;
  #logs: { readonly own: AuditLog; readonly platform: AuditLog } | undefined;
  #settled = false;

  constructor(trail: AuditWriter, operation: Operation, request: { readonly requestId: string; readonly address: string | undefined }) {
    this.#trail = trail;
    this.#operation = operation;
    this.#request = request;
  }

  /** Somebody is signed in, and asks something of an organisation, where `organisationId` is given. */
  signedIn({ personId, sessionId }: Omit<Caller, 'kind'>, organisationId?: string): void {
    this.#actor = personActor(personId, sessionId);
    this.#asked = organisationId;
  }

  /** A platform asks, by one of its keys. */
  platform({ platformId, keyId }: Pick<PlatformCaller, 'platformId' | 'keyId'>): void {
    this.#actor = { kind: 'platform', id: platformId, credentialId: keyId };
  }

  /** Opens another log than the caller's own. */
  readonly logOf = (organisationId: string): Promise<AuditLog> => this.#trail.log(organisationId);

  /** They are a member of it. */
  member(organisationId: string): void {
    this.#organisationId = organisationId;
  }

  /** Before the handler is called, each time that it is. @throws {KeysUnavailableError} */
  async prepare(): Promise<void> {
    this.#settled = false;
    if (this.#kind !== 'change') return;
    const [own, platform] = await Promise.all([this.#trail.log(this.#organisationId ?? PLATFORM), this.#trail.log(PLATFORM)]);
    this.#logs = { own, platform };
  }

  readonly record: Audit = async (transaction, { action, object, details, log, actor }) => {
    if (!this.#logs) throw new Error(`The operation ${this.#operation.id} declares no change.`);
    await (typeof log === 'object' ? log : log === 'platform' ? this.#logs.platform : this.#logs.own).record(transaction, { action, object, details, actor: actor ?? this.#actor, ...this.#request });
    this.#settled = true;
  };

  readonly unchanged = (): void => {
    this.#settled = true;
  };

  /** After the handler has answered and before the answer leaves. @throws {Error} where a change was not recorded. */
  async answered(request: ReadRequest, result: unknown): Promise<void> {
    const { audit } = this.#operation;
    if (typeof audit !== 'string') return;
    if (this.#kind === 'change' && !this.#settled) throw new Error(`The operation ${this.#operation.id} did not record what it changed.`);
    if (this.#kind === 'read') {
      await this.#trail.append(this.#organisationId ?? PLATFORM, { action: audit, actor: this.#actor, object: objectOf(request), details: detailsOf(request, result), ...this.#request });
    }
  }

  /** Whatever goes wrong: a refusal is recorded before it is answered. */
  async failed(error: unknown): Promise<void> {
    if (!(error instanceof ProblemError) || !REFUSALS.has(error.status)) return;
    const action: AuditAction = typeof this.#operation.audit === 'string' ? this.#operation.audit : 'request.refuse';
    const outcome = error.code;
    const actor = this.#actor === ANONYMOUS ? actorOf(error.refused) : this.#actor;
    if (actor) await this.#trail.append(this.#organisationId ?? PLATFORM, { action, actor, outcome, object: this.#refusedObject(), ...this.#request });
    else {
      const login = error.refused?.login && { login: Buffer.from(error.refused.login).toString('hex') };
      await this.#trail.refuseUnknown({ action, outcome, ...(login && { details: login }), ...this.#request });
    }
  }

  /** A stranger's request stands in the platform's log, with the organisation that was asked for. */
  #refusedObject(): AuditObject | undefined {
    return this.#organisationId === undefined && this.#asked !== undefined && UUID.test(this.#asked) ? { kind: 'organisation', id: this.#asked } : undefined;
  }

  get #kind(): AuditKind | undefined {
    const { audit } = this.#operation;
    return typeof audit === 'string' ? auditActions[audit].kind : undefined;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A person who acts by a session. */
export function personActor(personId: string, sessionId: string): AuditActor {
  return { kind: 'person', id: personId, credentialId: sessionId };
}

function actorOf(refused: Refused | undefined): AuditActor | undefined {
  return refused?.personId === undefined ? undefined : { kind: 'person', id: refused.personId, credentialId: refused.sessionId ?? null };
}

function objectOf({ params }: ReadRequest): AuditObject | undefined {
  const importId = field(params, 'importId');
  return typeof importId === 'string' ? { kind: 'import', id: importId } : undefined;
}

/** Accounts by their ids, and a number: nothing of what was searched for or shown. */
function detailsOf({ query, body }: ReadRequest, result: unknown): { accountIds?: readonly string[]; count?: number } {
  const named = field(query, 'accountIds') ?? field(query, 'accountId') ?? field(body, 'accountIds');
  const accountIds = typeof named === 'string' ? named.split(',') : (named as readonly string[] | undefined);
  const items = field(result, 'items');
  return { ...(accountIds && { accountIds }), ...(Array.isArray(items) && { count: items.length }) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
