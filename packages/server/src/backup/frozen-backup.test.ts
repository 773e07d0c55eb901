import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Ledger } from '../ledger/ledger.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { createVault } from '../vault/vault.ts';
import { restore } from './restore.ts';
import { emptyCustody, openEmptyDatabase, temporaryFolder } from './testing/test-host.ts';

/** A backup as the first version wrote it, with keys made up for it. It must be restored for ever. */
const frozen = (name: string): string => join(import.meta.dirname, 'frozen-1', name);

describeOnBothDatabases('a backup that the first version made', (open) => {
  it('is restored, and tells what it always told', async () => {
    const { kind } = await open();
    const database = await openEmptyDatabase(kind);
    const custody = await emptyCustody();
    const path = join(await temporaryFolder(), 'master.key');
    await copyFile(frozen('master.key'), path);
    await chmod(path, 0o600);
    const provider = await openFileKeyProvider({ path, dataFolders: [] });
    const result = await restore({ database, custody, provider, archive: frozen('data.backup'), custodyArchive: frozen('custody.backup') });
    expect(result).toMatchObject({ authenticated: true, erased: [] });

    const ledger = new Ledger({ data: database.data, vault: await createVault({ custody, provider, data: database.data }) });
    const [organisationId] = (await custody.organisations()).filter((id) => !id.startsWith('00000000'));
    const [account] = await ledger.listAccounts(organisationId ?? '');
    expect(account).toMatchObject({ name: 'Frozen', currency: 'EUR', transactionCount: 3 });
    const { items } = await ledger.list(organisationId ?? '', { personId: '', reach: 'all' }, { accountId: account?.id ?? '', limit: 10 });
    expect(items.map(({ date, amount, description }) => `${date} ${amount.amount} ${description}`)).toEqual(['2026-02-03 -9.99 Payment', '2026-01-31 3000.00 Invoice 7', '2026-01-02 -12.50 Rent']);
    expect(await ledger.verify(organisationId ?? '')).toEqual([]);
  });
});
