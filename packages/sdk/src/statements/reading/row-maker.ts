import type { CalendarDate } from '../../dates/index.ts';
import { RecordScanner } from '../tokenise/record-scanner.ts';
import type { RecordText } from '../tokenise/sample.ts';
import type { ReadingLimits, StatementTransaction } from '../types.ts';
import { dateOfDay } from '../values/date-parser.ts';
import type { PackedDay } from '../values/date-scan.ts';
import type { ReadingPlan } from './plan.ts';
import type { RowStore } from './row-store.ts';
import { compileTextReader, type RowTexts } from './text-reader.ts';

/** Makes the rows of a store, which it can do in any order and as often as need be. */
export interface RowMaker {
  readonly texts: (row: number) => RowTexts;
  readonly transaction: (row: number) => StatementTransaction;
}

/** `source` is the text in which the texts of the rows stand; null where every row brings its own. */
export function rowMaker(store: RowStore, plan: ReadingPlan, source: RecordText | null, limits: ReadingLimits): RowMaker {
  const textsIn = compileTextReader(plan);
  const scanner = source && new RecordScanner(source.dialect, limits);
  /** The cells of a record up to the last one with a text. */
  const columns = 1 + Math.max(0, ...plan.description, ...plan.counterparty, ...plan.reference);
  const dates = new Map<PackedDay, CalendarDate>();
  // Most rows are of the day of the one before.
  let lastDay: PackedDay = -1;
  let lastDate: CalendarDate = '';
  const dateOf = (day: PackedDay): CalendarDate => {
    if (day === lastDay) return lastDate;
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = dateOfDay(day)));
    lastDay = day;
    lastDate = date;
    return date;
  };
  // And in the same piece of the text.
  let [piece, pieceStart, pieceEnd] = ['', 0, -1];
  const texts = (row: number): RowTexts => {
    const where = store.where(row);
    if (typeof where !== 'number') return where;
    if (!source || !scanner) throw new RangeError('The text of the rows is missing.');
    if (where < pieceStart || where >= pieceEnd) {
      ({ piece, start: pieceStart } = source.text.around(where));
      pieceEnd = pieceStart + piece.length;
    }
    scanner.open(piece, where - pieceStart);
    scanner.next(columns);
    return textsIn(scanner.cells);
  };
  return {
    texts,
    transaction: (row) => {
      const { description, counterparty, reference } = texts(row);
      const balance = store.balance(row);
      const valueDay = store.valueDay[row]!;
      return {
        account: store.account[row]!,
        date: dateOf(store.day[row]!),
        valueDate: valueDay === 0 ? null : dateOf(valueDay),
        amount: BigInt(store.amount(row)),
        balance: balance === null ? null : BigInt(balance),
        description,
        counterparty,
        reference,
        source: { line: store.line[row]! },
      };
    },
  };
}
