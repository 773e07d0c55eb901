import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { tokenise, type Dialect } from './tokenise.ts';

const COMMAS: Dialect = { delimiter: ',', quoting: 'doubled' };

function records(text: string, dialect: Dialect = COMMAS, limits = DEFAULT_LIMITS): [number, string[]][] {
  const all: [number, string[]][] = [];
  for (const block of tokenise(text, dialect, { limits })) block.rows.forEach((cells, index) => all.push([block.lines?.[index] ?? block.firstLine + index, cells]));
  return all;
}

describe('tokenise', () => {
  it('gives each record the line on which it begins', () => {
    expect(records('a,b\n"x\ny",2\n\nc,d')).toEqual([[1, ['a', 'b']], [2, ['x\ny', '2']], [4, ['']], [5, ['c', 'd']]]);
  });

  it('keeps lines right over many slices, quotes and line breaks in them', () => {
    const lines: string[] = [];
    const expected: number[] = [];
    for (let row = 0; row < 30_000; row++) {
      expected.push(lines.length + 1);
      if (row % 7 === 0) lines.push(`${row},"first`, 'second, ""quoted""', `third",${row}`);
      else lines.push(`${row},"text, with comma",${row}`);
    }
    const all = records(lines.join('\n'));
    expect(all.map(([line]) => line)).toEqual(expected);
    expect(all.every(([, cells], row) => cells.length === 3 && cells[0] === String(row))).toBe(true);
  });

  it('costs one line where a quote never closes', () => {
    const good = Array.from({ length: 20_000 }, (_, row) => `${row},"b",c`);
    good[5_000] = '5000,"b,c';
    const all = records(good.join('\n'));
    expect(all).toHaveLength(20_000);
    expect(all[5_000]).toEqual([5_001, ['5000', 'b', 'c']]);
    expect(all[19_999]).toEqual([20_000, ['19999', 'b', 'c']]);
  });

  it('stays linear where every line is broken', () => {
    const started = performance.now();
    expect(records('1,"b,c\n'.repeat(20_000))).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('reads the other ways of quoting', () => {
    expect(records('"a \\"b\\"",c', { delimiter: ',', quoting: 'escaped' })).toEqual([[1, ['a "b"', 'c']]]);
    expect(records('"a,""b,c"""\n', { delimiter: ',', quoting: 'whole-line' })).toEqual([[1, ['a', 'b,c']]]);
    expect(records('5" pipe,"c', { delimiter: ',', quoting: 'none' })).toEqual([[1, ['5" pipe', '"c']]]);
  });

  it('refuses cells and widths beyond the limits', () => {
    const limits = { ...DEFAULT_LIMITS, cellLength: 10, columns: 3 };
    expect(() => records('a,b,c,d\n', COMMAS, limits)).toThrow('more columns');
    expect(() => records(`a,${'b'.repeat(11)}\n`, COMMAS, limits)).toThrow('longer');
  });
});
