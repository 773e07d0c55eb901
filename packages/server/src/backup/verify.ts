import type { OpenDatabase } from '../database/open-database.ts';
import { PLATFORM } from '../database/schema.ts';
import { allOrganisations } from '../database/tenant-functions.ts';
import { verifyFiles } from '../imports/verify-files.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { LedgerFinding } from '../ledger/types.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import { createVault, type Custody, KeyDestroyedError, KeyManagement, type KeyProvider } from '../vault/index.ts';
import type { BackupRun } from './backup-error.ts';

export interface VerifyOptions extends BackupRun {
  readonly database: Pick<OpenDatabase, 'data'>;
  readonly custody: Custody;
  readonly provider: KeyProvider;
}

/** What opening everything came to. */
export interface Verification {
  readonly organisations: number;
  readonly opened: number;
  /** Values whose key was destroyed: lost by design. */
  readonly destroyed: readonly { readonly organisationId: string; readonly table: string; readonly values: number }[];
  /** Values that should open and do not. */
  readonly unreadable: readonly { readonly organisationId: string; readonly table: string; readonly rows: readonly string[] }[];
  readonly findings: readonly ({ readonly organisationId: string } & LedgerFinding)[];
  /** Organisations whose ledgers cannot be recomputed, because keys of theirs were destroyed. */
  readonly lost: readonly string[];
}

export function succeeded({ unreadable, findings }: Verification): boolean {
  return unreadable.length === 0 && findings.length === 0;
}

/**
 * Opens every sealed value of the database, of every organisation and of the platform, checks the commitment of every key, and
 * recomputes every sum and digest of the ledgers.
 *
 * @throws {KeysUnavailableError} @throws {DeploymentMismatchError}
 */
export async function verifyAll({ database: { data }, custody, provider, signal, onProgress }: VerifyOptions): Promise<Verification> {
  const vault = await createVault({ custody, provider, data });
  const keys = new KeyManagement({ data, custody, provider, vault, tables: sealedBodies, indexes: [], others: [verifyFiles] });
  const ledger = new Ledger({ data, vault });
  const rows = await data.call(allOrganisations());
  const organisations = rows.map(({ organisation_id: id }) => id);
  const result = { opened: 0, destroyed: [] as Verification['destroyed'][number][], unreadable: [] as Verification['unreadable'][number][] };
  const findings: Verification['findings'][number][] = [];
  const lost: string[] = [];
  let tried = 0;
  for (const organisationId of [PLATFORM, ...organisations]) {
    const verified = await keys.verify(organisationId, {
      signal,
      onProgress: (more) => {
        tried += more;
        onProgress?.({ phase: 'Opening every value', done: tried, total: null });
      },
    });
    for (const { table, opened, destroyed, unreadable } of verified) {
      result.opened += opened;
      if (destroyed > 0) result.destroyed.push({ organisationId, table, values: destroyed });
      if (unreadable.length > 0) result.unreadable.push({ organisationId, table, rows: unreadable });
    }
    if (organisationId === PLATFORM) continue;
    try {
      for (const finding of await ledger.verify(organisationId)) findings.push({ organisationId, ...finding });
    } catch (error) {
      if (!(error instanceof KeyDestroyedError)) throw error;
      lost.push(organisationId);
    }
  }
  return { organisations: organisations.length, ...result, findings, lost };
}
