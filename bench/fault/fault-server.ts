import { createAccess, type AccessServices } from '../../packages/server/src/access/access.ts';
import { loginIndex } from '../../packages/server/src/access/people.ts';
import type { DataAccess } from '../../packages/server/src/database/data-access.ts';
import { openDatabase, type DatabaseOptions, type OpenDatabase } from '../../packages/server/src/database/open-database.ts';
import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { DatabaseIdempotencyStore } from '../../packages/server/src/http/idempotency-store.ts';
import { withNewKeys } from '../../packages/server/src/http/with-new-keys.ts';
import { Ledger } from '../../packages/server/src/ledger/ledger.ts';
import { sealedBodies } from '../../packages/server/src/sealed-bodies.ts';
import type { TestKeys } from '../../packages/server/src/testing/test-vault.ts';
import type { Custody } from '../../packages/server/src/vault/custody/custody.ts';
import { createVault, openFileKeyProvider, openFolderCustody, type Vault } from '../../packages/server/src/vault/index.ts';
import { KeyRotation } from '../../packages/server/src/vault/rotation/key-rotation.ts';
import { watchedCustody, watchedData, type Watch } from './crash-points.ts';

/** Where the servers of one deployment find their data and their keys. Plain data: it is handed to child processes. */
export interface Deployment {
  readonly database: DatabaseOptions;
  /** Custody and key file must lie elsewhere. */
  readonly dataFolder: string;
  readonly keys: TestKeys;
}

export interface FaultServerOptions {
  /** How long it gives unwrapped keys out, in ms; long unless told: it hears of no rotation but by being refused. */
  readonly keyLifetime?: number;
  /** Sees every write of a rotation. */
  readonly watch?: Watch;
  /** Makes the tables, where nobody else does. */
  readonly prepare?: (database: OpenDatabase) => Promise<unknown>;
}

/** The parts of a server that seal, open and rotate, over the real database and custody. */
export interface FaultServer {
  readonly database: OpenDatabase;
  readonly data: DataAccess;
  readonly custody: Custody;
  readonly vault: Vault;
  readonly access: AccessServices;
  readonly ledger: Ledger;
  readonly idempotency: DatabaseIdempotencyStore;
  readonly rotation: KeyRotation;
  /** Runs something as a request of a member of the organisation. */
  request<T>(organisationId: string, run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const AN_HOUR = 3_600_000;

export async function openFaultServer(deployment: Deployment, { keyLifetime = AN_HOUR, watch, prepare }: FaultServerOptions = {}): Promise<FaultServer> {
  const dataFolders = [deployment.dataFolder];
  const database = await openDatabase(deployment.database);
  await prepare?.(database);
  const folderCustody = await openFolderCustody({ folder: deployment.keys.custodyFolder, dataFolders });
  const provider = await openFileKeyProvider({ path: deployment.keys.keyFile, dataFolders, create: true });
  const custody = watch ? watchedCustody(folderCustody, watch) : folderCustody;
  const data = watch ? watchedData(database, watch) : database.data;
  const vault = await createVault({ custody, provider, data, keyLifetime });
  const access = createAccess({ data, vault });
  return {
    database, data, custody, vault, access,
    ledger: new Ledger({ data, vault }),
    idempotency: new DatabaseIdempotencyStore({ data, vault, hours: 24, now: () => new Date() }),
    // Nothing is waited for: whatever a server has not heard of yet must be found out by being refused.
    rotation: new KeyRotation({ data, custody, provider, vault, tables: sealedBodies, indexes: [loginIndex(access.people)], policy: { spread: 0, cookieLifetime: 0 } }),
    request: (organisationId, run) => withNewKeys(run, () => {
      vault.forget(PLATFORM);
      vault.forget(organisationId);
    }),
    close: () => database.close(),
  };
}
