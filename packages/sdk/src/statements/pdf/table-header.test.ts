import { describe, expect, it } from 'vitest';
import type { Cluster } from './clusters.ts';
import { linesOf, type TextLine } from './lines.ts';
import { matchHeader } from './match-header.ts';
import { partedDocument, type PartedDocument } from './regions.ts';
import { sectionKind } from './section-titles.ts';
import { unfoldSideBySide } from './side-by-side.ts';
import { headerAt, signature, type TableHeader } from './table-header.ts';

type Piece = readonly [text: string, x0: number, width?: number];

/** Lines 12 points apart, in letters of 10 that are 5 points wide. */
function document(...rows: readonly (readonly Piece[])[]): PartedDocument {
  const runs = rows.flatMap((pieces, index) => pieces.map(([text, x0, width]) => ({ text, x0, x1: x0 + (width ?? text.length * 5), y: 100 + index * 12, size: 10, monospaced: false })));
  return partedDocument(linesOf([{ number: 1, width: 600, height: 800, runs }]));
}

function header(...rows: readonly (readonly Piece[])[]): TableHeader | null {
  const { lines, tokens } = document(...rows);
  return headerAt(lines, tokens, 0);
}

const texts = (found: TableHeader | null): readonly string[] | null => found && found.cells.map(({ text }) => text);
const NAMES: readonly Piece[] = [['Date', 50], ['Description', 120], ['Amount', 350], ['Balance', 450]];

describe('the header of a table', () => {
  it('is a line that names money and days or what was booked', () => {
    expect(texts(header(NAMES))).toEqual(['Date', 'Description', 'Amount', 'Balance']);
    expect(header([['Date', 50], ['Description', 120], ['Branch', 350]])).toBeNull();
    expect(header([['Balance', 50]])).toBeNull();
    expect(header([['Opening balance', 50], ['1,250.00', 350]])).toBeNull();
  });

  it('may say in a name for which days it is, and holds no other days', () => {
    expect(texts(header([['Date', 50], ['Transaction details for period: 13 Feb 26 to 12 Mar 26', 120], ['Amount', 450]]))).toEqual(['Date', 'Transaction details for period:', 'Amount']);
    expect(header([['Date', 50], ['13 Feb 26 to 12 Mar 26', 120], ['Amount', 450]])).toBeNull();
    expect(header([['Date', 50], ['Balance on 13 Feb 26', 120], ['Amount', 450]])).toBeNull();
  });

  it('leaves out the title of a box that stands beside it', () => {
    expect(texts(header(NAMES.slice(0, 3), [['SHOP & SMILE SUMMARY', 450]]))).toEqual(['Date', 'Description', 'Amount']);
  });

  it('may stand on several lines, one above the other', () => {
    const found = header([['Transaction', 50], ['Money', 300], ['Money', 380], ['Balance', 450]], [['date', 50], ['Details', 120], ['out', 300], ['in', 380]]);
    expect(texts(found)).toEqual(['Transaction date', 'Details', 'Money out', 'Money in', 'Balance']);
    expect(found).toMatchObject({ first: 0, last: 1 });
  });

  it('ends before the first line with values', () => {
    expect(header(NAMES, [['03.02.2026', 50], ['Tram', 120], ['-4.00', 350], ['96.00', 450]])).toMatchObject({ first: 0, last: 0 });
  });

  it('is parted where its names have run into one another', () => {
    expect(texts(header([['Date Value date Description Money out Money in Balance', 50]]))).toEqual(['Date', 'Value date', 'Description', 'Money out', 'Money in', 'Balance']);
  });

  it('is known again by its words alone', () => {
    expect(signature(header(NAMES)!)).toBe(signature(header(NAMES.map(([text, x]) => [text.toUpperCase(), x + 7]))!));
  });
});

