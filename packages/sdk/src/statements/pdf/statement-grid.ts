import { DAYS, headerScores } from '../roles/header-words.ts';
import type { HeaderSense } from '../roles/header-terms.ts';
import type { PdfTable, PlacedRecord } from './read-tables.ts';

/** A record in the columns of the statement. */
export interface GridRecord {
  readonly kind: PlacedRecord['kind'];
  readonly lines: PlacedRecord['lines'];
  readonly cells: readonly string[];
}

/** Bookings of one or several tables in common columns. */
export interface StatementGrid {
  readonly header: readonly string[];
  readonly records: readonly GridRecord[];
}

/** Senses that stand for one another where tables of a statement name their columns differently. */
const CLASSES: readonly (readonly HeaderSense[])[] = [DAYS, ['amount'], ['money-out'], ['money-in'], ['balance'], ['description', 'kind'], ['counterparty'], ['reference'], ['currency'], ['fee']];
const NAMED = 0.6;

function classOf(header: string): number {
  const scores = headerScores(header);
  const ranked = CLASSES.map((senses, index) => ({ index, score: Math.max(0, ...senses.map((sense) => scores[sense] ?? 0)) })).sort((a, b) => b.score - a.score);
  return ranked[0]!.score >= NAMED ? ranked[0]!.index : -1;
}

function headerOf(name: string): string {
  return name.replace(/#\d+$/, '').replace(/^\(.*\)$/, '');
}

/** For each column of a secondary table the one of the main table that means the same, or a new one. */
function mapColumns(names: readonly string[], columns: string[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of names) {
    let index = columns.indexOf(name);
    if (index < 0) {
      const own = classOf(headerOf(name));
      index = own < 0 ? -1 : columns.findIndex((column, at) => !taken.has(at) && !names.includes(column) && classOf(headerOf(column)) === own);
    }
    if (index < 0) index = columns.push(name) - 1;
    map.set(name, index);
    taken.add(index);
  }
  return map;
}

/** Header and marks of the column that says what the titles of sections say. */
const SECTION_HEADER = 'D/C';
const SECTION_MARKS = { in: 'C', out: 'D', other: '' } as const;

const AMOUNT_ALONE = /^[^\p{L}\d]*(?:[A-Z]{1,3}\$?\s?)?[\d.,' ]+[^\p{L}\d]*$/u;

/** Whether the amounts of a row are all zero. */
function movesNothing(cells: readonly string[]): boolean {
  const amounts = cells.filter((cell) => AMOUNT_ALONE.test(cell));
  return amounts.length > 0 && amounts.every((cell) => !/[1-9]/.test(cell));
}

/** Whether titles of sections, and nothing else, say which way the amounts go. */
function bySection(records: readonly PlacedRecord[]): boolean {
  const rows = records.filter(({ kind, section, cells }) => kind === 'row' && section !== 'other' && !movesNothing(cells));
  return rows.length > 0 && rows.every(({ section }) => section === 'in' || section === 'out');
}

/** Puts the records of some tables into common columns; the first table gives their order and headers. */
export function gridOf(tables: readonly PdfTable[], printedHeaders: ReadonlyMap<string, string>): StatementGrid {
  const columns: string[] = [];
  // Records of one part of a table share their columns, and follow one another.
  let [names, map]: [readonly string[], ReadonlyMap<string, number>] = [[], new Map()];
  const mapOf = (record: PlacedRecord): ReadonlyMap<string, number> => {
    if (record.columns !== names) [names, map] = [record.columns, mapColumns(record.columns, columns)];
    return map;
  };
  const placed = tables.flatMap((table) => table.records.map((record) => ({ record, map: mapOf(record) })));
  const records = tables.flatMap((table) => table.records);
  const sections = bySection(records) && !columns.some((column) => [2, 3].includes(classOf(headerOf(column))));
  const width = columns.length;
  const grid = placed.map(({ record, map }): GridRecord => {
    const cells = Array.from({ length: width }, () => '');
    record.columns.forEach((name, index) => {
      cells[map.get(name)!] = record.cells[index]!;
    });
    if (sections) cells.push(record.kind === 'row' ? SECTION_MARKS[record.section ?? 'other'] : '');
    return { kind: record.section === 'other' && record.kind === 'row' ? 'aside' : record.kind, lines: record.lines, cells };
  });
  const header = columns.map((name) => printedHeaders.get(name) ?? headerOf(name));
  return { header: sections ? [...header, SECTION_HEADER] : header, records: grid.sort((a, b) => a.lines[0]!.number - b.lines[0]!.number) };
}
