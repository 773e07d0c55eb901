import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountParser, AS_PRINTED, bodyToMinor } from './amount-parser.ts';
import { markVote, scanAmount } from './amount-scan.ts';
import { currencyInText } from './currency-signs.ts';
import { dateOfDay, dayParser } from './date-parser.ts';
import { scanDate, type DateOrder } from './date-scan.ts';
import { directionOf, directionReader } from './direction-words.ts';
import { anyMonthNames, monthReadings, type MonthNames } from './month-names.ts';
import { cleanText, fold } from './text.ts';

function dateParser(...how: Parameters<typeof dayParser>): (cell: string) => string | null {
  const parse = dayParser(...how);
  return (cell) => {
    const day = parse(cell);
    return day === 0 ? null : dateOfDay(day);
  };
}

function read(cell: string, order: DateOrder = 'day-month-year'): string | null {
  return dateParser(order, anyMonthNames())(cell);
}

describe('dates', () => {
  it.each([
    ['02.03.2026'], ['2.3.2026'], ['02/03/2026'], ['02-03-26'], ['02.03.26'], ['2026-03-02'], ['2026/3/2'], ['20260302'], ['02032026'], ['2026.03.02.'], ['02.03.2026.'],
    ['2026-03-02T10:11:12Z'], ['2026-03-02 10:11:12 +0000'], ['02.03.2026 14:05'], ['02/03/26, 14:42'], ['20260302120000[0:GMT]'], ['2026年3月2日'], ['2026年03月02日'], ['2026년 3월 2일'],
    ['2 Mar 2026'], ['02-Mar-26'], ['Mar 2, 2026'], ['March 2nd, 2026'], ['Mon 2 Mar 2026'], ['Monday, 2 March 2026'], ['02MAR2026'], ['2026-Mar-02'],
    ['2. März 2026'], ['2 mrt 2026'], ['2 mars 2026'], ['2 marzo 2026'], ['2 de março de 2026'], ['2 de marzo de 2026'], ['2. marts 2026'], ['2. maaliskuuta 2026'], ['2 marca 2026'], ['2. března 2026'],
    ['2. marca 2026'], ['2026. március 2.'], ['2 martie 2026'], ['2. ožujka 2026'], ['2. märts 2026'], ['2 Mart 2026'], ['2 марта 2026'], ['2 березня 2026'], ['2 март 2026'], ['2 Μαρτίου 2026'], ['2 Maret 2026'], ['02.03.2569'],
    ['02.03.2026 г.'], ['2 марта 2026 г.'], ['2 березня 2026 р.'], ['02/03/2026-18:22:10'], ["'02/03/2026"], ['02/03/69'], ['115/03/02'], ['民國115年3月2日'],
    ['令和8年3月2日'], ['R8.3.2'], ['R08/03/02'], ['٠٢/٠٣/٢٠٢٦'], ['۲۰۲۶-۰۳-۰۲'], ['\u200f02/03/2026'],
    ['02 มี.ค. 69'], ['2 มี.ค. 2569'], ['2 มีนาคม พ.ศ. 2569'], ['2 มีค 69 14:05'], ['2 مارس 2026'], ['2 מרץ 2026'], ['2. март 2026'], ['2. mars 2026'],
  ])('reads %s', (cell) => {
    expect(read(cell)).toBe('2026-03-02');
  });

  it('follows the order that was decided', () => {
    expect(read('03/02/2026', 'month-day-year')).toBe('2026-03-02');
    expect(read('26-03-02', 'year-month-day')).toBe('2026-03-02');
    expect(read('2026-02-03', 'year-day-month')).toBe('2026-03-02');
    expect(read('2026-03-02', 'month-day-year')).toBe('2026-03-02');
  });

  it.each([['31.02.2026'], ['00.01.2026'], ['12.13.2026'], ['123456789'], ['1.234,56'], ['-12.50'], ['12:30'], ['Mar'], ['2026'], ['']])('takes %s for no date', (cell) => {
    expect(read(cell)).toBeNull();
  });

  it('tells the months apart that Thai abbreviates alike', () => {
    expect(['2 ม.ค. 69', '2 มี.ค. 69', '2 มิ.ย. 69', '2 เม.ย. 69', '2 ก.ย. 69'].map((cell) => read(cell))).toEqual(['2026-01-02', '2026-03-02', '2026-06-02', '2026-04-02', '2026-09-02']);
  });

  it('reads seven digits with a year of the Republic of China only where the column has them', () => {
    expect(dateParser('year-month-day', anyMonthNames(), 'minguo')('1150302')).toBe('2026-03-02');
    expect(dateParser('year-month-day', anyMonthNames(), 'minguo')('1151302')).toBeNull();
    expect(read('1150302')).toBeNull();
  });

  it('counts the years of the eras before the present one', () => {
    expect(['平成元年5月7日', 'H31.4.30', '昭和64年1月7日', '令和元年12月1日'].map((cell) => read(cell))).toEqual(['1989-05-07', '2019-04-30', '1989-01-07', '2019-12-01']);
  });

  it('reads days that a spreadsheet counted, where a column is known to hold them', () => {
    const serials = dateParser('year-month-day', anyMonthNames(), 'serial');
    expect([serials('46083'), serials('46083.75'), serials('36526'), serials('12'), serials('1234567')]).toEqual(['2026-03-02', '2026-03-02', '2000-01-01', null, null]);
    expect(read('46083')).toBeNull();
  });

  it('completes days without a year by the days that are stated elsewhere', () => {
    const packed = (year: number, month: number, day: number): number => year * 512 + month * 32 + day;
    const march = { from: packed(2026, 3, 1), to: packed(2026, 3, 31) };
    const parse = dateParser('day-month-year', anyMonthNames(), { near: march });
    expect(['02/03', "'02/03", '2.3.', '02-03', '2 Mar', '31/02', '2026', '12.50'].map(parse)).toEqual(['2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02', null, null, null]);
    expect(dateParser('month-day-year', anyMonthNames(), { near: march })('03/02')).toBe('2026-03-02');
    expect(['Mar 2', 'March 2nd', '2 de marzo', '3月2日', '01.04.', '2.3.2026'].map(parse)).toEqual(['2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02', '2026-04-01', '2026-03-02']);
    const turn = dateParser('day-month-year', anyMonthNames(), { near: { from: packed(2025, 12, 15), to: packed(2026, 1, 14) } });
    expect(['14.12.', '31.12.', '02.01.', '29.02.'].map(turn)).toEqual(['2025-12-14', '2025-12-31', '2026-01-02', null]);
  });

  it('tells the months of languages apart that share a name', () => {
    const namesFor = (...words: string[]): MonthNames => monthReadings(new Set(words))[0]!.names;
    expect(namesFor('listopada', 'prosinca').get('listopada')).toBe(10);
    expect(namesFor('listopada', 'grudnia').get('listopada')).toBe(11);
    expect(namesFor('cerven', 'cervenec').get('cervenec')).toBe(7);
    expect(monthReadings(new Set(['listopada'])).map(({ languages }) => languages)).toEqual([['pl'], ['hr']]);
    expect(monthReadings(new Set(['lis'])).map(({ languages }) => languages)).toEqual([['pl', 'cs'], ['hr']]);
    expect(monthReadings(new Set(['srp', 'lip'])).map(({ languages }) => languages)).toEqual([['hr']]);
    expect(monthReadings(new Set(['lis', 'may'])).map(({ names }) => [names.get('lis'), names.get('may')])).toEqual([[11, 5], [10, 5]]);
  });

  it('keeps what a cell is certain of', () => {
    expect([scanDate('1447/07/13'), scanDate('13-07-1447')]).toEqual([null, null]);
    expect(scanDate('2 Mar 2026')).toMatchObject({ monthAt: 1, yearAt: 2 });
    expect(scanDate('02/03/26')).toMatchObject({ monthAt: null, yearAt: null });
  });
});

