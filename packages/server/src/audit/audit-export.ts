import type { DataAccess } from '../database/data-access.ts';
import { KeyDestroyedError, type OrganisationVault } from '../vault/index.ts';
import { openDetails, type SaltedDetails } from './audit-details.ts';
import { writeEntry } from './audit-entry.ts';
import { entryOf } from './audit-rows.ts';
import { canonicalJson, type CanonicalValue } from './canonical-json.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readEpochs, storedCheckpoints } from './log-store.ts';

export const EXPORT_FORMAT = 'cash-flow/audit-export/1';

export interface ExportOptions {
  readonly data: DataAccess;
  /** Asked again for each page: an export may take longer than keys are given out for. */
  readonly keys: () => Promise<OrganisationVault>;
  readonly organisationId: string;
  readonly deploymentId: string;
  /** The newest checkpoint: the export ends with it. */
  readonly until: Checkpoint | undefined;
  /** Public keys that have signed, as text; for information, since nobody may trust a key because a file names it. */
  readonly publicKeys: readonly string[];
  readonly at: Date;
}

const PAGE = 500;

/**
 * A whole log as lines of canonical JSON (docs/audit.md): a header, then each entry in its order with what is left of its details,
 * each kept checkpoint behind the last entry that it covers, and an end.
 */
export async function* exportLog(options: ExportOptions): AsyncGenerator<string> {
  const { organisationId, deploymentId, until, publicKeys, at } = options;
  yield line({ type: 'header', format: EXPORT_FORMAT, log: organisationId, deployment: deploymentId, at: at.toISOString(), publicKeys });
  let entries = 0;
  for (const epoch of until ? await readEpochs(options.data, organisationId) : []) {
    const last = epoch === until?.log.epoch ? until : undefined;
    for await (const each of exportEpoch(options, epoch, last)) {
      if (each.startsWith(ENTRY_START)) entries += 1;
      yield each;
    }
  }
  yield line({ type: 'end', entries });
}

/** How the line of an entry begins, in canonical JSON. */
const ENTRY_START = '{"details":';

async function* exportEpoch(options: ExportOptions, epoch: number, last: Checkpoint | undefined): AsyncGenerator<string> {
  const { data, organisationId } = options;
  const kept = (await storedCheckpoints(data, organisationId, epoch)).filter(({ size }) => last === undefined || size < last.size);
  const checkpoints = [...kept.map(({ size, note }) => ({ size, note })), ...(last ? [{ size: last.size, note: noteOf(last) }] : [])];
  const end = last?.size ?? Infinity;
  let position = 0;
  while (position < end) {
    const rows = await readPage(options, epoch, position, Math.min(PAGE, end - position));
    for (const row of rows) {
      yield line(row);
      position += 1;
      while (checkpoints[0]?.size === position) yield line({ type: 'checkpoint', note: checkpoints.shift()!.note });
    }
    if (rows.length === 0) return;
  }
}

async function readPage({ data, keys, organisationId }: ExportOptions, epoch: number, from: number, limit: number): Promise<readonly Readonly<Record<string, CanonicalValue>>[]> {
  const rows = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('audit_entries').leftJoin('audit_details', (join) => join
      .onRef('audit_details.organisation_id', '=', 'audit_entries.organisation_id').onRef('audit_details.id', '=', 'audit_entries.id'))
      .selectAll('audit_entries').select(['audit_details.seal_version', 'audit_details.sealed'])
      .where('audit_entries.organisation_id', '=', organisationId).where('epoch', '=', epoch).where('position', '>=', String(from))
      .orderBy('position').limit(limit).execute());
  // Of a log whose organisation was erased nothing is left to open, nor to open it with.
  const vault = rows.some(({ sealed }) => sealed !== null) ? await keys() : undefined;
  return rows.map((row) => {
    const salted = vault ? detailsOf(vault, row) : null;
    const { actor, object, ...entry } = writeEntry(organisationId, entryOf(row));
    return {
      type: 'entry', epoch, position: Number(row.position), entry: { ...entry, actor: { ...actor }, object: object && { ...object } },
      details: salted && JSON.parse(salted.details) as CanonicalValue, salt: salted && Buffer.from(salted.salt).toString('base64'),
    };
  });
}

/** @returns null where they were erased, row or key. */
function detailsOf(vault: OrganisationVault, row: { readonly id: string; readonly seal_version: number | null; readonly sealed: Uint8Array | null }): SaltedDetails | null {
  const { id, seal_version, sealed } = row;
  if (seal_version === null || sealed === null) return null;
  try {
    return openDetails(vault, { id, seal_version, sealed });
  } catch (error) {
    if (error instanceof KeyDestroyedError) return null;
    throw error;
  }
}

function noteOf({ note }: Checkpoint): string {
  return `${note.text}\n${note.signatures.map(({ name, keyId, signature }) => `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`).join('')}`;
}

function line(value: Readonly<Record<string, CanonicalValue>>): string {
  return `${canonicalJson(value)}\n`;
}
