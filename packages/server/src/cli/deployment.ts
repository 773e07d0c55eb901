import { createAccess, type AccessServices } from '../access/access.ts';
import type { AppParts } from '../app.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { createImports } from '../imports/index.ts';
import { importHandlers } from '../imports/routes.ts';
import { Ledger } from '../ledger/ledger.ts';
import { ledgerHandlers } from '../ledger/routes.ts';
import { createVault, type KeyProviderConfig, openFolderCustody, openKeyProvider } from '../vault/index.ts';

export interface DeploymentOptions {
  /** The folder of the custody. */
  readonly custody: string;
  /** What holds the master key. */
  readonly keyProvider: KeyProviderConfig;
  /** Where the data lies: keys and custody must lie elsewhere. */
  readonly dataFolders: readonly string[];
}

/** Everything above an open database: keys, people, ledger, imports, and the parts of the app over them. */
export interface Deployment {
  readonly access: AccessServices;
  readonly ledger: Ledger;
  readonly parts: Omit<AppParts, 'options'>;
  /** Ends what works beside the requests; the database stays open. */
  close(): Promise<void>;
}

/** @throws {KeysUnavailableError} {@link UnsafeKeyPlaceError} {@link DeploymentMismatchError} */
export async function openDeployment({ data }: Pick<OpenDatabase, 'data'>, options: DeploymentOptions): Promise<Deployment> {
  const { dataFolders } = options;
  const provider = await openKeyProvider(options.keyProvider, { dataFolders });
  const custody = await openFolderCustody({ folder: options.custody, dataFolders });
  const vault = await createVault({ custody, provider, data });
  // A server that could open nothing must not look as if it had started.
  await vault.platform();
  const access = createAccess({ data, vault });
  const ledger = new Ledger({ data, vault });
  const imports = createImports({ data, vault, ledger, namesOf: (ids) => access.people.names(ids) });
  return { access, ledger, parts: { data, vault, access, ledger: ledgerHandlers(ledger), imports: importHandlers(imports) }, close: () => imports.close() };
}
