import { describe, expect, it } from 'vitest';
import { cellsOf, linesOf } from './lines.ts';
import { pageText, type PageText, type TextItem, type TextRun } from './page-text.ts';
import { joinSpacedOut } from './spaced-letters.ts';
import { joinPieces, wordsOf, type Word } from './words.ts';

const run = (text: string, x0: number, x1: number, more: Partial<TextRun> = {}): TextRun => ({ text, x0, x1, y: 100, size: 10, monospaced: false, ...more });
const page = (number: number, runs: readonly TextRun[]): PageText => ({ number, width: 595, height: 842, runs });
const edges = (words: readonly Word[]): readonly (readonly number[])[] => words.map(({ x0, x1 }) => [x0, x1].map((each) => Math.round(each * 1e6) / 1e6));
const textOf = (words: readonly { readonly text: string }[]): string => words.map(({ text }) => text).join(' ');

describe('words of a run', () => {
  it('keep the outer edges of the run, and share its width between them', () => {
    const words = wordsOf(run('Market  stall 12', 50, 130));
    expect(words.map(({ text }) => text)).toEqual(['Market', 'stall', '12']);
    expect(words[0]!.x0).toBe(50);
    expect(words[2]!.x1).toBeCloseTo(130, 6);
    for (const [index, word] of words.entries()) {
      expect(word.x1).toBeGreaterThan(word.x0);
      if (index > 0) expect(word.x0).toBeGreaterThan(words[index - 1]!.x1);
    }
  });

  it('are as wide as their letters are many in a monospaced font, and East Asian ones twice as wide', () => {
    expect(edges(wordsOf(run('ab  cde', 0, 70, { monospaced: true })))).toEqual([[0, 20], [40, 70]]);
    expect(edges(wordsOf(run('振込 ab', 0, 70, { monospaced: true })))).toEqual([[0, 40], [50, 70]]);
  });

  it('are written in ordinary letters where the font has compatibility forms', () => {
    expect(wordsOf(run('ﬁnance １２，５００ ⽇', 0, 100)).map(({ text }) => text)).toEqual(['finance', '12,500', '日']);
  });

  it('are parted by every blank, and none is left of blanks alone', () => {
    expect(wordsOf(run('a\u00a0b\u202fc\u3000d', 0, 40)).map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
    expect(wordsOf(run(' \u00a0 ', 0, 10))).toEqual([]);
  });

  it('leave out the dots that lead from a text to its amount', () => {
    const words = wordsOf(run('Kiosk ........ 19.28...... 84.08', 0, 320, { monospaced: true }));
    expect(words.map(({ text }) => text)).toEqual(['Kiosk', '19.28', '84.08']);
    expect(edges(words)).toEqual([[0, 50], [150, 200], [270, 320]]);
  });

  it('stand from right to left where they are written so', () => {
    expect(edges(wordsOf(run('אב גדה', 0, 60, { monospaced: true })))).toEqual([[40, 60], [0, 30]]);
  });

  it('count letters beyond the basic plane once', () => {
    const [first, second] = wordsOf(run('𝟙𝟚 x', 0, 40));
    expect([first!.text, second!.text]).toEqual(['12', 'x']);
    expect(edges(wordsOf(run('🦭🦭 ab', 0, 100, { monospaced: true })))).toEqual([[0, 40], [60, 100]]);
  });
});

describe('pieces of words', () => {
  const word = (text: string, x0: number, x1: number): Word => ({ text, x0, x1, y: 100, size: 10, monospaced: false });

  it('are put together where they touch, and left apart where a blank fits between', () => {
    expect(joinPieces([word('Wa', 10, 20), word('ges', 20.5, 34), word('May', 37, 55)])).toEqual([{ ...word('Wages', 10, 34) }, word('May', 37, 55)]);
  });

  it('are put together as they are read, from right to left too', () => {
    expect(joinPieces([word(':', 8, 10), word('ן', 10, 15), word('ובש', 15, 30), word('ח', 30, 36)]).map(({ text }) => text)).toEqual(['חובשן:']);
  });

  it('are put together where letters of scripts without blanks are spaced out alike', () => {
    const spaced = [word('利', 10, 20), word('用', 26, 36), word('日', 42, 52), word('ご', 70, 80), word('利', 85, 95), word('用', 100, 110), word('店', 130, 140)];
    expect(joinSpacedOut(spaced)).toEqual([word('利用日', 10, 52), word('ご利用', 70, 110), word('店', 130, 140)]);
    expect(joinSpacedOut([word('a', 10, 16), word('b', 20, 26), word('7', 30, 36)])).toHaveLength(3);
  });

  it('are left apart where one stands on the other', () => {
    expect(joinPieces([word('12', 10, 20), word('34', 10, 20)])).toHaveLength(2);
  });
});

describe('lines of pages', () => {
  it('are read from top to bottom and left to right, whatever the order in which they are drawn, and numbered over all pages', () => {
    const lines = linesOf([
      page(1, [run('Saldo', 300, 330, { y: 120 }), run('Datum', 50, 80, { y: 120.4 }), run('Titel', 50, 70, { y: 60 })]),
      page(2, [run('Ende', 50, 70, { y: 60 })]),
    ]);
    expect(lines.map(({ number, page: own, words }) => [number, own, textOf(words)])).toEqual([[1, 1, 'Titel'], [2, 1, 'Datum Saldo'], [3, 2, 'Ende']]);
  });

  it('hold what is raised a little, not what stands above, nor letters of quite another size', () => {
    const lines = linesOf([page(1, [run('1,250', 50, 80), run('00', 80.2, 88, { y: 97, size: 9 }), run('Above', 120, 150, { y: 90 }), run('BIG', 200, 260, { size: 40 })])]);
    expect(lines.map(({ words }) => textOf(words))).toEqual(['Above', '1,25000', 'BIG']);
  });

  it('are read from right to left where they are written so, and what is not among them the other way', () => {
    const [line] = linesOf([page(1, [run('3,120.66', 10, 50), run('EUR', 53, 70), run('היתרה', 73, 100), run('של', 103, 115)])]);
    expect(cellsOf(line!.words).map(({ text }) => text)).toEqual(['של היתרה 3,120.66 EUR']);
  });

  it('have the size of most of their words', () => {
    expect(linesOf([page(1, [run('a', 0, 5, { size: 14 }), run('b', 20, 25), run('c', 40, 45)])])[0]!.size).toBe(10);
  });

  it('are parted into cells at wide blanks, which are wider in monospaced fonts', () => {
    const cells = (monospaced: boolean): readonly string[] => cellsOf([run('Paid', 0, 20), run('in', 26, 35), run('Paid', 45, 65), run('out', 68, 80)].map((each) => ({ ...each, monospaced }))).map(({ text }) => text);
    expect(cells(false)).toEqual(['Paid', 'in', 'Paid out']);
    expect(cells(true)).toEqual(['Paid in', 'Paid out']);
    expect(cellsOf([])).toEqual([]);
  });
});

describe('the text of a page', () => {
  const item = (str: string, transform: readonly number[], width = 20): TextItem => ({ str, transform, width, fontName: 'f' });
  const items = (...all: readonly TextItem[]): PageText => pageText({ number: 3, width: 600, height: 800, transform: [1, 0, 0, -1, 0, 800], items: all, monospaced: new Set() });

  it('stands by its baseline from the upper left corner', () => {
    expect(items(item('Rent', [9, 0, 0, 9, 50, 700])).runs).toEqual([{ text: 'Rent', x0: 50, x1: 70, y: 100, size: 9, monospaced: false }]);
  });

  it('leaves out blanks, texts aslant, and those that run along the margin', () => {
    const { runs } = items(item('Groceries and more', [9, 0, 0, 9, 50, 700]), item('  ', [9, 0, 0, 9, 80, 700]), item('COPY', [30, 30, -30, 30, 100, 300]), item('form 7', [0, 6, -6, 0, 20, 100]));
    expect(runs.map(({ text }) => text)).toEqual(['Groceries and more']);
  });

  it('has blanks where a font has given them no letter and they come out as control characters', () => {
    const { runs } = items(item('2026.03.03\u000111:37:34', [9, 0, 0, 9, 50, 700], 90), item('\u0001\u0000', [9, 0, 0, 9, 50, 680]));
    expect(runs.map(({ text }) => text)).toEqual(['2026.03.03 11:37:34']);
  });

  it('turns with most of its letters, and its width and height with it', () => {
    const turned = items(item('Groceries', [0, 9, -9, 0, 100, 50], 40), item('up', [9, 0, 0, 9, 0, 0]));
    // Upwards on the sheet is to the right: the left margin of the sheet becomes the top of the page.
    expect(turned).toMatchObject({ width: 800, height: 600 });
    expect(turned.runs).toEqual([{ text: 'Groceries', x0: 50, x1: 90, y: 100, size: 9, monospaced: false }]);
  });

  it('holds once what is drawn twice at one place', () => {
    expect(items(item('Bold', [9, 0, 0, 9, 50, 700]), item('Bold', [9, 0, 0, 9, 50, 700]), item('Bold', [9, 0, 0, 9, 50, 680])).runs).toHaveLength(2);
  });
});
