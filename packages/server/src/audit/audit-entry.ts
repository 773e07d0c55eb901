import type { AuditAction, AuditActorKind, AuditDetailValue, AuditObjectKind, ProblemCode } from '@cashflowsmart/sdk/contract';
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { leafHash } from './merkle-tree.ts';

/** Who acted. */
export interface AuditActor {
  readonly kind: AuditActorKind;
  /** Of the person or the platform; null for the host, the server and whoever is not known. */
  readonly id: string | null;
  /** The session, or the key of a platform, by which they were known. */
  readonly credentialId: string | null;
}

export interface AuditObject {
  readonly kind: AuditObjectKind;
  readonly id: string;
}

export type AuditOutcome = 'done' | ProblemCode;

/** What is said about an entry beyond its ids. Sealed apart from it, and may be erased. */
export type AuditDetails = Readonly<Record<string, AuditDetailValue | undefined>>;

/** One entry as the log keeps it for ever. It names nobody: ids are random, and what belongs to them stands elsewhere. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly object: AuditObject | null;
  readonly outcome: AuditOutcome;
  readonly requestId: string | null;
  /** SHA-256 over salt and details; null where nothing more was said. */
  readonly detailsHash: Uint8Array | null;
}

export const ENTRY_FORMAT = 'cash-flow/audit-entry/1';

/** An entry as an object of JSON, as an export shows it. */
export interface WrittenEntry {
  readonly format: typeof ENTRY_FORMAT;
  /** The organisation whose log it is in; the zero UUID for the platform's. */
  readonly log: string;
  readonly id: string;
  readonly at: string;
  readonly actor: AuditActor;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string } | null;
  readonly outcome: string;
  readonly requestId: string | null;
  /** Lower-case hexadecimal. */
  readonly detailsHash: string | null;
}

export function writeEntry(log: string, { id, at, actor, action, object, outcome, requestId, detailsHash }: AuditEntry): WrittenEntry {
  return {
    format: ENTRY_FORMAT, log, id, at: at.toISOString(), action, outcome, requestId,
    actor: { kind: actor.kind, id: actor.id, credentialId: actor.credentialId },
    object: object && { kind: object.kind, id: object.id },
    detailsHash: detailsHash && Buffer.from(detailsHash).toString('hex'),
  };
}

/** RFC 6962 leaf hash over the entry in canonical JSON (RFC 8785). */
export function entryLeafHash(entry: WrittenEntry): Uint8Array {
  return leafHash(Buffer.from(canonicalJson({ ...entry, actor: { ...entry.actor }, object: entry.object && { ...entry.object } })));
}

/** SHA-256 over a salt of 32 bytes and the details in canonical JSON: nothing can be guessed from it once the salt is gone. */
export function detailsHashOf(salt: Uint8Array, details: string): Uint8Array {
  return createHash('sha256').update(salt).update(details).digest();
}
