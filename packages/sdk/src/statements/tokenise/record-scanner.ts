import { StatementProblemError } from '../problem.ts';
import type { ReadingLimits } from '../types.ts';
import type { Dialect } from './tokenise.ts';
import { RowCells } from './row-cells.ts';

const LINE_END = '\n';
const QUOTE = '"';
const QUOTE_CODE = 0x22;

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
   * Shows the record at `at` and goes behind it; answers how many line ends stand within it.
   *
   * @throws {StatementProblemError} too-many-columns, cell-too-long.
   */
  next(): number {
    const { cells } = this;
    const text = this.#text;
    const from = this.at;
    let start = from;
    let width = 0;
    let lineEnds = 0;
    let end: number;
    cells.text = text;
    for (;;) {
      if (width === this.#limits.columns) throw new StatementProblemError('too-many-columns');
      if (width === cells.starts.length) cells.grow();
      if (this.#quoted && text.charCodeAt(start) === QUOTE_CODE) {
        const close = this.#closingQuote(start, width);
        cells.starts[width] = start + 1;
        cells.ends[width] = close;
        width++;
        for (let inner = this.#lineEndFrom(start); inner < close; inner = this.#lineEndFrom(inner + 1)) lineEnds++;
        end = close + 1;
        if (text.charCodeAt(end) !== this.#delimiterCode) break;
        start = end + 1;
        continue;
      }
      const lineEnd = this.#lineEndFrom(start);
      const delimiter = this.#delimiterFrom(start);
      end = Math.min(delimiter, lineEnd);
      cells.starts[width] = start;
      cells.ends[width] = end;
      cells.escaped[width] = 0;
      width++;
      if (end === lineEnd) break;
      start = delimiter + 1;
    }
    cells.width = width;
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

  #lineEndFrom(from: number): number {
    if (this.#nextLineEnd < from) {
      const found = this.#text.indexOf(LINE_END, from);
      this.#nextLineEnd = found < 0 ? this.#text.length : found;
    }
    return this.#nextLineEnd;
  }

  #delimiterFrom(from: number): number {
    if (this.#nextDelimiter < from) {
      const found = this.#text.indexOf(this.#delimiter, from);
      this.#nextDelimiter = found < 0 ? Infinity : found;
    }
    return this.#nextDelimiter;
  }

  #checkLengths(): void {
    const { cells } = this;
    for (let column = 0; column < cells.width; column++) if (cells.cell(column).length > this.#limits.cellLength) throw new StatementProblemError('cell-too-long');
  }
}
