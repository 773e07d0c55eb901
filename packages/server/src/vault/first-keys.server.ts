import type { Transaction } from 'kysely';
import { DataAccess, type TransactionOptions, TransactionScope } from '../database/data-access.ts';
import { type DatabaseOptions, openDatabase } from '../database/open-database.ts';
import type { Database } from '../database/schema.ts';
import { type CustodyPlace, openTestCustody } from '../testing/test-custody.ts';
import type { Custody } from './custody/custody.ts';
import { openFileKeyProvider } from './providers/file-key-provider.ts';
import { sealBody } from './sealed-row.ts';
import { createVault } from './vault.ts';

interface Started {
  readonly database: DatabaseOptions;
  readonly keys: CustodyPlace & { readonly keyFile: string };
  readonly organisationId: string;
  /** After which write to custody, or transaction, the process dies: they are counted from 1. 0: never. */
  readonly dieAt: number;
}

// A server that writes the first row of an organisation, which makes every first key, and dies at a step that its test
// chooses; for the tests of the vault.
const { database: options, keys, organisationId, dieAt } = JSON.parse(process.argv[2] ?? '') as Started;
let steps = 0;

/** What is written is the same just before the next step, so the process dies only after one. */
async function thenStep<T>(write: Promise<T>): Promise<T> {
  const result = await write;
  steps += 1;
  if (steps !== dieAt) return result;
  process.kill(process.pid, 'SIGKILL');
  // Nothing more happens, however long the signal takes.
  return new Promise(() => undefined);
}

class MortalDataAccess extends DataAccess {
  override inOrganisation<T>(id: string, run: (transaction: Transaction<Database>) => Promise<T>, transactionOptions?: TransactionOptions): Promise<T> {
    return thenStep(super.inOrganisation(id, run, transactionOptions));
  }
}

function mortal(custody: Custody): Custody {
  return {
    deployment: () => custody.deployment(),
    establish: (deploymentId) => thenStep(custody.establish(deploymentId)),
    organisations: () => custody.organisations(),
    keys: (id) => custody.keys(id),
    revision: (id) => custody.revision(id),
    exclusively: (id, run) =>
      custody.exclusively(id, (writer) =>
        run({
          get keys() {
            return writer.keys;
          },
          put: (...put) => thenStep(writer.put(...put)),
        })),
    adopt: (id, adopted) => custody.adopt(id, adopted),
    register: (entry) => custody.register(entry),
    registered: () => custody.registered(),
    checkpoint: (id) => custody.checkpoint(id),
    advance: (id, previous, next) => custody.advance(id, previous, next),
    describe: () => custody.describe(),
    health: () => custody.health(),
    close: () => custody.close(),
  };
}

const database = await openDatabase(options);
const data = new MortalDataAccess(database.kysely, new TransactionScope());
const custody = await openTestCustody(keys);
const vault = await createVault({ custody: mortal(custody), provider: await openFileKeyProvider({ path: keys.keyFile, dataFolders: [], create: true }), data });
await vault.platform();
const sealed = sealBody(await vault.organisation(organisationId), { table: 'organisations', rowId: organisationId, sealVersion: 1, codecVersion: 1 }, { name: 'Till' });
await data.inOrganisation(organisationId, (transaction) =>
  transaction.insertInto('organisations').values({ organisation_id: organisationId, revision: 1, seal_version: 1, sealed }).execute(),
);
process.send?.(steps);
await database.close();
await custody.close();
process.disconnect();
