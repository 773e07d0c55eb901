import { type DatabaseOptions, openDatabase } from '../database/open-database.ts';
import { type CustodyPlace, openTestCustody } from '../testing/test-custody.ts';
import { openFileKeyProvider } from './providers/file-key-provider.ts';
import { sealBody, type SealedRow } from './sealed-row.ts';
import { createVault } from './vault.ts';

interface Started {
  readonly database: DatabaseOptions;
  readonly keys: CustodyPlace & { readonly keyFile: string };
  readonly organisationId: string;
  readonly row: SealedRow;
}

// A server of its own that seals one value for an organisation and says what it wrote; for the tests of the vault.
const { database: options, keys, organisationId, row } = JSON.parse(process.argv[2] ?? '') as Started;
const database = await openDatabase(options);
const custody = await openTestCustody(keys);
const vault = await createVault({
  custody,
  provider: await openFileKeyProvider({ path: keys.keyFile, dataFolders: [], create: true }),
  data: database.data,
});
process.send?.(Buffer.from(sealBody(await vault.organisation(organisationId), row, 'sealed')).toString('hex'));
await database.close();
await custody.close();
process.disconnect();
