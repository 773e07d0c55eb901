import { StatementProblemError } from '../problem.ts';
import type { ReadingLimits } from '../types.ts';
import type { Dialect } from './tokenise.ts';
import { RowCells } from './row-cells.ts';

const LINE_END = '\n';
const QUOTE = '"';
const QUOTE_CODE = 0x22;
const CARRIAGE_RETURN_CODE = 0x0d;
/** More columns than any limit allows. */
const ALL = 0x3fff_ffff;

/** Where a unit stands from `from` on; the end of the text where it does not. */
function positionOf(text: string, unit: string, from: number): number {
  const found = text.indexOf(unit, from);
  return found < 0 ? text.length : found;
}

/**
 * Finds the cells of records that stand plainly in a text (`plainRecords` has looked), without cutting them out. What it
 * finds is what papaparse would cut.
 */
export class RecordScanner {
  readonly cells = new RowCells();
  /** Where the next record begins. */
  at = 0;
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  readonly #quoted: boolean;
  readonly #limits: Pick<ReadingLimits, 'columns' | 'cellLength'>;
  #text = '';
  // Positions behind `at` are looked for once, however many records have none: else delimiters that are rare would be
  // searched for over and over.
  #nextDelimiter = -1;
  #nextLineEnd = -1;

  constructor(dialect: Dialect, limits: Pick<ReadingLimits, 'columns' | 'cellLength'>) {
    this.#delimiter = dialect.delimiter;
    this.#delimiterCode = dialect.delimiter.charCodeAt(0);
    this.#quoted = dialect.quoting === 'doubled';
    this.#limits = limits;
  }

  /** Goes to a record of a text. */
  open(text: string, at: number): void {
    if (text !== this.#text || at < this.at) {
      this.#text = text;
      this.#nextDelimiter = -1;
      this.#nextLineEnd = -1;
    }
    this.at = at;
  }

  /**
   * Shows the record at `at` and goes behind it; answers how many line ends stand within it. With `columns`, it stops behind
   * so many cells, and the next record has to be opened.
   *
   * @throws {StatementProblemError} too-many-columns, cell-too-long.
   */
  next(columns = ALL): number {
    const { cells } = this;
    const text = this.#text;
    const delimiter = this.#delimiter;
    const most = Math.min(columns, this.#limits.columns);
    const from = this.at;
    let nextDelimiter = this.#nextDelimiter;
    let nextLineEnd = this.#nextLineEnd;
    let start = from;
    let width = 0;
    let lineEnds = 0;
    let end: number;
    cells.text = text;
    if (nextLineEnd < start) nextLineEnd = positionOf(text, LINE_END, start);
    for (;;) {
      if (width === most) {
        if (width < columns) throw new StatementProblemError('too-many-columns');
        end = start - 1;
        break;
      }
      if (width === cells.starts.length) cells.grow();
      if (this.#quoted && text.charCodeAt(start) === QUOTE_CODE) {
        const close = this.#closingQuote(start, width);
        cells.starts[width] = start + 1;
        cells.ends[width] = close;
        width++;
        while (nextLineEnd < close) {
          lineEnds++;
          nextLineEnd = positionOf(text, LINE_END, nextLineEnd + 1);
        }
        end = close + 1;
        if (text.charCodeAt(end) !== this.#delimiterCode) {
          if (text.charCodeAt(end) === CARRIAGE_RETURN_CODE) end++;
          break;
        }
        start = end + 1;
        continue;
      }
      if (nextDelimiter < start) nextDelimiter = positionOf(text, delimiter, start);
      cells.starts[width] = start;
      cells.escaped[width] = 0;
      if (nextLineEnd <= nextDelimiter) {
        end = nextLineEnd;
        cells.ends[width] = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN_CODE ? end - 1 : end;
        width++;
        break;
      }
      end = nextDelimiter;
      cells.ends[width] = end;
      width++;
      start = end + 1;
    }
    this.#nextDelimiter = nextDelimiter;
    this.#nextLineEnd = nextLineEnd;
    cells.width = width;
    cells.lineEnds = lineEnds;
    if (end - from > this.#limits.cellLength) this.#checkLengths();
    this.at = end + 1;
    return lineEnds;
  }

  #closingQuote(open: number, column: number): number {
    const text = this.#text;
    let close = text.indexOf(QUOTE, open + 1);
    let escaped = 0;
    while (text.charCodeAt(close + 1) === QUOTE_CODE) {
      escaped = 1;
      close = text.indexOf(QUOTE, close + 2);
    }
    this.cells.escaped[column] = escaped;
    return close;
  }

  #checkLengths(): void {
    const { cells } = this;
    for (let column = 0; column < cells.width; column++) if (cells.cell(column).length > this.#limits.cellLength) throw new StatementProblemError('cell-too-long');
  }
}
