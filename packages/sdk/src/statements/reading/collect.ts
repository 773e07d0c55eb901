import type { CalendarDate } from '../../dates/index.ts';
import { StatementProblemError } from '../problem.ts';
import { cellKind, isCore } from '../table/find-table.ts';
import { markerKind, type Figure } from '../table/marker-words.ts';
import { accountNumber, announcedAccount } from '../table/statement-facts.ts';
import { moneyIndexes } from '../roles/money-layout.ts';
import type { RecordBlock } from '../tokenise/tokenise.ts';
import type { LineCount, ReadingLimits, RejectedLine, RejectionReason, StatementTransaction } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { currencyOfCell } from '../values/currency-signs.ts';
import { cleanCell, cleanText } from '../values/text.ts';
import type { ReadingPlan } from './plan.ts';
import { compileRowReader } from './row-reader.ts';

/** A transaction as it was read; signs by balance and the order of the rows are still open. */
export type CollectedRow = { -readonly [K in keyof StatementTransaction]: StatementTransaction[K] };

/** One account of the file: its number and currency as the rows name them. */
export interface RowGroup {
  readonly number: string | null;
  readonly currency: string | null;
}

/** An opening or closing balance, or a total, that stands inside the table. */
export interface TableMarker {
  readonly kind: 'opening' | 'closing' | 'total';
  readonly line: number;
  readonly units: MinorUnits | null;
  /** For a total: what stands in the money columns. */
  readonly moneyOut: MinorUnits | null;
  readonly moneyIn: MinorUnits | null;
}

export interface Collected {
  readonly rows: readonly CollectedRow[];
  readonly groups: readonly RowGroup[];
  readonly markers: readonly TableMarker[];
  readonly rejected: readonly RejectedLine[];
  readonly counts: LineCount;
  /** Cells of the lines that are no part of the table, after it; at most some hundred. */
  readonly after: readonly (readonly string[])[];
  /** Cells of rows that failed, for a second look at the decisions; at most some hundred. */
  readonly misfits: readonly (readonly string[])[];
  readonly lines: number;
}

export interface Collector {
  readonly push: (block: RecordBlock) => void;
  readonly finish: () => Collected;
  readonly rows: () => number;
}

