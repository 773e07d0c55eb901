import { z } from 'zod';

/**
 * An organisation or a person was erased: registered before it is carried out, and carried out again on a database that
 * comes back from a backup.
 */
export interface ErasureEntry {
  readonly kind: 'erasure';
  /** Random; the same entry is kept once however often it is registered. */
  readonly id: string;
  readonly at: Date;
  readonly organisationId: string;
  /** null: the whole organisation. */
  readonly personId: string | null;
}

/** A backup was restored on trial. */
export interface DrillEntry {
  readonly kind: 'restore-drill';
  readonly id: string;
  readonly at: Date;
  /** The moment that the backup shows. */
  readonly backupAt: Date;
  readonly succeeded: boolean;
  /** Sealed values that opened; that are lost by design; that did not open and should have. */
  readonly opened: number;
  readonly destroyed: number;
  readonly unreadable: number;
  /** What `ledger verify` found. */
  readonly findings: number;
  /** From the first byte that was read to the last value that was opened. */
  readonly milliseconds: number;
}

/** A key begins to sign audit checkpoints: its public half, by which they are checked for ever. */
export interface AuditKeyEntry {
  readonly kind: 'audit-key';
  readonly id: string;
  readonly at: Date;
  readonly keyId: number;
  /** 32 bytes in base64. */
  readonly publicKey: string;
}

/** Somebody decided that an audit log begins anew, because the database is not the one that was signed last. */
export interface AuditEpochEntry {
  readonly kind: 'audit-epoch';
  readonly id: string;
  readonly at: Date;
  readonly organisationId: string;
  /** The one that begins. */
  readonly epoch: number;
  /** Who decided, as they named themselves. */
  readonly by: string;
  /** The last signed checkpoint of the log before. */
  readonly note: string;
}

/** What happened and must outlive the database. Entries are never changed or removed. */
export type RegisterEntry = ErasureEntry | DrillEntry | AuditKeyEntry | AuditEpochEntry;

const count = z.int().nonnegative();
const fields = { id: z.uuid(), at: z.iso.datetime() };
const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('erasure'), ...fields, organisationId: z.uuid(), personId: z.uuid().nullable() }),
  z.object({
    kind: z.literal('restore-drill'), ...fields, backupAt: z.iso.datetime(), succeeded: z.boolean(),
    opened: count, destroyed: count, unreadable: count, findings: count, milliseconds: count,
  }),
  z.object({ kind: z.literal('audit-key'), ...fields, keyId: z.int().positive(), publicKey: z.base64() }),
  z.object({ kind: z.literal('audit-epoch'), ...fields, organisationId: z.uuid(), epoch: z.int().positive(), by: z.string(), note: z.string() }),
]);

/** As it is written; formats: `docs/formats.md`. */
export type StoredEntry = z.infer<typeof entrySchema>;
export const storedEntry: z.ZodType<StoredEntry> = entrySchema;

export function storeEntry(entry: RegisterEntry): StoredEntry {
  const at = entry.at.toISOString();
  return entry.kind === 'restore-drill' ? { ...entry, at, backupAt: entry.backupAt.toISOString() } : { ...entry, at };
}

export function loadEntry(stored: StoredEntry): RegisterEntry {
  const at = new Date(stored.at);
  return stored.kind === 'restore-drill' ? { ...stored, at, backupAt: new Date(stored.backupAt) } : { ...stored, at };
}

/** `entries` with `entry` among them, once, in the order of time. */
export function withEntry(entries: readonly RegisterEntry[], entry: RegisterEntry): readonly RegisterEntry[] {
  if (entries.some(({ id }) => id === entry.id)) return entries;
  return [...entries, entry].toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}
