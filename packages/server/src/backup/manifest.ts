import { z } from 'zod';
import { BackupError } from './backup-error.ts';

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const digest = z.hex().length(64);

const manifestSchema = z.object({
  format: z.literal('cash-flow/backup/1'),
  deploymentId: z.uuid(),
  /** The moment that the backup shows. */
  at: z.iso.datetime(),
  /** The migrations that had made the tables, in their order. */
  migrations: z.array(z.string()).nonempty(),
  /** In an order in which rows may be inserted. */
  tables: z.array(z.object({
    table: name, columns: z.array(name).nonempty(), rows: z.int().nonnegative(), parts: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256: digest,
  })),
});

/** What an archive holds; formats: `docs/formats.md`. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ArchivedTable = Manifest['tables'][number];

const sealSchema = z.object({ format: z.literal('cash-flow/backup-seal/1'), sha256: digest, sealed: z.base64() });

/** The digest of the manifest, and the same sealed under a data key of the platform. */
export type ManifestSeal = z.infer<typeof sealSchema>;

export const MANIFEST = 'manifest.json';
export const SEAL = 'seal.json';

/** The name of one part of a table; parts are counted from 1. */
export function partName(table: string, part: number): string {
  return `tables/${table}.${String(part).padStart(6, '0')}.copy`;
}

export function writeJson(value: Manifest | ManifestSeal): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** @throws {BackupError} */
export function readManifest(bytes: Uint8Array): Manifest {
  return parse(manifestSchema, bytes);
}

/** @throws {BackupError} */
export function readSeal(bytes: Uint8Array): ManifestSeal {
  return parse(sealSchema, bytes);
}

function parse<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new BackupError('The backup is damaged: what it says of itself cannot be read. Take another one.');
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'string' && /^cash-flow\/backup(?:-seal)?\/(?:[2-9]|\d{2,})$/.test(format)) {
    throw new BackupError('The backup was made by a newer version of this program. Restore it with that version.');
  }
  const { success, data } = schema.safeParse(value);
  if (!success) throw new BackupError('The backup is damaged: what it says of itself makes no sense. Take another one.');
  return data;
}