const minor = (cell: string, mark: '.' | ',' = '.', decimals = 2): unknown => amountParser(mark, decimals)(cell);

describe('cells in place', () => {
  it('are read as they are alone, whatever stands around them', () => {
    const day = dayParser('day-month-year', anyMonthNames());
    const amount = amountParser(',', 2);
    for (const cell of ['02.03.2026', '2.3.2026', '02.03.2026 14:05', '02.03.2026 ', '02.03.202', '', '-1.234,50', '1.234', '12,5', '-', '7', '1234567890123456,78', '12,50 EUR']) {
      for (const [before, after] of [['', ''], ['5', '9'], [' ', ' 10:00'], ['-', ',5'], ['"', '"'], ['.', '.']] as const) {
        const text = before + cell + after;
        expect(day(text, before.length, before.length + cell.length)).toBe(day(cell));
        expect(amount(text, before.length, before.length + cell.length)).toBe(amount(cell));
      }
    }
  });
});

describe('amounts', () => {
  it.each<[string, '.' | ',', number]>([
    ['1234.56', '.', 123456], ['-1,234.56', '.', -123456], ['1.234,56', ',', 123456], ['1 234,56', ',', 123456], ['1\u00a0234,56', ',', 123456], ['1\u202f234,56', ',', 123456],
    ["1'234.56", '.', 123456], ['1’234.56', '.', 123456], ['1,23,456.00', '.', 12345600], ['1234.56-', '.', -123456], ['1.234,56-', ',', -123456], ['1.234,56+', ',', 123456], ['(1,234.56)', '.', -123456],
    ['−12.50', '.', -1250], ['–12.50', '.', -1250], ['- $21.59', '.', -2159], ['-£20.00', '.', -2000], ['£-20.00', '.', -2000], ['$.23', '.', 23], ['-85.00$', '.', -8500], ['12,00 EUR', ',', 1200], ['EUR 12,00', ',', 1200],
    ['12,00 kr', ',', 1200], ['12,00 zł', ',', 1200], ['1 200 Kč', ',', 120000], ['100,-', ',', 10000], ['100.--', '.', 10000], ['12.5', '.', 1250], ['12', '.', 1200], ['+12.50', '.', 1250], ['12.50 CR', '.', 1250], ['12.50 DR', '.', -1250],
    ['12,50 S', ',', -1250], ['12,50 H', ',', 1250], ['R$ 12,50', ',', 1250], ['="12.50"', '.', 1250], ['0.00', '.', 0], ['-0.00', '.', 0], ['12.340000', '.', 1234], ['--5.00', '.', -500],
    ['٤٬٥٠٠٫٢٥', '.', 450025], ['-۱۲٫۵۰', '.', -1250], ['\u200e-12.50', '.', -1250], ['१,२३,४५६.५०', '.', 12345650],
  ])('reads %s with the mark %s', (cell, mark, units) => {
    expect(minor(cell, mark)).toBe(units);
  });

  it.each<[string, '.' | ',']>([['12,50', '.'], ['1.23', ','], ['1.2345', ','], ['12.345', '.'], ['12x4', '.'], ['1,2,3', '.'], ['1.234.56', ','], ['abc', '.'], ['1-2', '.'], ['02/03/2026', '.'], ['12.50 12.50', '.']])('refuses %s with the mark %s', (cell, mark) => {
    expect(minor(cell, mark)).toBeNull();
  });

  it('tells an empty cell from an unreadable one', () => {
    expect(minor('')).toBeUndefined();
    expect(minor('  ')).toBeUndefined();
    expect(minor('-')).toBeUndefined();
    expect(minor('\u2014')).toBeUndefined();
  });

  it('keeps amounts beyond the safe integers exact', () => {
    expect(minor('123456789012345.67')).toBe(12_345_678_901_234_567n);
    expect(minor('99999999999999999999')).toBeNull();
  });

  it('reads zero and three decimals', () => {
    expect(minor('1,200', '.', 0)).toBe(1200);
    expect(minor('1200.00', '.', 0)).toBe(1200);
    expect(minor('1.250', '.', 3)).toBe(1250);
    expect(bodyToMinor('1.5', '.', 0)).toBeNull();
  });

  it('turns unmarked amounts where only the others are marked', () => {
    const parse = amountParser('.', 2, { ...AS_PRINTED, unmarkedMeans: 'out' });
    expect([parse('12.00'), parse('50.00 CR'), parse('-3.00')]).toEqual([-1200, 5000, -300]);
    const plus = amountParser('.', 2, { ...AS_PRINTED, plusMeansIn: true });
    expect([plus('12.00'), plus('+50.00')]).toEqual([-1200, 5000]);
    const inverted = amountParser('.', 2, { ...AS_PRINTED, inverted: true });
    expect([inverted('12.00'), inverted('-50.00'), inverted('(3.00)')]).toEqual([-1200, 5000, 300]);
  });

  it('knows what a separator proves and what it does not', () => {
    expect(['1.234,56', '1,234.56', '12,5', '12.50', '1.234', '1,234', '1.234.567', '1234', '0.123'].map(markVote)).toEqual([
      'comma', 'point', 'comma', 'point', 'point-or-comma-groups', 'comma-or-point-groups', 'comma', 'none', 'point',
    ]);
  });

  it('reads a number with nothing beside it as one with blanks around', () => {
    const number = fc.string({ unit: fc.constantFrom('1', '20', '.', ',', '-', '+', ' '), maxLength: 8 });
    fc.assert(fc.property(number, (text) => {
      expect(scanAmount(text)).toEqual(scanAmount(` ${text}`));
    }), { numRuns: 5_000 });
    expect(scanAmount('1'.repeat(40))).not.toBeNull();
    expect(scanAmount('1'.repeat(41))).toBeNull();
  });

  it('reads digits and marks of full width', () => {
    expect(scanAmount('－１，２３４．５０')).toMatchObject({ body: '1,234.50', negative: true });
  });

  it('finds the currency beside a number', () => {
    expect(scanAmount('12.00 USD')).toMatchObject({ currency: 'USD', hasSign: true });
    expect(scanAmount('$12.00')).toMatchObject({ currency: null, hasSign: true });
    expect(['-1.000 đ', '-1.000Đ', '-1.000 ₫', '-1.000 VNĐ'].map(scanAmount)).toEqual(Array(4).fill(expect.objectContaining({ body: '1.000', negative: true, marker: null, currency: 'VND' })));
    expect(scanAmount('1.000 D')).toMatchObject({ marker: 'out', currency: null });
    expect(currencyInText('Amount (EUR)')).toBe('EUR');
    expect(currencyInText('THE END')).toBeNull();
  });
});