describe('columns under a header', () => {
  const cells = header(NAMES)!.cells;
  const cluster = (kind: Cluster['kind'], left: number, right: number, count = 9): Cluster => ({ kind, x0: left, x1: right, left, right, count });

  it('are those with the least distance over all of them', () => {
    expect(matchHeader([cluster('date', 50, 95), cluster('number', 352, 380), cluster('number', 452, 485)], cells, 10)).toEqual([0, 2, 3]);
  });

  it('keep their order where figures stand right of their names', () => {
    expect(matchHeader([cluster('date', 50, 95), cluster('number', 400, 430), cluster('number', 500, 530)], cells, 10)).toEqual([0, 2, 3]);
  });

  it('never hold dates under money nor money under days', () => {
    expect(matchHeader([cluster('date', 352, 380)], cells, 10)[0]).not.toBe(2);
    expect(matchHeader([cluster('number', 50, 70)], cells, 10)[0]).not.toBe(0);
  });

  it('are without a name where none is near', () => {
    expect(matchHeader([cluster('date', 50, 95), cluster('number', 352, 380), cluster('number', 452, 485), cluster('number', 900, 930)], cells, 10)).toEqual([0, 2, 3, null]);
    expect(matchHeader([], cells, 10)).toEqual([]);
    expect(matchHeader([cluster('date', 50, 95)], [], 10)).toEqual([null]);
  });
});

describe('regions of a document', () => {
  it('begin at headers, and know the title above them', () => {
    const { regions } = document(
      [['Quay Bank', 50]], [['Withdrawals', 50]], NAMES, [['03.02.2026', 50], ['Tram', 120], ['4.00', 350]],
      [['Deposits', 50]], NAMES, [['04.02.2026', 50], ['Busking', 120], ['9.00', 350]],
    );
    expect(regions.map(({ from, to, title, header: own }) => [from, to, title, own !== null])).toEqual([[0, 2, null, false], [3, 5, 'out', true], [6, 7, 'in', true]]);
  });
});

describe('the title of a section', () => {
  it.each([
    ['Deposits and Other Additions', 'in'], ['Electronic Deposits', 'in'], ['Payments received', 'in'], ['Zahlungseingänge', 'in'], ['Abonos', 'in'], ['Поступления', 'in'], ['入金', 'in'],
    ['Withdrawals and Other Subtractions', 'out'], ['Checks Paid (continued)', 'out'], ['Card purchases', 'out'], ['Auszahlungen', 'out'], ['Prélèvements', 'out'], ['Списания', 'out'], ['出金', 'out'],
    ['Daily Ending Balance', 'other'], ['Wechselkurse', 'other'], ['Upcoming payments', 'other'],
    ['Account activity', null], ['Groceries', null], ['Deposits and withdrawals', null], ['Total deposits 1,204.00', null],
    ['We thank you for your deposits and wish you a calm winter by the sea and many more to come', null], ['', null],
  ] as const)('%s: %s', (title, kind) => {
    expect(sectionKind(title)).toBe(kind);
  });
});

describe('tables side by side', () => {
  const row = (...at: readonly (readonly [string, string, string])[]): readonly Piece[] => at.flatMap(([date, number, amount], part): Piece[] => [[date, 50 + part * 250], [number, 120 + part * 250], [amount, 200 + part * 250]]);
  const lineTexts = (lines: readonly TextLine[]): readonly string[] => lines.map(({ words }) => words.map(({ text }) => text).join(' '));

  it('follow one another, and their lines are numbered anew', () => {
    const printed = document(row(['Date', 'Number', 'Amount'], ['Date', 'Number', 'Amount']), row(['01.02.2026', '71', '10.00'], ['08.02.2026', '73', '30.00']), row(['02.02.2026', '72', '20.00']));
    const lines = unfoldSideBySide(printed);
    expect(lineTexts(lines)).toEqual(['Date Number Amount', '01.02.2026 71 10.00', '02.02.2026 72 20.00', 'Date Number Amount', '08.02.2026 73 30.00']);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are left as they are where there is but one', () => {
    const printed = document(NAMES, [['03.02.2026', 50], ['Tram', 120], ['4.00', 350]]);
    expect(unfoldSideBySide(printed)).toBe(printed.lines);
  });
});
