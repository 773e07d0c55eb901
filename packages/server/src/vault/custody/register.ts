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

/** What happened and must outlive the database. Entries are never changed or removed. */
export type RegisterEntry = ErasureEntry | DrillEntry;

const count = z.int().nonnegative();
const fields = { id: z.uuid(), at: z.iso.datetime() };
const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('erasure'), ...fields, organisationId: z.uuid(), personId: z.uuid().nullable() }),
  z.object({
    kind: z.literal('restore-drill'), ...fields, backupAt: z.iso.datetime(), succeeded: z.boolean(),
    opened: count, destroyed: count, unreadable: count, findings: count, milliseconds: count,
  }),
]);

/** As it is written; formats: `docs/formats.md`. */
export type StoredEntry = z.infer<typeof entrySchema>;
export const storedEntry: z.ZodType<StoredEntry> = entrySchema;

export function storeEntry(entry: RegisterEntry): StoredEntry {
  const at = entry.at.toISOString();
  return entry.kind === 'erasure' ? { ...entry, at } : { ...entry, at, backupAt: entry.backupAt.toISOString() };
}

export function loadEntry(stored: StoredEntry): RegisterEntry {
  const at = new Date(stored.at);
  return stored.kind === 'erasure' ? { ...stored, at } : { ...stored, at, backupAt: new Date(stored.backupAt) };
}

/** `entries` with `entry` among them, once, in the order of time. */
export function withEntry(entries: readonly RegisterEntry[], entry: RegisterEntry): readonly RegisterEntry[] {
  if (entries.some(({ id }) => id === entry.id)) return entries;
  return [...entries, entry].toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}
