import { randomBytes, randomUUID } from 'node:crypto';
import type { ImportBody } from '../../packages/server/src/imports/import-body.ts';
import { findImport, insertImport, updateImport } from '../../packages/server/src/imports/import-store.ts';
import type { CoveredDays, IncomingRow, LedgerTransaction } from '../../packages/server/src/ledger/types.ts';
import type { OrganisationVault } from '../../packages/server/src/vault/index.ts';
import type { FaultServer } from './fault-server.ts';

/** An account, with the member in whose name it is worked on. */
export interface WorkedAccount {
  readonly organisationId: string;
  readonly personId: string;
  readonly accountId: string;
}

type Parts = Pick<FaultServer, 'data' | 'vault' | 'ledger'>;

/** Imports rows as a commit does, but for the file that they were read from. */
export async function importStatement({ data, vault, ledger }: Parts, account: WorkedAccount, rows: readonly IncomingRow[], coverage: CoveredDays | null, importId: string = randomUUID()): Promise<string> {
  const { organisationId, personId, accountId } = account;
  const keys = await vault.organisation(organisationId);
  const body: ImportBody = {
    fileName: 'statement.csv', byteLength: 0, sha256: '', fileKey: new Uint8Array(randomBytes(32)), decisions: null, clientDigest: null,
    password: null, preparedBy: [], approval: null, undoApproval: null, review: null, refusal: null, committedAt: null, undoneAt: null,
  };
  await data.inOrganisation(organisationId, async (transaction) => {
    // Where the commit was refused, the import waits for the next one.
    if (await findImport(transaction, keys, importId, { personId: undefined })) return;
    await insertImport(transaction, keys, { id: importId, accountId, personId, state: 'review', receivedBytes: 0, createdAt: new Date(), revision: 1, sealVersion: 1, body });
  });
  const { plan } = await ledger.prepareAppend(organisationId, { importId, accountId, rows, coverage });
  await ledger.append(plan, (transaction) => setState(transaction, keys, importId, 'committed'));
  return importId;
}

export async function undoStatement({ vault, ledger }: Parts, { organisationId }: WorkedAccount, importId: string): Promise<void> {
  const keys = await vault.organisation(organisationId);
  await ledger.undo(organisationId, importId, (transaction) => setState(transaction, keys, importId, 'undone'));
}

/** In the transaction of the ledger, which has locked the account. */
async function setState(transaction: LedgerTransaction, keys: OrganisationVault, importId: string, state: 'committed' | 'undone'): Promise<void> {
  const found = await findImport(transaction, keys, importId, { personId: undefined, lock: true });
  if (!found) throw new Error(`An import is lost: ${importId}`);
  await updateImport(transaction, keys, found, { state, body: { [state === 'committed' ? 'committedAt' : 'undoneAt']: new Date().toISOString() } });
}
