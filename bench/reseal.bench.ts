import { createAccess } from '../packages/server/src/access/access.ts';
import { loginIndex } from '../packages/server/src/access/people.ts';
import { openTestLedger, variedRows } from '../packages/server/src/ledger/testing/open-test-ledger.ts';
import { sealedBodies } from '../packages/server/src/sealed-bodies.ts';
import { partsOf } from '../packages/server/src/testing/test-vault.ts';
import { KeyRotation } from '../packages/server/src/vault/rotation/key-rotation.ts';
import { timed, type Benchmark } from './benchmark.ts';
import { openLedgerDatabase } from './ledger-database.ts';

const ROWS = 1_000_000;

/**
 * A whole rotation of an organisation's data key as a server does it, with its rests between the batches: a new key, everything
 * sealed anew, the old key retired. The baseline puts as many transactions into an empty organisation, read already: it
 * counts duplicates, seals and writes, and reads no file.
 */
export const reseal: Benchmark = {
  name: 'vault-reseal',
  summary: `${ROWS.toLocaleString('en')} transactions put under a new key on PostgreSQL, against importing them once they are read.`,
  unit: 'ms',
  runs: 3,
  prepare: async () => {
    const database = await openLedgerDatabase();
    const { ledger } = database;
    const rows = variedRows(ROWS);
    const importRows = async (into: typeof ledger): Promise<void> => {
      await into.import(await into.account(), rows);
    };
    await importRows(ledger);
    const { data } = ledger.database;
    const { people } = createAccess({ data, vault: ledger.vault });
    const rotation = new KeyRotation({ data, vault: ledger.vault, ...partsOf(ledger.vault), tables: sealedBodies, indexes: [loginIndex(people)] });
    const last = { moved: 0, bytes: 0 };
    return {
      ours: async () => timed(async () => {
        const outcome = await rotation.rotate(ledger.organisationId, { once: true });
        if (outcome.left > 0 || outcome.unreadable > 0 || !outcome.steps.includes('retire')) throw new Error('The rotation did not come to its end.');
        last.moved = outcome.moved;
      }),
      baseline: async () => {
        const other = await openTestLedger(ledger.database, ledger.vault);
        return timed(() => importRows(other));
      },
      notes: async () => {
        const { rows: [size] } = await database.plaintext.query<{ bytes: string }>('select sum(octet_length(sealed)) as bytes from ledger_chunks where organisation_id = $1', [ledger.organisationId]);
        return [`${last.moved.toLocaleString('en')} sealed values, ${(Number(size?.bytes) / 1e6).toFixed(1)} MB in chunks; nothing left under the old key, which was retired`];
      },
      close: () => database.close(),
    };
  },
};
