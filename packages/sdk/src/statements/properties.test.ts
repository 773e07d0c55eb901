import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatementProblemError } from './problem.ts';
import { readWholeStatement } from './read-statement.ts';
import { layout, ledger } from './testing-arbitraries.ts';
import { writeLedger } from './testing-ledger.ts';
import { rowsOf, utf8 } from './testing.ts';

const RUNS = { numRuns: Number(process.env['STATEMENT_RUNS'] ?? 150), seed: 20261, endOnFailure: true } as const;

describe('any ledger in any dialect', () => {
  it('reads back as it was written, or says where it is unsure', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, layout, async (written, how) => {
        const reading = await readWholeStatement(utf8(writeLedger(written, how)), { fileName: 'statement.csv' });
        const expected = written.rows.map((row) => `${row.date} ${(row.cents / 100).toFixed(2)}`);
        const same = [...rowsOf(reading)].sort().join('\n') === [...expected].sort().join('\n');
        const { lineCount, lines } = reading.source;
        expect(Object.values(lineCount).reduce((sum, count) => sum + count, 0)).toBe(lines);
        if (same) return;
        expect(reading.proof).not.toBe('verified');
        expect(reading.questions.length > 0 || reading.rejected.length > 0 || reading.proof === 'contradicted').toBe(true);
      }),
      RUNS,
    );
  });

  it('survives broken bytes with nothing but a typed problem', async () => {
    const limits = { rows: 500, columns: 40, cellLength: 2_000, milliseconds: 5_000 };
    await fc.assert(
      fc.asyncProperty(ledger, layout, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }), fc.array(fc.tuple(fc.nat(), fc.nat(200)), { maxLength: 3 }), async (written, how, changes, cuts) => {
        let bytes = utf8(writeLedger(written, how));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        for (const [at, length] of cuts) {
          const from = at % bytes.length;
          const kept = [...bytes.subarray(0, from), ...bytes.subarray(from + length)];
          if (kept.length > 0) bytes = Uint8Array.from(kept);
        }
        try {
          const reading = await readWholeStatement(bytes, { fileName: 'statement.csv', limits });
          expect(reading.transactions.length).toBeLessThanOrEqual(limits.rows);
          const { lineCount, lines } = reading.source;
          expect(Object.values(lineCount).reduce((sum, count) => sum + count, 0)).toBe(lines);
        } catch (error) {
          expect(error).toBeInstanceOf(StatementProblemError);
        }
      }),
      RUNS,
    );
  });

  it('survives arbitrary text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '1', '2', '.', '-', '/', 'a', ' ', '€', '(', ')', '\t', '|', "'", '=', '0', 'é'), maxLength: 400 }), async (text) => {
        try {
          await readWholeStatement(utf8(text), { fileName: 'statement.csv' });
        } catch (error) {
          expect(error).toBeInstanceOf(StatementProblemError);
        }
      }),
      RUNS,
    );
  });
});
