import { randomUUID } from 'node:crypto';
import { timed, type Benchmark } from './benchmark.ts';
import { variedRows } from '../packages/server/src/ledger/testing/open-test-ledger.ts';
import { copyText, inBlocks, openLedgerDatabase } from './ledger-database.ts';

const ROWS = 300_000;
/** One chart is too short to time; this many are asked one after the other. */
const CHARTS = 20;

/** The chart of three years by month: ours opens the sealed month rows, the baseline groups the plaintext rows of the account. */
export const ledgerChart: Benchmark = {
  name: 'ledger-chart',
  summary: `${CHARTS} charts of 36 months over ${ROWS.toLocaleString('en')} rows, against GROUP BY month on an indexed plaintext table.`,
  unit: 'ms',
  runs: 9,
  prepare: async () => {
    const rows = variedRows(ROWS);
    const database = await openLedgerDatabase();
    const { ledger } = database;
    const accountId = await ledger.account();
    await ledger.import(accountId, rows, { from: rows[0]!.day, to: rows.at(-1)!.day });
    const organisationId = randomUUID();
    const lines = rows.map(
      (row) =>
        `${randomUUID()}\t${organisationId}\t${accountId}\t${row.day}\t${row.amount}\t${row.balance ?? '\\N'}\t${copyText(row.description)}\t${copyText(row.counterparty ?? '')}\t${copyText(row.reference ?? '')}\t${row.line}\n`,
    );
    await database.copyPlaintext(inBlocks(lines));
    await database.plaintext.query('vacuum analyze plaintext_transactions');
    return {
      ours: () =>
        timed(async () => {
          for (let chart = 0; chart < CHARTS; chart += 1) {
            const series = await ledger.ledger.series(ledger.organisationId, [accountId], { by: 'month' });
            if (series.buckets.length !== 36) throw new Error(`${series.buckets.length} months instead of 36.`);
          }
        }),
      baseline: () =>
        timed(async () => {
          for (let chart = 0; chart < CHARTS; chart += 1) {
            const { rows: months } = await database.plaintext.query(
              `select date_trunc('month', day) as month, sum(amount) filter (where amount > 0) as money_in, sum(amount) filter (where amount < 0) as money_out, count(*)
               from plaintext_transactions where organisation_id = $1 and account_id = $2 group by 1 order by 1`,
              [organisationId, accountId],
            );
            if (months.length !== 36) throw new Error(`${months.length} months instead of 36.`);
          }
        }),
      close: () => database.close(),
    };
  },
};
