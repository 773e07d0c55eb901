import { isRealDay } from '../../dates/index.ts';
import { namesDay } from '../roles/header-words.ts';
import { asciiDigits, cleanCell, fold } from '../values/text.ts';

type Cells = readonly string[];
type Part = 'year' | 'month' | 'day';

/** Three columns in a row that hold the year, the month and the day of one date. */
export interface DateJoin {
  readonly column: number;
  readonly parts: readonly [Part, Part, Part];
  readonly header: readonly [string, string, string];
}

const WORDS: readonly (readonly [Part, RegExp])[] = [
  ['year', /^(?:years?|yyyy|yy|jahr|annee|ano|anno|any|jaar|ar|vuosi|aasta|rok|roku|ev|godina|leto|an|anul|yil|год|рік|година|ετος|年|년|tahun|nam|ปี)$/],
  ['month', /^(?:months?|mm|monat|mois|mes|mese|maand|maned|manad|kuukausi|kuu|miesiac|mesic|mesiac|ho|honap|mjesec|mesec|luna|ay|месяц|місяць|месец|μηνας|月|월|bulan|thang|เดือน)$/],
  ['day', /^(?:days?|dd|tag|jour|dia|giorno|dag|paiva|paev|dzien|den|nap|dan|zi|ziua|gun|день|ден|ημερα|日|일|hari|ngay|วัน)$/],
];
const LONGEST_HEADER = 40;
const BRACKETED = /^(.*?)[(（[]\s*([^()（）[\]]+?)\s*[)）\]]$/u;
const LAST_WORD = /^(.*?)[\s_.\-/]*([^\s_.\-/]+)$/u;

/** What a header calls a part of a date, and what it says before: `操作日(年)`, `transaction_year`. */
function partOf(header: string): { readonly part: Part; readonly before: string } | null {
  if (header.length > LONGEST_HEADER || /\d/.test(header)) return null;
  const text = cleanCell(header).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const match = BRACKETED.exec(text) ?? LAST_WORD.exec(text);
  const part = match && WORDS.find(([, word]) => word.test(fold(match[2]!)))?.[0];
  return part ? { part, before: match[1]!.trim() } : null;
}

const YEAR = /^(?:19|20)\d{2}$/;
const MONTH_OR_DAY = /^\d{1,2}$/;

/** The date that three cells hold; null where they hold none. */
function dateOf(cells: Cells, { column, parts }: DateJoin): string | null {
  const texts = parts.map((_, index) => asciiDigits(cleanCell(cells[column + index] ?? '')));
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => texts[parts.indexOf(part)]!);
  if (!YEAR.test(year!) || !MONTH_OR_DAY.test(month!) || !MONTH_OR_DAY.test(day!)) return null;
  return isRealDay(Number(year), Number(month), Number(day)) ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : null;
}

function joinAt(header: Cells, column: number): DateJoin | null {
  const cells = header.slice(column, column + 3);
  const named = cells.map(partOf);
  const [first, second, third] = named;
  if (!first || !second || !third || new Set(named.map((each) => each!.part)).size < 3) return null;
  if (first.before !== second.before || second.before !== third.before) return null;
  return { column, parts: [first.part, second.part, third.part], header: cells as [string, string, string] };
}

/** Finds a date that is written in three columns: its header names them, and the rows below it hold dates. */
export function findDateJoin(records: readonly Cells[]): DateJoin | null {
  for (const [at, header] of records.entries()) {
    for (let column = 0; column + 3 <= header.length; column++) {
      const join = joinAt(header, column);
      if (join && records.slice(at + 1).some((cells) => dateOf(cells, join) !== null)) return join;
    }
  }
  return null;
}

/** Puts the date of a record into one column: the header keeps what it says before the parts. Records too short for that stay as they are. */
export function joinDate(cells: string[], join: DateJoin): string[] {
  const { column, header } = join;
  if (cells.length < column + 3) return cells;
  const three = cells.slice(column, column + 3);
  const isHeader = three.every((cell, index) => cell === header[index]);
  const before = isHeader ? partOf(header[0])!.before : '';
  const joined = isHeader ? (namesDay(before) ? before : 'Date') : (dateOf(cells, join) ?? three.map((cell) => cell.trim()).filter((cell) => cell !== '').join(' '));
  return [...cells.slice(0, column), joined, ...cells.slice(column + 3)];
}
