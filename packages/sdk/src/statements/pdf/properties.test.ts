import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledger } from '../testing-arbitraries.ts';
import { rowsOf } from '../testing.ts';
import { drawPdf, isAccountedFor, readBytes } from './testing-pdf.ts';
import { printedLayout, printLedger } from './testing-statement.ts';

const RUNS = { numRuns: Number(process.env['STATEMENT_RUNS'] ?? 40), seed: 20262, endOnFailure: true } as const;

describe('any ledger on any pages', () => {
  it('reads back as it was printed, or says where its signs are unsure; every line is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, printedLayout, async (written, how) => {
        const reading = await readBytes(await drawPdf({ pages: printLedger(written, how) }));
        expect(isAccountedFor(reading)).toBe(true);
        const rows = [...rowsOf(reading)].sort();
        const expected = written.rows.map((row) => `${row.date} ${(row.cents / 100).toFixed(2)}`).sort();
        // Which way money goes is open where one column holds it, few rows have a minus, and texts speak against it.
        const open = (how.money === 'signed' || how.money === 'trailing') && reading.questions.some(({ field }) => field === 'sign');
        if (!open) {
          expect(rows).toEqual(expected);
          return;
        }
        expect(rows.map((row) => row.replace(' -', ' ')).sort()).toEqual(expected.map((row) => row.replace(' -', ' ')).sort());
        if (rows.join() !== expected.join()) expect(reading.proof).not.toBe('verified');
      }),
      RUNS,
    );
  });
});
