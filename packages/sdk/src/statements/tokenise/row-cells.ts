/** The longest record that a view has room for at first; it grows with what it meets. */
const FIRST_WIDTH = 32;

/** A quote within quotes is written twice. */
export function unescape(cell: string): string {
  return cell.replaceAll('""', '"');
}

/**
 * The cells of one record: cut already, or still standing in the text. One view serves all records of a file one after the
 * other, so that what nobody looks at is never cut out.
 */
export class RowCells {
  width = 0;
  /** The text in which the cells stand; null where they are cut. */
  text: string | null = null;
  /** Where each cell begins and ends in the text, without its quotes. */
  starts = new Int32Array(FIRST_WIDTH);
  ends = new Int32Array(FIRST_WIDTH);
  /** Whether quotes are written twice in the cell. */
  escaped = new Uint8Array(FIRST_WIDTH);
  /** How many line ends stand within the cells of a record that stands in a text. */
  lineEnds = 0;
  #cut: readonly string[] = [];

  /** A view of cells that are cut. */
  static of(cells: readonly string[]): RowCells {
    const view = new RowCells();
    view.show(cells);
    return view;
  }

  /** Shows cells that are cut. */
  show(cells: readonly string[]): void {
    this.text = null;
    this.#cut = cells;
    this.width = cells.length;
  }

  /** Makes room for one cell more than there is. */
  grow(): void {
    const grown = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const room = this.starts.length * 2;
    this.starts = grown(this.starts, new Int32Array(room));
    this.ends = grown(this.ends, new Int32Array(room));
    this.escaped = grown(this.escaped, new Uint8Array(room));
  }

  /** One cell; empty where the record is shorter. */
  cell(column: number): string {
    if (column >= this.width) return '';
    if (this.text === null) return this.#cut[column] ?? '';
    const cell = this.text.slice(this.starts[column], this.ends[column]);
    const text = this.escaped[column] === 1 ? unescape(cell) : cell;
    return this.lineEnds > 0 ? text.replaceAll('\r\n', '\n') : text;
  }

  /** All cells, cut. */
  all(): readonly string[] {
    if (this.text === null) return this.#cut;
    return Array.from({ length: this.width }, (_, column) => this.cell(column));
  }
}
