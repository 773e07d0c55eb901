import type { FoundTable } from '../table/find-table.ts';
import { scanAmount, type AmountScan } from '../values/amount-scan.ts';
import { currencyInText, currencyOfCell } from '../values/currency-signs.ts';
import { countedYears, scanDay, type DateScan } from '../values/date-scan.ts';
import { directionReader, type Direction } from '../values/direction-words.ts';
import type { MonthNames } from '../values/month-names.ts';
import { cleanCell, isDash } from '../values/text.ts';
import { headerScores, namesDay, type HeaderScores } from './header-words.ts';
import { namesMinorUnits } from './minor-units-header.ts';

/** What a column holds over the core rows of the sample. */
export interface ColumnProfile {
  readonly index: number;
  readonly header: string;
  readonly words: HeaderScores;
  /** Currency that the header names. */
  readonly headerCurrency: string | null;
  /** Whether the header says that the amounts are minor units, such as cents. */
  readonly minorUnits: boolean;
  /** Cells by row; empty where a row is shorter. */
  readonly cells: readonly string[];
  readonly dates: readonly (DateScan | null)[];
  readonly amounts: readonly (AmountScan | null)[];
  readonly directions: readonly (Direction | null)[];
  /** Shares of all rows, and of the filled cells. */
  readonly filled: number;
  readonly dateShare: number;
  readonly numberShare: number;
  readonly directionShare: number;
  readonly currencyShare: number;
  readonly distinct: number;
  /** Whether the numbers look like identifiers: leading zeros, long digits without a separator, or numbers of phones. */
  readonly identifiers: boolean;
  readonly hasDecimals: boolean;
  /** Whether most cells are six digits or more without any separator. */
  readonly bareDigits: boolean;
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of;
}

const IDENTIFIER = /^0\d{2,}$|^\d{10,}$/;
const BARE_DAY = /^\d{4}(?:\d{2})?$/;
const BARE_DIGITS = /^\d{6,}$/;

const DIGITS_AND_BLANKS = /^\+?\d+(?: \d+)*$/;
const GROUPED = /^\+?\d{1,3}(?: \d{3})*$/;
/** More digits behind a plus than money has. */
const PHONE_DIGITS = 10;

/** `+41 79 000 00 01`, `0171 2345678`: a zero first, blanks where no number has them, or a plus before a long number. */
function isPhoneNumber(cell: string): boolean {
  if (!DIGITS_AND_BLANKS.test(cell)) return false;
  if (/^\+?0\d/.test(cell)) return true;
  if (cell.includes(' ') && !GROUPED.test(cell)) return true;
  return cell.startsWith('+') && (cell.match(/\d/g) ?? []).length >= PHONE_DIGITS;
}

/** Whether a column may hold days that are written oddly: its header says so, or no header says so of any column. Dates that tell themselves apart may stand anywhere. */
function mayHoldDays({ header, dateStyle }: FoundTable, index: number): boolean {
  if (countedYears(dateStyle) !== null) return true;
  return namesDay(header[index] ?? '') || ((header[index] ?? '') === '' && dateStyle !== 'serial' && !header.some(namesDay));
}

function profileOf(table: FoundTable, index: number, months: MonthNames | undefined): ColumnProfile {
  const printed = table.rows.map((row) => cleanCell(row.cells[index] ?? ''));
  // Among numbers a dash is an empty cell; elsewhere it may be a minus of its own.
  const cells = printed.some((cell) => isDash(cell)) && printed.some((cell) => /\d/.test(cell)) ? printed.map((cell) => (isDash(cell) ? '' : cell)) : printed;
  const filled = cells.filter((cell) => cell !== '').length;
  const style = mayHoldDays(table, index) ? table.dateStyle : 'date';
  const named = namesDay(table.header[index] ?? '');
  // Few digits alone are a day only where a header says so.
  const dates = cells.map((cell) => (!named && typeof style === 'object' && BARE_DAY.test(cell) ? null : scanDay(cell, style, months)));
  const amounts = cells.map((cell) => scanAmount(cell));
  const header = table.header[index] ?? '';
  const directions = cells.map(directionReader(header));
  const count = (present: (position: number) => boolean): number => cells.filter((_, position) => present(position)).length;
  return {
    index,
    header,
    words: headerScores(header),
    headerCurrency: currencyInText(header),
    minorUnits: namesMinorUnits(header),
    cells,
    dates,
    amounts,
    directions,
    filled: share(filled, cells.length),
    dateShare: share(count((at) => dates[at] !== null), filled),
    numberShare: share(count((at) => amounts[at] !== null), filled),
    directionShare: share(count((at) => directions[at] !== null && amounts[at] === null), filled),
    currencyShare: share(count((at) => currencyOfCell(cells[at]!) !== null), filled),
    distinct: new Set(cells.filter((cell) => cell !== '')).size,
    identifiers: filled > 0 && count((at) => IDENTIFIER.test(cells[at]!) || isPhoneNumber(cells[at]!)) > filled * 0.3,
    bareDigits: filled > 0 && count((at) => BARE_DIGITS.test(cells[at]!)) > filled * 0.5,
    hasDecimals: count((at) => /[.,]\d{1,2}$/.test(amounts[at]?.body ?? '')) > 0,
  };
}

/** Month words mean what they mean in any language, unless those of one are given. */
export function profileColumns(table: FoundTable, months?: MonthNames): readonly ColumnProfile[] {
  return Array.from({ length: table.width }, (_, index) => profileOf(table, index, months));
}

/** A header score from which a sense counts as named. */
export const KNOWN = 0.55;

/** Whether a header has anything to do with money. */
export function isMoneyWord(profile: ColumnProfile): boolean {
  const { words } = profile;
  return Math.max(words.amount ?? 0, words['money-out'] ?? 0, words['money-in'] ?? 0, words.balance ?? 0) > 0;
}
