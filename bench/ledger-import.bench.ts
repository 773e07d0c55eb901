import { randomUUID } from 'node:crypto';
import { readWholeStatement } from '@cashflowsmart/sdk/statements';
import Papa from 'papaparse';
import { timed, type Benchmark } from './benchmark.ts';
import { generateStatement } from './generate-statement.ts';
import { copyText, inBlocks, openLedgerDatabase } from './ledger-database.ts';

const ROWS = 300_000;

/**
 * From the bytes of a CSV to committed rows. Ours: decode, recognise, read, prove, count duplicates, seal, commit. The
 * baseline knows the columns beforehand, proves nothing, looks for no duplicate and stores plaintext.
 */
export const ledgerImport: Benchmark = {
  name: 'ledger-import',
  summary: `${ROWS.toLocaleString('en')} rows from CSV bytes into PostgreSQL, against papaparse and COPY into an indexed plaintext table.`,
  unit: 'ms',
  runs: 5,
  prepare: async () => {
    const statement = generateStatement(ROWS);
    const bytes = new TextEncoder().encode(statement.csv);
    const database = await openLedgerDatabase();
    const { ledger } = database;
    const stages = { read: 0, prepare: 0, append: 0 };
    return {
      ours: async () => {
        const accountId = await ledger.account();
        const importId = await ledger.announce(accountId);
        let proof = '';
        const total = await timed(async () => {
          let last = performance.now();
          const lap = (): number => -(last - (last = performance.now()));
          const reading = await readWholeStatement(bytes, { fileName: 'statement.csv' });
          proof = reading.proof;
          stages.read = lap();
          const rows = reading.transactions.map(({ date, valueDate, amount, balance, description, counterparty, reference, source }) => ({
            day: date, valueDay: valueDate, amount, balance, description, counterparty, reference, line: source.line,
          }));
          const coverage = reading.accounts[0]!.coverage;
          const { plan, newCount } = await ledger.ledger.prepareAppend(ledger.organisationId, { importId, accountId, rows, coverage });
          stages.prepare = lap();
          if (newCount !== ROWS) throw new Error(`Read ${newCount} new rows instead of ${ROWS}.`);
          await ledger.ledger.append(plan, async () => undefined);
          stages.append = lap();
        });
        if (proof !== 'verified') throw new Error(`The statement was read as ${proof}.`);
        return total;
      },
      baseline: async () => {
        await database.plaintext.query('truncate plaintext_transactions');
        const [organisationId, accountId] = [randomUUID(), randomUUID()];
        return timed(async () => {
          const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { delimiter: ';', skipEmptyLines: true });
          await database.copyPlaintext(inBlocks(plaintextLines(data, organisationId, accountId)));
        });
      },
      notes: async () => {
        const [sealed, plain] = [
          await database.sizeOf('ledger_chunks', 'ledger_months', 'ledger_attestations', 'accounts'),
          await database.sizeOf('plaintext_transactions'),
        ];
        const { rows } = await database.plaintext.query<{ accounts: string }>('select count(*) as accounts from accounts');
        const perRow = sealed / (Number(rows[0]!.accounts) * ROWS);
        return [
          `proof verified in every run; last run: reading ${stages.read.toFixed(0)} ms, duplicates ${stages.prepare.toFixed(0)} ms, sealing and writing ${stages.append.toFixed(0)} ms`,
          `bytes per row on disk: ours ${perRow.toFixed(1)}, baseline ${(plain / ROWS).toFixed(1)} (${(plain / ROWS / perRow).toFixed(1)} times smaller)`,
        ];
      },
      close: () => database.close(),
    };
  },
};

function* plaintextLines(rows: readonly string[][], organisationId: string, accountId: string): Generator<string> {
  const units = (text: string): string => text.replace(',', '');
  for (let index = 1; index < rows.length; index += 1) {
    const [date, description, counterparty, reference, amount, balance] = rows[index]!;
    const day = `${date!.slice(6)}-${date!.slice(3, 5)}-${date!.slice(0, 2)}`;
    yield `${randomUUID()}\t${organisationId}\t${accountId}\t${day}\t${units(amount!)}\t${units(balance!)}\t${copyText(description!)}\t${copyText(counterparty!)}\t${copyText(reference!)}\t${index + 1}\n`;
  }
}
