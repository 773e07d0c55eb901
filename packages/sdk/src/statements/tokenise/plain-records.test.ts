import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { TextPieces } from '../decode/text-pieces.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { plainRecords } from './plain-records.ts';
import { RecordScanner } from './record-scanner.ts';
import { findRecords, tokenise, type Dialect, type RecordBlock, type TextBlock } from './tokenise.ts';

type Numbered = readonly [line: number, cells: readonly string[]];

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Text in which quotes, delimiters and line ends meet in every way. */
const anyText = fc.string({ unit: fc.constantFrom('"', '"', '"', ',', ',', '\n', '\n', 'a', '1', ' ', ';', '\\', '\ufeff', 'é'), maxLength: 60 });
const dialect = fc.record({ delimiter: fc.constantFrom(...DELIMITERS), quoting: fc.constantFrom<Dialect['quoting'][]>('doubled', 'doubled', 'doubled', 'none', 'escaped', 'whole-line') });
const cell = fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', 'a', '1', ' ', 'é'), maxLength: 8 });

function scan(text: string, count: number, how: Dialect, firstLine: number, from = 0): readonly Numbered[] {
  const scanner = new RecordScanner(how, DEFAULT_LIMITS);
  scanner.open(text, from);
  let line = firstLine;
  return Array.from({ length: count }, () => {
    const own = line;
    line += scanner.next() + 1;
    return [own, [...scanner.cells.all()]] as const;
  });
}

function numbered(blocks: Iterable<RecordBlock | TextBlock>, how: Dialect): readonly Numbered[] {
  const all: Numbered[] = [];
  for (const block of blocks) {
    if ('rows' in block) block.rows.forEach((cells, index) => all.push([block.lines?.[index] ?? block.firstLine + index, cells]));
    else all.push(...scan(block.text, block.records, how, block.firstLine, block.from));
  }
  return all;
}

/** A text in pieces that end with lines as far as `sizes` lets them. */
function inPieces(text: string, sizes: readonly number[]): TextPieces {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at + sizes[pieces.length % sizes.length]!);
    pieces.push(text.slice(at, end < 0 ? text.length : end + 1));
    at += pieces[pieces.length - 1]!.length;
  }
  return new TextPieces(pieces.map(({ length }) => length), (index) => pieces[index]!);
}

function written(cells: readonly string[], delimiter: string, always: boolean): string {
  return cells.map((text) => (always || /[",;\t|\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter);
}

describe('records that stand plainly in a text', () => {
  it('are those that papaparse cuts out of it', () => {
    let plainOnes = 0;
    fc.assert(fc.property(anyText, dialect, (text, how) => {
      const plain = plainRecords(text, how);
      if (!plain) return;
      plainOnes++;
      const taken = text.slice(0, plain.end);
      const { data, errors } = Papa.parse<string[]>(taken, {
        delimiter: how.delimiter, newline: '\n', quoteChar: how.quoting === 'none' ? '\u0000' : '"', escapeChar: how.quoting === 'none' ? '\u0000' : '"',
      });
      expect(errors.filter(({ type }) => type === 'Quotes')).toEqual([]);
      expect(scan(taken, plain.records, how, 1).map(([, cells]) => cells)).toEqual(data.length === 0 ? [['']] : data);
      expect(plain.lineEnds).toBe(taken.split('\n').length - 1);
      // What is left out begins with a record whose quotes are still open.
      // The whole text is looked at: papaparse would take a byte order mark from the beginning of the rest.
      if (plain.end < text.length) expect(Papa.parse<string[]>(text, { delimiter: how.delimiter, newline: '\n' }).errors.map(({ code }) => code)).toContain('MissingQuotes');
    }), { numRuns: 20_000 });
    expect(plainOnes).toBeGreaterThan(2_000);
  });

  it('are found where papaparse finds them, with their lines, whatever is broken', () => {
    fc.assert(fc.property(anyText, dialect, (text, how) => {
      const whole = inPieces(text, [text.length]);
      expect(numbered(findRecords(whole, how, { limits: DEFAULT_LIMITS }), how)).toEqual(numbered(tokenise(text, how, { limits: DEFAULT_LIMITS }), how));
    }), { numRuns: 5_000 });
  });

  it('are the same with carriage returns before their line feeds', () => {
    fc.assert(fc.property(anyText, dialect, (text, how) => {
      const plain = numbered(tokenise(text, how, { limits: DEFAULT_LIMITS }), how);
      const returned = text.replaceAll('\n', '\r\n');
      expect(numbered(tokenise(returned, how, { limits: DEFAULT_LIMITS }), how)).toEqual(plain);
      expect(numbered(findRecords(inPieces(returned, [returned.length]), how, { limits: DEFAULT_LIMITS }), how)).toEqual(plain);
    }), { numRuns: 10_000 });
  });

  it('are the same however the text lies in pieces', () => {
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(table, fc.constantFrom(...DELIMITERS), fc.boolean(), fc.constantFrom('\n', '\r\n'), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }), (rows, delimiter, always, lineEnd, sizes) => {
      const how: Dialect = { delimiter, quoting: 'doubled' };
      const text = (rows.map((cells) => written(cells, delimiter, always)).join('\n') + '\n').replaceAll('\n', lineEnd);
      const found = numbered(findRecords(inPieces(text, sizes), how, { limits: DEFAULT_LIMITS }), how);
      expect(found.map(([, cells]) => cells)).toEqual(rows);
      expect(found).toEqual(numbered(tokenise(text, how, { limits: DEFAULT_LIMITS }), how));
    }), { numRuns: 2_000 });
  });

  it('take one look at each part of a long text without delimiters, line ends or quotes', () => {
    const how: Dialect = { delimiter: ',', quoting: 'doubled' };
    const started = performance.now();
    for (const text of ['a\n'.repeat(1_000_000), '"a"\n'.repeat(500_000), `${'"a",'.repeat(150)}\n`.repeat(5_000), `${'a,'.repeat(150)}\n`.repeat(5_000), '"a\n'.repeat(500_001)]) {
      const plain = plainRecords(text, how);
      if (plain) scan(text, plain.records, how, 1);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('keep to the limits of columns and cells', () => {
    const how: Dialect = { delimiter: ',', quoting: 'doubled' };
    const scanner = new RecordScanner(how, { columns: 3, cellLength: 10 });
    scanner.open('a,b,c,d\n', 0);
    expect(() => scanner.next()).toThrow('more columns');
    scanner.open(`a,"${'b'.repeat(9)}""c"\n`, 0);
    expect(() => scanner.next()).toThrow('longer');
    scanner.open(`a,"${'b'.repeat(8)}""c"\n`, 0);
    expect(scanner.next()).toBe(0);
    expect(scanner.cells.all()).toEqual(['a', 'bbbbbbbb"c']);
  });
});
