import { describe, expect, it } from 'vitest';
import { StatementProblemError } from '../problem.ts';
import { readText, rowsOf } from '../testing.ts';
import { applyDecisions } from './apply-decisions.ts';
import { readingDigest } from './reading-digest.ts';

const CHAIN = 'Date,Description,Amount,Balance\n2026-03-02,Rent,-850.00,150.00\n2026-03-13,Invoice,1234.56,1384.56\n2026-03-14,Fee,-4.56,1380.00\n';
const PLAIN = 'Date,Description,Amount\n2026-03-02,Rent,-850.00\n2026-03-13,Invoice,1234.56\n';

describe('applyDecisions', () => {
  it('changes nothing where nothing was decided', async () => {
    const reading = await readText(CHAIN);
    expect(applyDecisions(reading, { edits: [], excluded: [] })).toEqual({ reading, excluded: 0 });
  });

  it('edits date, amount and description, sorts and proves again', async () => {
    const reading = await readText(PLAIN);
    const { reading: edited, excluded } = applyDecisions(reading, {
      edits: [{ line: 2, field: 'date', value: '2026-03-20' }, { line: 2, field: 'amount', value: '-851' }, { line: 3, field: 'description', value: 'Invoice 12' }],
      excluded: [],
    });
    expect(excluded).toBe(0);
    expect(rowsOf(edited)).toEqual(['2026-03-13 1234.56', '2026-03-20 -851.00']);
    expect(edited.transactions[0]?.description).toBe('Invoice 12');
    expect(edited.proof).toBe('unverifiable');
    expect(edited.accounts[0]?.proof.moneyOut).toBe(-85_100n);
  });

  it('contradicts where a row of a chain is left out', async () => {
    const reading = await readText(CHAIN);
    expect(reading.proof).toBe('verified');
    const decided = applyDecisions(reading, { edits: [], excluded: [3] });
    expect(decided.excluded).toBe(1);
    expect(decided.reading.proof).toBe('contradicted');
    expect(decided.reading.accounts[0]?.proof).toMatchObject({ breaksAtLine: 4, difference: 123_456n });
    expect(reading.transactions).toHaveLength(3);
  });

  it('contradicts where the first or the last row is left out, which a chain alone would not show', async () => {
    const reading = await readText(CHAIN);
    expect(applyDecisions(reading, { edits: [], excluded: [2] }).reading.proof).toBe('contradicted');
    expect(applyDecisions(reading, { edits: [], excluded: [4] }).reading.proof).toBe('contradicted');
  });

  it('mends a misprinted amount, and the chain closes', async () => {
    const reading = await readText(CHAIN.replace('1234.56,1384.56', '1234.65,1384.56'));
    expect(reading.proof).toBe('contradicted');
    expect(applyDecisions(reading, { edits: [{ line: 3, field: 'amount', value: '1234.56' }], excluded: [] }).reading.proof).toBe('verified');
  });

  it('keeps the order in which the balance runs for a newest-first file', async () => {
    const newest = 'Date,Description,Amount,Balance\n2026-03-14,Fee,-4.56,1380.00\n2026-03-14,Invoice,1234.56,1384.56\n2026-03-02,Rent,-850.00,150.00\n';
    const reading = await readText(newest);
    expect(reading.proof).toBe('verified');
    const { reading: edited } = applyDecisions(reading, { edits: [{ line: 3, field: 'description', value: 'x' }], excluded: [] });
    expect(edited.proof).toBe('verified');
    expect(edited.transactions.map((row) => row.source.line)).toEqual([4, 3, 2]);
  });

  it.each([
    [{ edits: [{ line: 99, field: 'amount' as const, value: '1' }], excluded: [] }],
    [{ edits: [{ line: 2, field: 'amount' as const, value: '1,50' }], excluded: [] }],
    [{ edits: [{ line: 2, field: 'amount' as const, value: '1.505' }], excluded: [] }],
    [{ edits: [{ line: 2, field: 'date' as const, value: '2026-02-30' }], excluded: [] }],
    [{ edits: [], excluded: [1] }],
    [{ edits: [{ line: 2, field: 'amount' as const, value: '1' }], excluded: [2, 1] }],
  ])('refuses lines and values that do not fit: %j', async (decisions) => {
    const reading = await readText(CHAIN);
    expect(() => applyDecisions(reading, decisions)).toThrow(StatementProblemError);
  });
});

describe('readingDigest', () => {
  it('is the same for the same reading and differs with any row, account or proof', async () => {
    const [reading, same] = [await readText(CHAIN), await readText(CHAIN)];
    expect(await readingDigest(reading)).toBe(await readingDigest(same));
    const { reading: edited } = applyDecisions(reading, { edits: [{ line: 2, field: 'description', value: 'Rent.' }], excluded: [] });
    expect(await readingDigest(edited)).not.toBe(await readingDigest(reading));
  });
});
