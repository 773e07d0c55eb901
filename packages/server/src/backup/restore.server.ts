import { type DatabaseOptions, openDatabase } from '../database/open-database.ts';
import { type CustodyPlace, openTestCustody } from '../testing/test-custody.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { restore } from './restore.ts';

interface Started {
  readonly database: DatabaseOptions;
  readonly keys: CustodyPlace & { readonly keyFile: string };
  readonly archive: string;
}

// Restores a backup and dies halfway through its rows; for the tests.
const { database: options, keys, archive } = JSON.parse(process.argv[2] ?? '') as Started;
const database = await openDatabase(options);
await restore({
  database,
  custody: await openTestCustody(keys),
  provider: await openFileKeyProvider({ path: keys.keyFile, dataFolders: [] }),
  archive,
  custodyArchive: undefined,
  onProgress: ({ phase, done, total }) => {
    if (phase === 'Restoring' && total !== null && done > total / 2) process.kill(process.pid, 'SIGKILL');
  },
});
