import { describe, expect, it } from 'vitest';
import { fitChain, readChain } from './chain.ts';
import { prove, provableRows, weakestProof, type ProofConditions, type ProvableRows, type StatedFigures } from './prove.ts';
import { byDate, chronological } from './row-order.ts';

const NOTHING: StatedFigures = { opening: null, closing: null, totals: [] };
const SETTLED: ProofConditions = { datesSettled: true, settled: true, hasRejected: false, leastLinks: 1 };

function rows(...figures: readonly (readonly [amount: bigint, balance: bigint | null])[]): ProvableRows {
  return provableRows(figures.map(([amount, balance], index) => ({ amount, balance, source: { line: index + 2 } })));
}

describe('prove', () => {
  it('verifies a chain of balances and tells opening and closing', () => {
    expect(prove(rows([-5n, 95n], [10n, 105n]), NOTHING, SETTLED)).toEqual({
      status: 'verified', detail: 'balance-chain', opening: 100n, moneyIn: 10n, moneyOut: -5n, closing: 105n, breaksAtLine: null, difference: null,
    });
  });

  it('names the first row that breaks a chain, and by how much', () => {
    expect(prove(rows([-5n, 95n], [10n, 107n], [1n, 108n]), NOTHING, SETTLED)).toMatchObject({ status: 'contradicted', breaksAtLine: 3, difference: 2n });
  });

  it('proves nothing by balances that stay the same where nothing moves', () => {
    expect(prove(rows([0n, 95n], [0n, 95n], [0n, 95n]), NOTHING, SETTLED)).toMatchObject({ status: 'unverifiable', detail: 'nothing-to-check' });
    expect(prove(rows([0n, 95n], [0n, 96n]), NOTHING, SETTLED)).toMatchObject({ status: 'contradicted', breaksAtLine: 3 });
    expect(prove(rows([-5n, 95n], [0n, 95n], [1n, 96n]), NOTHING, SETTLED)).toMatchObject({ status: 'verified' });
    expect(fitChain([0, 0, 0], [7, 7, 7]).links).toBe(0);
  });

  it('adds rows without a balance to the next link', () => {
    expect(prove(rows([-5n, 95n], [10n, null], [1n, 106n], [4n, null]), NOTHING, SETTLED)).toMatchObject({ status: 'verified', closing: 110n });
  });

  it('verifies by opening plus sum is closing, and contradicts where that fails', () => {
    expect(prove(rows([-5n, null], [10n, null]), { ...NOTHING, opening: 100n, closing: 105n }, SETTLED)).toMatchObject({ status: 'verified', detail: 'opening-closing' });
    expect(prove(rows([-5n, null], [10n, null]), { ...NOTHING, opening: 100n, closing: 106n }, SETTLED)).toMatchObject({ status: 'contradicted', difference: 1n });
  });

  it('finds a chain that lost its first or last row by what the file states', () => {
    expect(prove(rows([10n, 105n], [1n, 106n]), { ...NOTHING, opening: 100n }, SETTLED).status).toBe('contradicted');
    expect(prove(rows([10n, 105n], [1n, 106n]), { ...NOTHING, closing: 107n }, SETTLED).status).toBe('contradicted');
  });

  it('is consistent where only totals agree', () => {
    const totals = [{ moneyIn: 10n, moneyOut: 5n, net: null }];
    expect(prove(rows([-5n, null], [10n, null]), { ...NOTHING, totals }, SETTLED)).toMatchObject({ status: 'consistent', detail: 'totals' });
  });

  it('adds subtotals up', () => {
    const totals = [{ moneyIn: null, moneyOut: 5n, net: null }, { moneyIn: 10n, moneyOut: 2n, net: null }];
    expect(prove(rows([-5n, null], [10n, null], [-2n, null]), { ...NOTHING, totals }, SETTLED).detail).toBe('totals');
  });

  it('verifies nothing while the dates, a question or a rejected line are open', () => {
    const chain = rows([-5n, 95n], [10n, 105n]);
    expect(prove(chain, NOTHING, { ...SETTLED, datesSettled: false })).toMatchObject({ status: 'consistent', detail: 'dates-open' });
    expect(prove(chain, NOTHING, { ...SETTLED, settled: false }).status).toBe('consistent');
    expect(prove(chain, NOTHING, { ...SETTLED, hasRejected: true }).status).toBe('consistent');
    expect(prove(chain, NOTHING, { ...SETTLED, leastLinks: 2 }).status).toBe('consistent');
  });

  it('has nothing to check in a file without figures', () => {
    expect(prove(rows([-5n, null]), NOTHING, SETTLED)).toMatchObject({ status: 'unverifiable', detail: 'nothing-to-check' });
    expect(prove(rows(), NOTHING, SETTLED).status).toBe('unverifiable');
  });

  it('sums exactly beyond the safe integers', () => {
    const huge = 9_000_000_000_000_000n;
    expect(prove(rows([huge, null], [huge, null], [1n, null], [-huge, null]), NOTHING, SETTLED)).toMatchObject({ moneyIn: 2n * huge + 1n, moneyOut: -huge });
    const many = Array.from({ length: 5_000 }, (): [bigint, null] => [2_000_000_000_000_001n, null]);
    expect(prove(rows(...many), NOTHING, SETTLED).moneyIn).toBe(5_000n * 2_000_000_000_000_001n);
  });

  it('follows balances beyond the safe integers', () => {
    const huge = 9_000_000_000_000_000n;
    expect(prove(rows([1n, huge], [huge, 2n * huge], [-huge - 1n, huge - 1n]), NOTHING, SETTLED)).toMatchObject({ status: 'verified', opening: huge - 1n, closing: huge - 1n });
    expect(prove(rows([1n, huge], [huge, 2n * huge + 3n]), NOTHING, SETTLED)).toMatchObject({ status: 'contradicted', difference: 3n });
  });

  it('takes the weakest of several accounts', () => {
    expect(weakestProof(['verified', 'consistent'])).toBe('consistent');
    expect(weakestProof(['verified', 'contradicted', 'unverifiable'])).toBe('contradicted');
    expect(weakestProof([])).toBe('unverifiable');
  });
});

