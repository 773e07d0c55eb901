import { StatementProblemError } from '../problem.ts';
import { cellKind, isCore } from '../table/find-table.ts';
import { transactionsHeader, type HeaderBelow } from '../table/sections.ts';
import { markerKind, type Figure } from '../table/marker-words.ts';
import { moneyIndexes } from '../roles/money-layout.ts';
import { RecordScanner } from '../tokenise/record-scanner.ts';
import { RowCells } from '../tokenise/row-cells.ts';
import type { RecordText } from '../tokenise/sample.ts';
import type { RecordBlock, TextBlock } from '../tokenise/tokenise.ts';
import type { LineCount, ReadingLimits, RejectedLine, RejectionReason } from '../types.ts';
import { amountParser, type MinorUnits } from '../values/amount-parser.ts';
import { scanAmount } from '../values/amount-scan.ts';
import type { PackedDay } from '../values/date-scan.ts';
import { add, negate } from '../values/minor-units.ts';
import { cleanCell, cleanText } from '../values/text.ts';
import { AccountGroups, type RowGroup } from './account-groups.ts';
import type { ReadingPlan } from './plan.ts';
import { closingLines } from './closing-lines.ts';
import { rowMaker, type RowMaker } from './row-maker.ts';
import { compileRowReader } from './row-reader.ts';
import { RowStore } from './row-store.ts';
import { compileTextReader } from './text-reader.ts';

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
  /** The transactions as they were read; signs by balance and the order of the rows are still open. */
  readonly rows: RowStore;
  readonly maker: RowMaker;
  readonly groups: readonly RowGroup[];
  readonly markers: readonly TableMarker[];
  readonly rejected: readonly RejectedLine[];
  readonly counts: LineCount;
  /** Cells of the lines that are no part of the table, after it; at most some hundred. */
  readonly after: readonly (readonly string[])[];
  /** Cells of rows that failed, for a second look at the decisions; at most some hundred. */
  readonly misfits: readonly (readonly string[])[];
  readonly lines: number;
  /** Headers of transactions below the first rows, the own one again among them, where there is any other. */
  readonly headersBelow: readonly HeaderBelow[];
}

export interface Collector {
  readonly push: (block: RecordBlock | TextBlock) => void;
  readonly finish: () => Collected;
  readonly rows: () => number;
}

const MOST_KEPT = 300;
const CELL_SHOWN = 200;
const EXPECTED_MORE = 1.02;

/** Where a record stands. */
interface Placed {
  readonly line: number;
  /** In the text of the file; null where its cells are cut, or it stands in two pieces. */
  readonly place: number | null;
}

const LETTERS = /\p{L}{2}/u;

