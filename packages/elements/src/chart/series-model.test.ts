import { describe, expect, it } from 'vitest';
import { seriesModel } from './series-model.ts';
import { seriesOf } from './testing/series.ts';

describe('seriesModel', () => {
  it('sums in minor units, without the drift of floats', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '0.10' }, { in: '0.20', out: '-0.30' }]))!;
    expect(model.totals.moneyIn.amount).toBe('0.30');
    expect(model.totals.net.amount).toBe('0.00');
    const large = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '999999999999.99' }, { in: '0.01' }]))!;
    expect(large.totals.moneyIn.amount).toBe('1000000000000.00');
  });

  it('keeps transfers between own accounts out of money in and out', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '100.00', transfersIn: '500.00', transfersOut: '-20.00' }]))!;
    expect(model.totals).toMatchObject({ moneyIn: { amount: '100.00' }, transfersIn: { amount: '500.00' }, transfersOut: { amount: '-20.00' }, hasTransfers: true });
  });

  it('never counts an uncovered bucket, whatever it carries', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '5.00', balance: '5.00' }, { in: '99.00', balance: '99.00', coverage: 'none' }]))!;
    expect(model.totals.moneyIn.amount).toBe('5.00');
    expect(model.columns[1]?.level).toBeNull();
    expect(model.latest).toMatchObject({ level: { amount: '5.00' }, asOf: '2026-01-31' });
  });

  it('takes an entry by hand where no statement is for a part that is known', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '7.00', coverage: 'none', count: 1 }, { coverage: 'none' }]))!;
    expect(model.columns.map((column) => column.coverage)).toEqual(['partial', 'none']);
    expect(model.totals.moneyIn.amount).toBe('7.00');
    expect(model.columns[0]?.level).toBeNull();
  });

  it('joins neighbouring uncovered buckets to gaps', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ coverage: 'none' }, {}, { coverage: 'none' }, { coverage: 'none' }, { coverage: 'partial' }]))!;
    expect(model.coverage).toMatchObject({ total: 5, covered: 1, partial: 1, none: 3 });
    expect(model.coverage.gaps).toEqual([{ from: '2026-01-01', to: '2026-01-31' }, { from: '2026-03-01', to: '2026-04-30' }]);
  });

  it('says to which day the data reaches where that is before the end', () => {
    const buckets = [{ balance: '1.00' }, { balance: '2.00', coverage: 'partial' }] as const;
    const model = seriesModel(seriesOf({ from: '2026-01-01', dataTo: '2026-02-17' }, buckets))!;
    expect(model.dataTo).toBe('2026-02-17');
    expect(model.latest?.asOf).toBe('2026-02-17');
    expect(seriesModel(seriesOf({ from: '2026-01-01' }, buckets))!.dataTo).toBeNull();
  });

  it('is nothing without buckets', () => {
    expect(seriesModel(seriesOf({ from: '2026-01-01' }, []))).toBeNull();
  });
});

describe('the change since, where no balance is known', () => {
  it('adds up net and transfers', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '10.00' }, { out: '-4.00', transfersOut: '-1.00' }]))!;
    expect(model.levelKind).toBe('change');
    expect(model.columns.map((column) => column.level?.amount)).toEqual(['10.00', '5.00']);
    expect(model.columns[1]?.since).toBe('2026-01-01');
  });

  it('begins again after a gap, because what happened there is unknown', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '10.00' }, { coverage: 'none' }, { in: '3.00' }]))!;
    expect(model.columns.map((column) => column.level?.amount)).toEqual(['10.00', undefined, '3.00']);
    expect(model.latest?.since).toBe('2026-03-01');
  });

  it('begins with the first statement and reaches to the last where those buckets are covered in part', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01', dataFrom: '2026-01-09', dataTo: '2026-02-11' }, [{ in: '10.00', coverage: 'partial' }, { in: '3.00', coverage: 'partial' }]))!;
    expect(model.columns.map((column) => column.level?.amount)).toEqual(['10.00', '13.00']);
    expect(model.latest).toMatchObject({ since: '2026-01-09', asOf: '2026-02-11' });
  });

  it('breaks at a partly covered bucket in the middle', () => {
    const model = seriesModel(seriesOf({ from: '2026-01-01' }, [{ in: '10.00' }, { in: '2.00', coverage: 'partial' }, { in: '3.00' }]))!;
    expect(model.columns.map((column) => column.level?.amount)).toEqual(['10.00', undefined, '3.00']);
  });
});
