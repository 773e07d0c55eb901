import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { findDialect } from './dialect.ts';

const dialect = (text: string): unknown => {
  const { delimiter, quoting, hasSeparatorLine } = findDialect(text, DEFAULT_LIMITS);
  return [delimiter, quoting, hasSeparatorLine];
};

describe('findDialect', () => {
  it('judges a delimiter by the rows that it yields, not by its number', () => {
    expect(dialect('a, b, c, d\n13.02.2026;Shop, a, b, c, d;-1,50\n14.02.2026;Shop, e, f, g;-2,50\n')).toEqual([';', 'doubled', false]);
    expect(dialect('2026-02-13,"a; b; c; d",-1.50\n2026-02-14,"e; f; g",-2.50\n')).toEqual([',', 'doubled', false]);
    expect(dialect('2026-02-13\ta, b\t-1.50\n')).toEqual(['\t', 'doubled', false]);
    expect(dialect('2026-02-13|a, b|-1.50\n')).toEqual(['|', 'doubled', false]);
  });

  it('takes the delimiter that the file states', () => {
    expect(dialect('sep=;\na,b;2\n')).toEqual([';', 'doubled', true]);
    expect(dialect('"sep=|"\na,b|2\n')).toEqual(['|', 'doubled', true]);
  });

  it('finds other ways of quoting', () => {
    expect(dialect('"Date,Text,Amount"\n"2026-02-13,""a, b"",-1.50"\n"2026-02-14,""c"",-1.50"\n')).toEqual([',', 'whole-line', false]);
    expect(dialect('"2026-02-13","a \\"b\\", c","-1.50"\n"2026-02-14","a \\"b\\", c","-1.50"\n"2026-02-15","a \\"b\\", c","-1.50"\n')).toEqual([',', 'escaped', false]);
  });
});
