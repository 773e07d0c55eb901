import type { DataAccess } from '../database/data-access.ts';
import { createSegmentSealer, KeyDestroyedError, type OrganisationVault, SealedValueError, segmentSize, type VerifiedValues } from '../vault/index.ts';
import { openImportBody, type ImportBody } from './import-body.ts';

export interface VerifyFilesOptions {
  readonly data: DataAccess;
  /** Gives the keys. Asked for each file: it may take longer than keys are given out for. */
  readonly keys: () => Promise<OrganisationVault>;
  readonly signal?: AbortSignal | undefined;
  /** Called with how many segments were tried since the last call. */
  readonly onProgress?: ((tried: number) => void) | undefined;
}

/** Segments in one statement: 4 MiB. */
const BATCH = 64;

/** Opens every segment of every original file of an organisation. A segment is named by its import's id and its position. */
export async function verifyFiles({ data, keys, signal, onProgress }: VerifyFilesOptions): Promise<VerifiedValues> {
  const { organisationId } = await keys();
  const result = { opened: 0, destroyed: 0, unreadable: [] as string[] };
  const imports = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('imports').select(['id', 'received_bytes']).where('organisation_id', '=', organisationId).orderBy('id').execute());
  for (const { id, received_bytes: receivedBytes } of imports) {
    signal?.throwIfAborted();
    const count = Math.ceil(receivedBytes / segmentSize);
    if (count === 0) continue;
    const vault = await keys();
    const body = await readBody(data, vault, id);
    if (body === 'gone') continue;
    if (typeof body === 'string') {
      if (body === 'destroyed') result.destroyed += count;
      else result.unreadable.push(...Array.from({ length: count }, (_, position) => `${id}/${String(position)}`));
      continue;
    }
    const sealer = createSegmentSealer(vault, id, body.fileKey);
    for (let from = 0; from < count; from += BATCH) {
      signal?.throwIfAborted();
      const rows = await data.inOrganisation(organisationId, (transaction) =>
        transaction.selectFrom('import_segments').select(['position', 'sealed'])
          .where('organisation_id', '=', organisationId).where('import_id', '=', id).where('position', '>=', from).where('position', '<', from + BATCH)
          .execute());
      const sealedAt = new Map(rows.map(({ position, sealed }) => [position, sealed]));
      for (let position = from; position < Math.min(from + BATCH, count); position += 1) {
        try {
          sealer.open({ position, last: (position + 1) * segmentSize >= body.byteLength }, sealedAt.get(position) ?? new Uint8Array());
          result.opened += 1;
        } catch (error) {
          if (!(error instanceof SealedValueError)) throw error;
          result.unreadable.push(`${id}/${String(position)}`);
        }
      }
      onProgress?.(rows.length);
    }
  }
  return { table: 'import_segments', ...result };
}

async function readBody(data: DataAccess, vault: OrganisationVault, id: string): Promise<ImportBody | 'destroyed' | 'unreadable' | 'gone'> {
  const row = await data.inOrganisation(vault.organisationId, (transaction) =>
    transaction.selectFrom('imports').select(['id', 'seal_version', 'sealed']).where('organisation_id', '=', vault.organisationId).where('id', '=', id).executeTakeFirst());
  if (!row) return 'gone';
  try {
    return openImportBody(vault, row);
  } catch (error) {
    if (error instanceof KeyDestroyedError) return 'destroyed';
    if (error instanceof SealedValueError) return 'unreadable';
    throw error;
  }
}