describe('readChain', () => {
  const amounts = [-5, 10, 3, -2];

  it('reads oldest first and newest first', () => {
    expect(readChain(fitChain(amounts, [95, 105, 108, 106]), 'rising')[0]).toMatchObject({ rowOrder: 'oldest-first', inverted: false, before: false, closed: 3 });
    expect(readChain(fitChain([...amounts].reverse(), [106, 108, 105, 95]), 'falling')[0]).toMatchObject({ rowOrder: 'newest-first', inverted: false, before: false });
  });

  it('reads inverted signs, and balances that stand before their row', () => {
    expect(readChain(fitChain(amounts.map((amount) => -amount), [95, 105, 108, 106]), 'rising')[0]).toMatchObject({ rowOrder: 'oldest-first', inverted: true });
    expect(readChain(fitChain(amounts, [100, 95, 105, 108]), 'rising')[0]).toMatchObject({ rowOrder: 'oldest-first', inverted: false, before: true });
  });

  it('lets the dates break the tie that the arithmetic leaves', () => {
    // The same figures close from the other end with the opposite sign.
    const fit = fitChain(amounts, [95, 105, 108, 106]);
    expect(readChain(fit, 'none')[0]).toMatchObject({ rowOrder: 'oldest-first', inverted: false });
    expect(readChain(fit, 'falling')[0]).toMatchObject({ rowOrder: 'newest-first', inverted: true, before: true });
  });
});

describe('the order of rows', () => {
  const file = [{ date: '2026-03-02', n: 1 }, { date: '2026-03-01', n: 2 }, { date: '2026-03-02', n: 3 }];

  it('sorts by day and keeps the order within a day', () => {
    expect(byDate(file).map((row) => row.n)).toEqual([2, 1, 3]);
    expect(chronological(file, 'newest-first').map((row) => row.n)).toEqual([3, 2, 1]);
    expect(chronological(file, 'unordered').map((row) => row.n)).toEqual([2, 1, 3]);
    expect(chronological(file, 'oldest-first')).toBe(file);
  });
});