/** Whether a cell is written as money is: a number with decimals or a sign. */
function isMoney(cell: string): boolean {
  const scan = cell.length < CELL_SHOWN ? scanAmount(cleanCell(cell)) : null;
  return scan !== null && (scan.negative || scan.hasSign || /[.,]\d{2,3}$/.test(scan.body));
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads the records of a file one block after the other by a plan, and says of every line what it became. `source` is the
 * text in which records may stand uncut.
 */
export function collector(plan: ReadingPlan, limits: ReadingLimits, firstLineOfText: number, source: RecordText | null = null): Collector {
  const reader = compileRowReader(plan);
  const readBalance = amountParser(plan.recipe.decimalMark, plan.decimals);
  const textsIn = compileTextReader(plan);
  const rows = new RowStore();
  const maker = rowMaker(rows, plan, source, limits);
  const accounts = new AccountGroups(plan.account, reader);
  const markers: TableMarker[] = [];
  const rejected: RejectedLine[] = [];
  const after: (readonly string[])[] = [];
  const misfits: (readonly string[])[] = [];
  const headersBelow: HeaderBelow[] = [];
  // What stands between the last line of a table and the next header.
  let [lastLine, blankLine] = [0, 0];
  let between: (readonly string[])[] = [];
  const counts: Mutable<LineCount> = { transactions: 0, header: 0, markers: firstLineOfText - 1, continuations: 0, rejected: 0, blank: 0 };
  const { headerLine, firstLine } = plan.recipe;
  const headerText = plan.header.join('\u0000');
  let lines = firstLineOfText - 1;
  const cut = new RowCells();
  let scanner: RecordScanner | null = null;
  let lastWasRow = false;
  let sizes = 0;

  const leaveGap = (line: number): void => {
    [lastLine, blankLine] = [line, 0];
    if (between.length > 0) between = [];
  };

  const noteHeader = (text: string, line: number): void => {
    headersBelow.push({ headerLine: line, text, line: (blankLine || lastLine) + 1, above: between });
    leaveGap(line);
  };

  const reject = (cells: readonly string[], line: number, reason: RejectionReason): void => {
    counts.rejected++;
    leaveGap(line);
    rejected.push({ line, reason, cells: cells.map((cell) => cell.slice(0, CELL_SHOWN)) });
    if (misfits.length < MOST_KEPT) misfits.push(cells);
  };

  const mark = (cells: readonly string[]): void => {
    counts.markers++;
    accounts.announce(cells);
    if (between.length < MOST_KEPT) between.push(cells);
    if (after.length < MOST_KEPT) after.push(cells);
  };

  /** Lines between the rows that hold money and a text: what follows tells whether they are a part of the table. */
  let held: { readonly cells: readonly string[]; readonly line: number }[] = [];

  const hold = (cells: readonly string[], line: number): void => {
    mark(cells);
    const balance = rows.length === 0 ? null : rows.balance(rows.length - 1);
    const states = (cell: string): boolean => balance !== null && readBalance(cell) === balance;
    if (rows.length > 0 && cells.some(isMoney) && cells.some((cell) => LETTERS.test(cell)) && !cells.some(states)) held.push({ cells, line });
  };

  /** A row below them: they are no lines around the table, and shorter than its rows. */
  const rejectHeld = (): void => {
    for (const { cells, line } of held) {
      counts.markers--;
      reject(cells, line, 'too-few-columns');
    }
    rejected.sort((a, b) => a.line - b.line);
    held = [];
  };

  /** A balance or total line inside the table. */
  const markFigure = (row: RowCells, line: number, figure: Figure): void => {
    const cells = row.all();
    counts.markers++;
    // A balance before the first row is the opening one; of those after it, the last is the closing one.
    const kind = figure === 'balance' ? (rows.length === 0 ? 'opening' : 'closing') : figure;
    const balance = reader.balance(row);
    const amount = reader.amount(row) ?? null;
    const [out, into] = plan.money.kind === 'pair' ? [plan.money.out, plan.money.in] : [null, null];
    const inColumn = (column: number | null): MinorUnits | null => {
      if (column === null || kind !== 'total') return null;
      const only = cells.map((cell, index) => (index === column ? cell : ''));
      return reader.amount(RowCells.of(only)) ?? null;
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

  const append = (row: RowCells): void => {
    counts.continuations++;
    const last = maker.texts(rows.length - 1);
    const text = textsIn(row).description || row.all().map(cleanText).filter((cell) => cell !== '').join(' ');
    rows.setTexts(rows.length - 1, { ...last, description: last.description === '' ? text : `${last.description} ${text}` });
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
      const row = RowCells.of(merged);
      const amount = reader.amount(row);
      const fits = reader.day(row) !== 0 && amount !== null && amount !== undefined && (plan.balance === null || reader.balance(row) !== null);
      if (!fits) continue;
      if (found) return null;
      found = merged;
    }
    return found;
  };

  /** Whether a row without a date is one of the day right above it: statements that print a day once; its balance must follow. */
  const followsOnItsDay = (row: RowCells, amount: MinorUnits): boolean => {
    const before = lastWasRow && plan.daysPrintedOnce ? rows.balance(rows.length - 1) : null;
    const balance = reader.balance(row);
    if (before === null || balance === null || amount === 0 || !reader.dateEmpty(row) || reader.figure(row) !== null || textsIn(row).description === '') return false;
    const step = add(balance, negate(before));
    return step === amount || step === negate(rows.amount(rows.length - 1));
  };

  /** Whether a line without a day has all else that a booking has: its width, a text, money that moves, and a balance where others have one. */
  const isBookingButForDay = (row: RowCells, amount: MinorUnits): boolean =>
    amount !== 0 && row.width >= plan.recipe.columns.length && textsIn(row).description !== '' && (plan.balance === null || reader.balance(row) !== null);

  /** What is no transaction at first sight. */
  const readOther = (row: RowCells, placed: Placed, day: PackedDay, amount: MinorUnits | null | undefined): void => {
    const { line } = placed;
    const cells = row.all();
    if (cells.every((cell) => cell.trim() === '')) {
      counts.blank++;
      if (blankLine === 0) [blankLine, between] = [line, []];
      lastWasRow = false;
      return;
    }
    if (cells.length === plan.header.length && cells.map(cleanText).join('\u0000') === headerText) {
      counts.header++;
      if (headersBelow.length > 0) noteHeader(headerText, line);
      accounts.beginTable();
      held = [];
      lastWasRow = false;
      return;
    }
    const other = day === 0 && typeof amount !== 'number' && plan.header.length > 0 && rows.length > 0 ? transactionsHeader(cells) : null;
    if (other !== null) {
      noteHeader(other, line);
      mark(cells);
      held = [];
      lastWasRow = false;
      return;
    }
    const shifted = unshift(cells);
    if (shifted) {
      accept(RowCells.of(shifted), { line, place: null });
      return;
    }
    if (day === 0 && isContinuation(cells)) {
      const figure = markerOf(cells, ['opening', 'closing', 'total', 'carried']);
      if (!figure) {
        append(row);
        return;
      }
    }
    if (day === 0 && amount !== null && amount !== undefined && followsOnItsDay(row, amount)) {
      book(row, placed, rows.day[rows.length - 1]!, amount);
      return;
    }
    const wasRow = lastWasRow;
    lastWasRow = false;
    const hasAmount = amount !== undefined && amount !== null;
    const kind = markerOf(cells, day === 0 ? ['opening', 'closing', 'total', 'balance', 'carried'] : ['opening', 'closing', 'balance', 'carried']);
    if (kind) {
      markFigure(row, line, kind);
      return;
    }
    if (reader.movesNothing(row) || cells.some((cell) => cell.length < 40 && markerKind(cleanText(cell), ['pending'], true) !== null)) {
      mark(cells);
      return;
    }
    if (day !== 0) {
      if (amount === null) return reject(cells, line, 'amount-unreadable');
      const needed = Math.min(...moneyIndexes(plan.money));
      if (cells.length <= needed) return reject(cells, line, 'too-few-columns');
      // A date and a balance alone state a figure of that day.
      if (!wasRow && reader.balance(row) !== null && rows.length === 0) return markFigure(row, line, 'opening');
      return reject(cells, line, 'amount-missing');
    }
    const looksBooked = isCore(cells.map(cellKind));
    // Before the first row it may be a line of the preamble; one with a balance and a text is a booking there too.
    const bookedButForDay = hasAmount && isBookingButForDay(row, amount);
    const mayBeBooked = rows.length > 0 || bookedButForDay || (reader.balance(row) !== null && textsIn(row).description !== '');
    if (hasAmount && reader.dateEmpty(row) && mayBeBooked && amount !== 0) return reject(cells, line, 'date-missing');
    // Where no row could be read, no row has told how amounts are written either.
    const statesAmount = hasAmount || moneyIndexes(plan.money).some((index) => scanAmount(cells[index] ?? '') !== null);
    if (looksBooked || bookedButForDay || (statesAmount && /\d/.test(cells[plan.dates[0]!] ?? '') && cells.length >= plan.recipe.columns.length - 1)) return reject(cells, line, 'date-unreadable');
    hold(cells, line);
  };

  const accept = (row: RowCells, placed: Placed): void => {
    const day = reader.day(row);
    const amount = reader.amount(row);
    if (day === 0 || amount === null || amount === undefined) {
      readOther(row, placed, day, amount);
      return;
    }
    if (reader.movesNothing(row)) {
      mark(row.all());
      return;
    }
    const figure = reader.figure(row);
    if (figure !== null) {
      markFigure(row, placed.line, figure);
      lastWasRow = false;
      return;
    }
    book(row, placed, day, amount);
  };

  const book = (row: RowCells, { line, place }: Placed, day: PackedDay, amount: MinorUnits): void => {
    if (held.length > 0) rejectHeld();
    leaveGap(line);
    const printed = reader.balance(row);
    const balance = printed !== null && plan.balanceBefore ? add(printed, amount) : printed;
    rows.push({ account: accounts.of(row), day, valueDay: reader.valueDay(row), amount, balance, line }, place ?? textsIn(row));
    lastWasRow = true;
  };

  /** Without a header, the first row of a table is found by its day: one above it may have lost its own. */
  const isUndatedRow = (row: RowCells): boolean => {
    const amount = reader.amount(row);
    return reader.day(row) === 0 && reader.dateEmpty(row) && typeof amount === 'number' && isBookingButForDay(row, amount);
  };

  /** What one record is, by where it stands. */
  const take = (row: RowCells, placed: Placed): void => {
    const { line } = placed;
    if (line >= firstLine) {
      accept(row, placed);
      return;
    }
    const cells = row.all();
    if (line === headerLine) {
      counts.header++;
      accounts.beginTable();
    }
    else if (headerLine === null && isUndatedRow(row)) accept(row, placed);
    else if (cells.every((cell) => cell.trim() === '')) counts.blank++;
    else {
      counts.markers++;
      accounts.announce(cells);
    }
  };

  const pushCut = (block: RecordBlock): void => {
    const { rows: records, lines: numbers } = block;
    sizes += records.length;
    if (sizes > limits.rows) throw new StatementProblemError('too-many-rows');
    for (let index = 0; index < records.length; index++) {
      const line = numbers ? numbers[index]! : block.firstLine + index;
      if (numbers) {
        const next = index + 1 < records.length ? numbers[index + 1]! : block.nextLine;
        counts.continuations += next - line - 1;
      }
      cut.show(records[index]!);
      take(cut, { line, place: null });
    }
  };

  const pushText = (block: TextBlock, { text, dialect }: RecordText): void => {
    scanner ??= new RecordScanner(dialect, limits);
    scanner.open(block.text, block.from);
    sizes += block.records;
    if (sizes > limits.rows) {
      // What is wrong with a record itself is said first.
      for (let left = block.records; left > 0; left--) scanner.next();
      throw new StatementProblemError('too-many-rows');
    }
    const isWhole = text.isInOnePiece(block.start + block.from, block.end - 1);
    // So far as one may go by the rows up to here, and a little more.
    if (block.start > 0) rows.expect(Math.min(limits.rows, Math.ceil(rows.length * EXPECTED_MORE * (text.length / block.start))));
    let line = block.firstLine;
    for (let left = block.records; left > 0; left--) {
      const place = block.start + scanner.at;
      const within = scanner.next();
      counts.continuations += within;
      take(scanner.cells, { line, place: isWhole || text.isInOnePiece(place, block.start + scanner.at - 1) ? place : null });
      line += within + 1;
    }
  };

  const push = (block: RecordBlock | TextBlock): void => {
    if ('rows' in block) pushCut(block);
    else if (source) pushText(block, source);
    lines = block.nextLine - 1;
  };

  /** Turns the last lines into markers where their figures follow from the rows above them. */
  const takeClosingLines = (): void => {
    const closing = accounts.groups.length === 1 ? closingLines({ rows, maker, reader, plan, rejected }) : null;
    if (!closing) return;
    for (let left = closing.rows; left > 0; left--) rows.pop();
    if (closing.opens) rows.shift();
    rejected.length -= closing.rejected;
    counts.rejected -= closing.rejected;
    counts.markers += closing.markers.length;
    markers.push(...closing.markers);
  };

  return {
    push,
    rows: () => rows.length,
    finish: () => {
      takeClosingLines();
      return { rows, maker, groups: accounts.groups, markers, rejected, counts: { ...counts, transactions: rows.length }, after, misfits, lines, headersBelow };
    },
  };
}