describe('words', () => {
  it('folds accents, case and blanks', () => {
    expect(fold('  Größe\u00a0ŁÓDŹ ')).toBe('grosse lodz');
    expect(cleanText(' a \n  b ')).toBe('a b');
  });

  it('folds plain ASCII as any other text', () => {
    const ascii = fc.string({ unit: fc.constantFrom('a', 'Z', '7', ' ', '  ', '\t', '\n', '\u000b', '\u001f', '`', "'", '-', '.'), maxLength: 12 });
    fc.assert(fc.property(ascii, (text) => {
      expect(fold(text)).toBe(fold(`\u200b${text}`));
      expect(`e${fold(`x${text}x`)}`).toBe(fold(`éx${text}x`));
    }), { numRuns: 2_000 });
  });

  it('knows flags of direction in many languages', () => {
    expect(['D', 'S', 'Af', 'DBIT', 'Débit', '支出', 'Расход'].map(directionOf)).toEqual(Array(7).fill('out'));
    expect(['C', 'H', 'Bij', 'CRDT', 'Crédit', '收入', 'Приход'].map(directionOf)).toEqual(Array(7).fill('in'));
    expect(directionOf('EUR')).toBeNull();
  });

  it('lets a header that names both directions say what their initials mean', () => {
    const spanish = directionReader('Cargo/Abono');
    expect(['C', 'A', 'Abono', 'cargo', 'X'].map(spanish)).toEqual(['out', 'in', 'in', 'out', null]);
    expect(['D', 'K'].map(directionReader('Deebet/Kreedit'))).toEqual(['out', 'in']);
    expect(['S', 'H'].map(directionReader('Soll oder Haben'))).toEqual(['out', 'in']);
    expect(['C', 'D'].map(directionReader('Type'))).toEqual(['in', 'out']);
  });
});
