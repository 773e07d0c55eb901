import { markerKind } from '../table/marker-words.ts';
import { cleanText } from '../values/text.ts';
import { withoutEquivalents } from './equivalents.ts';
import { lineCells } from './line-cells.ts';
import { tableLine, type TableLine } from './line-kind.ts';
import type { DocumentLines, PartedDocument, Region } from './regions.ts';
import type { SectionKind } from './section-titles.ts';
import { signature, type HeaderCell } from './table-header.ts';
import { layoutOf, type TableLayout } from './table-layout.ts';
import { amountPlace, daysBelow, groupLines, type TableRecord } from './table-records.ts';
import { totalRows } from './total-rows.ts';
import type { Token } from './value-tokens.ts';

/** A table, over all of its pages. Parts of one layout share their columns; `layout` is that of the first one. */
export interface PdfTable {
  readonly signature: string;
  readonly layout: TableLayout;
  readonly records: readonly PlacedRecord[];
  readonly header: readonly HeaderCell[];
}

/** A record in the columns of its own part of the table. */
export interface PlacedRecord extends TableRecord {
  readonly columns: readonly string[];
}

export interface PdfTables {
  readonly tables: readonly PdfTable[];
  /** Indexes of the lines that are headers, first lines of each. */
  readonly headers: ReadonlyMap<number, string>;
  /** Indexes of lines that belong to no table. */
  readonly outside: ReadonlySet<number>;
}

interface Part {
  readonly region: Region;
  readonly signature: string;
  readonly layout: TableLayout;
  readonly lines: readonly TableLine[];
}

const SAME_PLACE = 3;

function samePlace(a: readonly HeaderCell[], b: readonly HeaderCell[]): boolean {
  return a.length === b.length && a.every((cell, index) => Math.abs(cell.x0 - b[index]!.x0) < SAME_PLACE);
}

/** Names of columns by which the parts of one table agree: the header text, and which of several equal ones. */
function columnNames(layout: TableLayout): readonly string[] {
  const seen = new Map<string, number>();
  return layout.columns.map(({ header, kind }) => {
    const name = header === '' ? `(${kind})` : header.toLowerCase();
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${name}#${count}`;
  });
}

/** A page whose table begins with a header of its own shows above it what each page shows: no rows. */
function isFurniture(region: Region, index: number, regions: readonly Region[], { lines, tokens }: DocumentLines): boolean {
  const next = regions[index + 1];
  if (!region.header || region.from === region.header.last + 1 || !next?.header) return false;
  const samePage = lines[next.header.first]!.page === lines[region.from]!.page;
  if (!samePage || signature(next.header) !== signature(region.header) || next.from !== next.header.last + 1) return false;
  return !tokens.slice(region.from, region.to).some(looksBooked);
}

/** Whether a line begins with a date and ends with money. */
function looksBooked(tokens: readonly Token[]): boolean {
  return tokens.length > 2 && tokens[0]!.date !== null && tokens.at(-1)!.money && tokens.at(-1)!.freeLeft;
}

/** Amounts without decimals count only where hardly any have them. */
function mostlyWhole(tokens: readonly (readonly Token[])[]): boolean {
  const dated = tokens.filter((line) => line.some((token) => token.date !== null && token.freeLeft));
  const written = dated.filter((line) => line.some((token) => token.money && token.freeLeft)).length;
  return written * 2 < dated.length;
}

function evidenceOf(regions: readonly Region[], { lines, tokens }: DocumentLines): DocumentLines {
  const at = regions.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
  return { lines: at.map((index) => lines[index]!), tokens: at.map((index) => tokens[index]!) };
}

/** The layout of each part: parts with the same header at the same place are looked at together. */
function partsOf(regions: readonly Region[], document: DocumentLines): readonly Part[] {
  const groups: { readonly header: readonly HeaderCell[] | null; readonly regions: Region[] }[] = [];
  for (const region of regions) {
    const cells = region.header?.cells ?? null;
    const home = groups.find(({ header }) => (header === null) === (cells === null) && (cells === null || (signature(region.header!) === sign(header!) && samePlace(header!, cells))));
    if (home) home.regions.push(region);
    else groups.push({ header: cells, regions: [region] });
  }
  const parts = groups.flatMap(({ header, regions: own }): Part[] => {
    const evidence = evidenceOf(own, document);
    const layout = layoutOf(header, evidence);
    if (!layout) return [];
    const whole = mostlyWhole(evidence.tokens);
    return own.map((region) => ({
      region,
      signature: header ? sign(header) : '',
      layout,
      lines: Array.from({ length: region.to - region.from }, (_, index) => tableLine(lineCells(document.lines[region.from + index]!, document.tokens[region.from + index]!, layout, whole), layout)),
    }));
  });
  return parts.sort((a, b) => a.region.from - b.region.from);
}

function sign(cells: readonly HeaderCell[]): string {
  return cells.map((cell) => cell.text.toLowerCase()).join('|');
}

