import type { z } from 'zod';
import type { AuditAction } from './audit-actions.ts';
import type { PlatformScope } from './platform-scopes.ts';
import type { ProblemCode } from './problems.ts';
import type { Permission } from './roles.ts';

/**
 * Who may call an operation: a permission of the role matrix; `own-session`, any person who signed in, about
 * themselves; `launched-session`, whoever came in by a launch, about that session in the organisation of the path;
 * a platform's back end, by a scope of its API key; or everybody, which needs a reason.
 */
export type Access = Permission | 'own-session' | 'launched-session' | { readonly platform: PlatformScope } | { readonly public: string };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What arrives in the body: JSON by a schema, or raw bytes. */
export type BodyKind = { readonly json: z.ZodType } | { readonly bytes: 'application/octet-stream' };

/** One operation of the API. Routes, client types and the OpenAPI document all come from it. */
export interface Operation {
  readonly id: string;
  readonly method: Method;
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly tag: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: BodyKind;
  /** 303 sends a browser on: the schema has one field, `location`, which goes into the header of that name. */
  readonly success: { readonly status: 200 | 201 | 204 | 303; readonly schema?: z.ZodType; readonly stream?: 'text/event-stream' };
  /** What is answered instead, with 202, where it was noted and waits for somebody's approval. */
  readonly accepted?: { readonly schema: z.ZodType };
  /** Problems of this operation; those that any operation can have are added by `problemsOf`. */
  readonly problems: readonly ProblemCode[];
  /**
   * What the audit log calls it. A `read` is recorded by itself; the handler of a `change` records it in the transaction that
   * changes; both are recorded by themselves when they are refused. Or why it needs no entry.
   */
  readonly audit: AuditAction | { readonly none: string };
  /** Whether it creates something and so needs an `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Whether the person must have shown who they are within the last ten minutes. */
  readonly stepUp?: true;
}

/** Keeps the literal types of an operation, so that the client's types come from it. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation;
}

const ANY: readonly ProblemCode[] = [
  'host-not-allowed', 'https-required', 'internal-error', 'unavailable', 'overloaded', 'too-many-requests', 'method-not-allowed', 'request-timeout', 'address-too-long', 'headers-too-large',
];

/** Every problem code that an operation can answer with. */
export function problemsOf(operation: Operation): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>([...operation.problems, ...ANY]);
  if (operation.params || operation.query || operation.headers || operation.body) codes.add('invalid-request');
  if (operation.body) for (const code of ['unsupported-content-type', 'request-too-large'] as const) codes.add(code);
  if (operation.body && 'json' in operation.body) codes.add('malformed-json');
  const { access } = operation;
  const forPlatforms = typeof access === 'object' && 'platform' in access;
  // A platform's back end is no page: its requests have no origin, and its key has no session that could end.
  if (forPlatforms) for (const code of ['not-authenticated', 'not-allowed', 'keys-unavailable'] as const) codes.add(code);
  else if (operation.method !== 'GET' || access === 'launched-session' || isPermission(access)) codes.add('origin-not-allowed');
  if (typeof access === 'string') {
    for (const code of ['not-authenticated', 'session-expired'] as const) codes.add(code);
    if (isPermission(access)) for (const code of ['not-allowed', 'not-found', 'data-destroyed', 'keys-unavailable'] as const) codes.add(code);
  }
  if (operation.stepUp) codes.add('step-up-required');
  if (operation.idempotent) for (const code of ['idempotency-key-required', 'idempotency-key-reused', 'request-in-progress'] as const) codes.add(code);
  return [...codes];
}

/** Whether an operation is for members by the role matrix, and so belongs to the organisation of its path. */
export function isPermission(access: Access): access is Permission {
  return typeof access === 'string' && access !== 'own-session' && access !== 'launched-session';
}
