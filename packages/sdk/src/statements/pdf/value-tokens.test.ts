import { describe, expect, it } from 'vitest';
import { clusterValues } from './clusters.ts';
import { linesOf } from './lines.ts';
import { tokensOf, type Token } from './value-tokens.ts';

/** A line in letters of 10 that are 5 points wide; one blank is narrow, several are 5 points wide each. */
function tokens(text: string): readonly Token[] {
  let x = 0;
  const runs = Array.from(text.matchAll(/(\s*)(\S+)/g), ([, blanks, word]) => {
    const x0 = x + (blanks!.length === 1 ? 2.8 : blanks!.length * 5);
    x = x0 + word!.length * 5;
    return { text: word!, x0, x1: x, y: 50, size: 10, monospaced: false };
  });
  return tokensOf(linesOf([{ number: 1, width: 600, height: 800, runs }])[0]!);
}

const kinds = (text: string): readonly string[] => tokens(text).map((token) => `${token.text}=${token.date ?? ''}${token.money ? '$' : token.amount ? '#' : ''}`);

describe('values in a line', () => {
  it.each([
    ['12/05/2026   Bakery   -4.20   95.80', ['12/05/2026=full', 'Bakery=', '-4.20=$', '95.80=$']],
    ['3 Mar 2026   Rent   1,200.00', ['3 Mar 2026=full', 'Rent=', '1,200.00=$']],
    ['Mar 3, 2026   Rent   $ 1,200.00', ['Mar 3, 2026=full', 'Rent=', '$ 1,200.00=$']],
    ['04 juin   Loyer   1 200,00', ['04 juin=short', 'Loyer=', '1 200,00=$']],
    ['04/06   Miete   1.200,00-', ['04/06=short', 'Miete=', '1.200,00-=$']],
    ['12.6.2026   Huur   EUR 1.200,00', ['12.6.2026=full', 'Huur=', 'EUR 1.200,00=$']],
    ['31 DEC   Interest   12.34 CR', ['31 DEC=short', 'Interest=', '12.34 CR=$']],
    ['2026年6月12日   給与   ¥300,000', ['2026年6月12日=full', '給与=', '¥300,000=$']],
    ['02 Jan   R E N T   1 . 2 4 5 , 0 0 -', ['02 Jan=short', 'RENT=', '1.245,00-=$']],
    ['1. Juni 2026   Lohn   4\'100.00', ['1. Juni 2026=full', 'Lohn=', '4\'100.00=$']],
  ])('%s', (line, expected) => {
    expect(kinds(line)).toEqual(expected);
  });

  it('stand without the mark of a note behind them', () => {
    expect(kinds('02/20/26*   Payment   -$40.00†   ◊')).toEqual(['02/20/26=full', 'Payment=', '-$40.00=$', '◊=']);
  });

  it('are numbers without being money where they have no decimals, groups or currency', () => {
    expect(kinds('Cheque   4021   350')).toEqual(['Cheque=', '4021=#', '350=#']);
  });

  it('can be a day or a number, where they are both', () => {
    expect(kinds('12.05   04.06.   x')).toEqual(['12.05=short$', '04.06.=short$', 'x=']);
  });

  it('do not take in the words beside them', () => {
    expect(kinds('Withdrawal 40.00')).toEqual(['Withdrawal=', '40.00=$']);
    expect(kinds('Invoice 31 of 40')).not.toContain('Invoice 31=short');
  });

  it('are two where a wide blank parts them', () => {
    expect(kinds('120.00    880.00')).toEqual(['120.00=$', '880.00=$']);
    expect(kinds('7    500.00')).toEqual(['7=#', '500.00=$']);
  });

  it('say whether they stand free on either side', () => {
    expect(tokens('Paid 12.50 twice   8.00').map(({ text, freeLeft, freeRight }) => [text, freeLeft, freeRight])).toEqual([['Paid', true, false], ['12.50', false, false], ['twice', false, true], ['8.00', true, true]]);
  });

  it('cover all words of the line once', () => {
    for (const line of ['1 2 3 4 5 6 7 8', 'a 1.00 b 2 c 3 Mar d', '05 06 2026 100,00 200,00 CR', '- - -- 5.00 -']) {
      const all = tokens(line);
      expect(all[0]!.first).toBe(0);
      all.slice(1).forEach((token, index) => expect(token.first).toBe(all[index]!.last + 1));
      expect(all.map(({ text }) => text).join(' ')).toBe(line);
    }
  });
});

describe('a date in cells of its own', () => {
  it('is one where a line begins with a day and the name of a month, and a year', () => {
    expect(kinds('15     JAN     VWW    Transfer     73.06')[0]).toBe('15 JAN=short');
    expect(kinds('02     DÉC     01    JAN    Transfer     73.06').slice(0, 2)).toEqual(['02 DÉC=short', '01 JAN=short']);
    expect(kinds('15     Mar     2026     Transfer')[0]).toBe('15 Mar 2026=full');
  });

  it('is none where the month goes on, where the line goes on, or far away', () => {
    expect(kinds('3     Mar 5     Transfer')[0]).toBe('3=#');
    expect(kinds('12     May street     4.00')[0]).toBe('12=#');
    expect(kinds('Paid     15     May     4.00')[1]).toBe('15=#');
    expect(kinds('15                    May     4.00')[0]).toBe('15=#');
  });
});

describe('clusters of values', () => {
  const span = (x0: number, x1: number): { readonly x0: number; readonly x1: number } => ({ x0, x1 });

  it('group numbers by their right edge and dates by their left one', () => {
    const numbers = [span(180, 200), span(170, 200.5), span(290, 300), span(275, 300), span(280, 300.4)];
    expect(clusterValues('number', numbers, 10).map(({ left, right, count, x0, x1 }) => [left, right, count, x0, x1])).toEqual([[180, 200.5, 2, 170, 200.5], [280, 300, 3, 275, 300.4]]);
    expect(clusterValues('date', [span(50, 95), span(50.5, 90), span(110, 150)], 10).map(({ count }) => count)).toEqual([2, 1]);
  });

  it('put values with a mark behind them into the column of those without', () => {
    const [cluster, ...others] = clusterValues('number', [span(170, 200), span(165, 200), span(180, 200), span(170, 212)], 10);
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({ count: 4, right: 200, x0: 165, x1: 212 });
  });

  it('make one column of centred values', () => {
    expect(clusterValues('number', [span(180, 220), span(185, 215), span(190, 210), span(175, 225)], 10)).toMatchObject([{ count: 4 }]);
  });

  it('are none of no values', () => {
    expect(clusterValues('number', [], 10)).toEqual([]);
  });
});