interface Run {
  readonly records: PlacedRecord[];
  readonly layout: TableLayout;
  readonly header: readonly HeaderCell[];
  carried: ReadonlyMap<string, string>;
  pending: readonly TableLine[];
}

function indexed(named: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<number, string> {
  return new Map([...named].flatMap(([name, text]): [number, string][] => (names.includes(name) ? [[names.indexOf(name), text]] : [])));
}

/** Adds texts at the top of a page to the booking that the page before ended with. */
function extend(records: PlacedRecord[], lines: readonly TableLine[], names: readonly string[]): boolean {
  const at = records.findLastIndex((record) => record.kind === 'row');
  const last = records[at];
  if (!last) return false;
  const cells = last.columns.map((name, index) => [last.cells[index]!, ...lines.map((line) => line.cells[names.indexOf(name)] ?? '')].filter((text) => text !== '').join(' '));
  records[at] = { ...last, cells, lines: [...last.lines, ...lines.map(({ line }) => line)] };
  return true;
}

/** Reads the tables of a document: what stands under the same header is one table, on however many pages. */
export function readTables(document: PartedDocument): PdfTables {
  const all = document.regions;
  const hasHeader = all.some((region) => region.header !== null);
  const regions = all.filter((region, index) => (hasHeader ? region.header !== null : true) && !isFurniture(region, index, all, document));
  const parts = withoutEquivalents(partsOf(regions, document));
  const below = daysBelow(parts);
  const place = below ? 'first' : amountPlace(parts);
  const runs = new Map<string, Run>();
  const inside = new Set<number>();
  let lastSection: SectionKind | null = null;
  for (const part of parts) {
    const names = columnNames(part.layout);
    const run: Run = runs.get(part.signature) ?? { records: [], layout: part.layout, header: part.region.header?.cells ?? [], carried: new Map(), pending: [] };
    runs.set(part.signature, run);
    const begins = part.region.header !== null && part.region.from === part.region.header.last + 1;
    const section: SectionKind | null = begins ? part.region.title : (lastSection ?? part.region.title);
    const grouped = groupLines(part.lines, { layout: part.layout, place, daysBelow: below, section, carried: indexed(run.carried, names), pending: run.pending });
    if (grouped.continued.length > 0 && !extend(run.records, grouped.continued, names)) {
      run.records.push(...grouped.continued.map((line): PlacedRecord => ({ kind: 'aside', lines: [line.line], cells: line.cells, section, dated: line.dated, columns: names })));
    }
    run.records.push(...grouped.records.map((record) => ({ ...record, columns: names })));
    run.carried = new Map([...grouped.carried].map(([index, text]) => [names[index]!, text]));
    run.pending = grouped.pending;
    lastSection = grouped.section;
    for (let at = part.region.from; at < part.region.to; at++) inside.add(at);
  }
  const headers = new Map(all.flatMap(({ header }): [number, string][] => (header ? [[header.first, signature(header)]] : [])));
  const outside = new Set(document.lines.flatMap((_, index) => (inside.has(index) || isHeaderLine(index, all) ? [] : [index])));
  const tables = [...runs].map(([name, { records, layout, header, pending }]): PdfTable => ({
    signature: name, layout, header,
    records: [...withTotals(records, layout), ...pending.map((line): PlacedRecord => ({ kind: 'aside', lines: [line.line], cells: line.cells, section: null, dated: line.dated, columns: columnNames(layout) }))],
  }));
  return { tables, headers, outside };
}

/** Rows that are sums of others state a figure; what is listed below the last closing balance is not booked yet. */
function withTotals(records: readonly PlacedRecord[], layout: TableLayout): readonly PlacedRecord[] {
  const totals = totalRows(records, layout.columns);
  const closed = closedAt(records);
  return records.map((record, index) => {
    if (record.kind !== 'row') return record;
    return totals.has(index) ? { ...record, kind: 'figure' } : index > closed ? { ...record, kind: 'aside' } : record;
  });
}

/** The last closing balance that stands below bookings and on the last page of the table; Infinity where there is none. */
function closedAt(records: readonly PlacedRecord[]): number {
  const states = (record: PlacedRecord, kind: 'opening' | 'closing'): boolean => record.kind === 'figure' && record.cells.some((cell) => markerKind(cleanText(cell), ['opening', 'closing']) === kind);
  const at = records.findLastIndex((record) => states(record, 'closing'));
  if (at < 0 || records.slice(at).some((record) => states(record, 'opening'))) return Infinity;
  const opened = records.slice(0, at).some((record) => states(record, 'opening'));
  const before = records.slice(0, at).filter(({ kind }) => kind === 'row').length;
  const after = records.slice(at).filter(({ kind }) => kind === 'row');
  const page = records[at]!.lines[0]!.page;
  return (opened || before > after.length) && after.every(({ lines }) => lines[0]!.page === page) ? at : Infinity;
}

function isHeaderLine(index: number, regions: readonly Region[]): boolean {
  return regions.some(({ header }) => header !== null && index >= header.first && index <= header.last);
}