const MOST_KEPT = 300;
const CELL_SHOWN = 200;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the records of a file one block after the other by a plan, and says of every line what it became. */
export function collector(plan: ReadingPlan, limits: ReadingLimits, firstLineOfText: number): Collector {
  const reader = compileRowReader(plan);
  const rows: CollectedRow[] = [];
  const groups: RowGroup[] = [];
  const groupIndex = new Map<string, number>();
  const markers: TableMarker[] = [];
  const rejected: RejectedLine[] = [];
  const after: (readonly string[])[] = [];
  const misfits: (readonly string[])[] = [];
  const counts: Mutable<LineCount> = { transactions: 0, header: 0, markers: firstLineOfText - 1, continuations: 0, rejected: 0, blank: 0 };
  const { headerLine, firstLine } = plan.recipe;
  const headerText = plan.header.join('\u0000');
  let lines = firstLineOfText - 1;
  let lastWasRow = false;
  let sizes = 0;
  let [lastAccount, lastCurrency, lastGroup] = ['\u0000', '\u0000', -1];

  // A file of several tables names the account of each above its header.
  let announced: string | null = null;
  let section: string | null = null;
  let sections = 1;

  /** Gives the rows before the second table the account of the first one. */
  const nameGroups = (number: string): void => {
    for (const [index, { currency }] of [...groups.entries()]) {
      groups[index] = { number, currency };
      groupIndex.set(`${number}|${currency ?? ''}`, index);
    }
  };

  const beginSection = (): void => {
    if (plan.account === null && announced !== null && section !== null && announced !== section) {
      if (sections === 1) nameGroups(section);
      sections++;
    }
    section = announced;
  };

  const groupOf = (cells: readonly string[]): number => {
    const account = plan.account === null ? (sections > 1 ? section! : '') : (cells[plan.account] ?? '');
    const currency = reader.currency(cells);
    if (account === lastAccount && currency === lastCurrency) return lastGroup;
    const number = account === '' ? null : accountNumber(cleanCell(account));
    const named = currencyOfCell(cleanCell(currency));
    const key = `${number ?? ''}|${named ?? ''}`;
    let index = groupIndex.get(key);
    if (index === undefined) {
      index = groups.length;
      groups.push({ number, currency: named });
      groupIndex.set(key, index);
    }
    [lastAccount, lastCurrency, lastGroup] = [account, currency, index];
    return index;
  };

  const reject = (cells: readonly string[], line: number, reason: RejectionReason): void => {
    counts.rejected++;
    rejected.push({ line, reason, cells: cells.map((cell) => cell.slice(0, CELL_SHOWN)) });
    if (misfits.length < MOST_KEPT) misfits.push(cells);
  };

  const mark = (cells: readonly string[]): void => {
    counts.markers++;
    announced = announcedAccount(cells) ?? announced;
    if (after.length < MOST_KEPT) after.push(cells);
  };

  /** A balance or total line inside the table. */
  const markFigure = (cells: readonly string[], line: number, figure: Figure): void => {
    counts.markers++;
    // A balance before the first row is the opening one; of those after it, the last is the closing one.
    const kind = figure === 'balance' ? (rows.length === 0 ? 'opening' : 'closing') : figure;
    const balance = reader.balance(cells);
    const amount = reader.amount(cells) ?? null;
    const [out, into] = plan.money.kind === 'pair' ? [plan.money.out, plan.money.in] : [null, null];
    const inColumn = (column: number | null): MinorUnits | null => {
      if (column === null || kind !== 'total') return null;
      const only: string[] = [];
      only[column] = cells[column] ?? '';
      const units = reader.amount(only.map((cell) => cell ?? ''));
      return units ?? null;
    };
    if (kind !== 'carried') markers.push({ kind, line, units: balance ?? amount, moneyOut: inColumn(out), moneyIn: inColumn(into) });
    if (after.length < MOST_KEPT) after.push(cells);
  };

  const markerOf = (cells: readonly string[], kinds: readonly Figure[]): Figure | null => {
    for (const cell of cells) {
      const kind = cell.length < 2 ? null : markerKind(cleanText(cell), kinds);
      if (kind !== null) return kind as Figure;
    }
    return null;
  };

  const append = (cells: readonly string[]): void => {
    counts.continuations++;
    const last = rows[rows.length - 1]!;
    const text = reader.description(cells) || cells.map(cleanText).filter((cell) => cell !== '').join(' ');
    last.description = last.description === '' ? text : `${last.description} ${text}`;
  };

  const isContinuation = (cells: readonly string[]): boolean => {
    if (!lastWasRow) return false;
    const texts = [...plan.description, ...plan.counterparty];
    const filled = cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
    return filled.length > 0 && filled.every((index) => texts.includes(index) || plan.reference.includes(index));
  };

  /** A dated row with money in the wrong places: a delimiter inside a text without quotes shifts what follows. */
  const unshift = (cells: readonly string[]): readonly string[] | null => {
    const extra = cells.length - plan.recipe.columns.length;
    if (extra <= 0 || extra > 8) return null;
    let found: readonly string[] | null = null;
    for (const column of [...plan.description, ...plan.counterparty]) {
      const merged = [...cells.slice(0, column), cells.slice(column, column + extra + 1).join(plan.recipe.delimiter), ...cells.slice(column + extra + 1)];
      const fits = reader.date(merged) !== null && typeof (reader.amount(merged) ?? undefined) !== 'undefined' && (plan.balance === null || reader.balance(merged) !== null);
      if (!fits) continue;
      if (found) return null;
      found = merged;
    }
    return found;
  };

  /** Whether a row without a date is one of the day above it: statements that print a day once; its balance must follow. */
  const followsOnItsDay = (cells: readonly string[], amount: MinorUnits): boolean => {
    const last = rows[rows.length - 1];
    const balance = reader.balance(cells);
    if (!last || last.balance === null || balance === null || amount === 0 || !reader.dateEmpty(cells) || reader.figure(cells) !== null || reader.description(cells) === '') return false;
    const step = BigInt(balance) - last.balance;
    return step === BigInt(amount) || step === -last.amount;
  };

  /** What is no transaction at first sight. */
  const readOther = (cells: readonly string[], line: number, date: CalendarDate | null, amount: MinorUnits | null | undefined): void => {
    if (cells.every((cell) => cell.trim() === '')) {
      counts.blank++;
      lastWasRow = false;
      return;
    }
    if (cells.length === plan.header.length && cells.map(cleanText).join('\u0000') === headerText) {
      counts.header++;
      beginSection();
      lastWasRow = false;
      return;
    }
    const shifted = unshift(cells);
    if (shifted) {
      accept(shifted, line);
      return;
    }
    if (date === null && isContinuation(cells)) {
      const figure = markerOf(cells, ['opening', 'closing', 'total', 'carried']);
      if (!figure) {
        append(cells);
        return;
      }
    }
    if (date === null && amount !== null && amount !== undefined && followsOnItsDay(cells, amount)) {
      book(cells, line, rows[rows.length - 1]!.date, amount);
      return;
    }
    const wasRow = lastWasRow;
    lastWasRow = false;
    const hasAmount = amount !== undefined && amount !== null;
    const kind = markerOf(cells, date === null ? ['opening', 'closing', 'total', 'balance', 'carried'] : ['opening', 'closing', 'balance', 'carried']);
    if (kind) {
      markFigure(cells, line, kind);
      return;
    }
    if (reader.movesNothing(cells) || cells.some((cell) => cell.length < 40 && markerKind(cleanText(cell), ['pending'], true) !== null)) {
      mark(cells);
      return;
    }
    if (date !== null) {
      if (amount === null) return reject(cells, line, 'amount-unreadable');
      const needed = Math.min(...moneyIndexes(plan.money));
      if (cells.length <= needed) return reject(cells, line, 'too-few-columns');
      // A date and a balance alone state a figure of that day.
      if (!wasRow && reader.balance(cells) !== null && rows.length === 0) return markFigure(cells, line, 'opening');
      return reject(cells, line, 'amount-missing');
    }
    const looksBooked = isCore(cells.map(cellKind));
    if (hasAmount && reader.dateEmpty(cells) && rows.length > 0 && amount !== 0) return reject(cells, line, 'date-missing');
    if (looksBooked || (hasAmount && /\d/.test(cells[plan.dates[0]!] ?? '') && cells.length >= plan.recipe.columns.length - 1)) return reject(cells, line, 'date-unreadable');
    mark(cells);
  };

  const accept = (cells: readonly string[], line: number): void => {
    const date = reader.date(cells);
    const amount = date === null ? undefined : reader.amount(cells);
    if (date === null || amount === null || amount === undefined) {
      readOther(cells, line, date, date === null ? reader.amount(cells) : amount);
      return;
    }
    if (reader.movesNothing(cells)) {
      mark(cells);
      return;
    }
    const figure = reader.figure(cells);
    if (figure !== null) {
      markFigure(cells, line, figure);
      lastWasRow = false;
      return;
    }
    book(cells, line, date, amount);
  };

  const book = (cells: readonly string[], line: number, date: CalendarDate, amount: MinorUnits): void => {
    const units = BigInt(amount);
    const printed = reader.balance(cells);
    const balance = printed === null ? null : BigInt(printed);
    rows.push({
      account: groupOf(cells),
      date,
      valueDate: reader.valueDate(cells),
      amount: units,
      balance: balance !== null && plan.balanceBefore ? balance + units : balance,
      description: reader.description(cells),
      counterparty: reader.counterparty(cells),
      reference: reader.reference(cells),
      source: { line },
    });
    lastWasRow = true;
  };

  const push = (block: RecordBlock): void => {
    const { rows: records, lines: numbers } = block;
    sizes += records.length;
    if (sizes > limits.rows) throw new StatementProblemError('too-many-rows');
    for (let index = 0; index < records.length; index++) {
      const cells = records[index]!;
      const line = numbers ? numbers[index]! : block.firstLine + index;
      if (numbers) {
        const next = index + 1 < records.length ? numbers[index + 1]! : block.nextLine;
        counts.continuations += next - line - 1;
      }
      if (line >= firstLine) accept(cells, line);
      else if (line === headerLine) {
        counts.header++;
        beginSection();
      }
      else if (cells.every((cell) => cell.trim() === '')) counts.blank++;
      else {
        counts.markers++;
        announced = announcedAccount(cells) ?? announced;
      }
    }
    lines = block.nextLine - 1;
  };

  return {
    push,
    rows: () => rows.length,
    finish: () => ({ rows, groups, markers, rejected, counts: { ...counts, transactions: rows.length }, after, misfits, lines }),
  };
}
