import { createAccess, type AccessServices } from '../access/access.ts';
import type { AppParts } from '../app.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { createImports } from '../imports/index.ts';
import { importHandlers } from '../imports/routes.ts';
import { Ledger } from '../ledger/ledger.ts';
import { ledgerHandlers } from '../ledger/routes.ts';
import {
  createVault, type CustodyPlace, type KeyProviderConfig, openCustody, openKeyProvider, type Vault, type VaultOptions,
} from '../vault/index.ts';

export interface DeploymentOptions {
  /** What holds the wrapped data keys. */
  readonly custody: CustodyPlace;
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
  /** Ends what works beside the requests, and lets go of custody; the database stays open. */
  close(): Promise<void>;
}

/** @throws {KeysUnavailableError} {@link UnsafeKeyPlaceError} {@link DeploymentMismatchError} */
export async function openDeployment({ data }: Pick<OpenDatabase, 'data'>, options: DeploymentOptions): Promise<Deployment> {
  const { dataFolders } = options;
  const provider = await openKeyProvider(options.keyProvider, { dataFolders });
  const custody = await openCustody(options.custody, { dataFolders });
  const vault = await openVault({ custody, provider, data });
  const access = createAccess({ data, vault });
  const ledger = new Ledger({ data, vault });
  const imports = createImports({ data, vault, ledger, namesOf: (ids) => access.people.names(ids) });
  return { access, ledger, parts: { data, vault, access, ledger: ledgerHandlers(ledger), imports: importHandlers(imports) }, close: () => imports.close().then(() => custody.close()) };
}

async function openVault(options: VaultOptions): Promise<Vault> {
  try {
    const vault = await createVault(options);
    // A server that could open nothing must not look as if it had started.
    await vault.platform();
    return vault;
  } catch (error) {
    await options.custody.close();
    throw error;
  }
}
