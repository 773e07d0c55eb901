/** What reading asks of a text: a string has it, and so has a text in pieces. */
export interface TextSource {
  /** UTF-16 code units. */
  readonly length: number;
  slice(from: number, to?: number): string;
  /** `search` is one unit. */
  indexOf(search: string, from?: number): number;
}

/** Pieces that stay as they are once they were made. */
const RECENT = 16;
/** A text whose pieces were made so often is not read from one end to the other: they are kept. */
const MOST_ROUNDS = 8;

/**
 * A long text in pieces, which are decoded when they are asked for: reading goes through a file a few times, and decoding it
 * again costs less than holding its text. Most pieces end with a line, so that few lines stand in two of them.
 */
export class TextPieces implements TextSource {
  readonly length: number;
  readonly #starts: Float64Array;
  readonly #make: (index: number) => string;
  readonly #known: (string | undefined)[];
  readonly #recent: number[] = [];
  #made = 0;
  /** The piece that was asked for last, which is asked for again most of the time. */
  #current = 0;

  /** `lengths` of the pieces, none of them 0; `make` gives one of them. */
  constructor(lengths: readonly number[], make: (index: number) => string) {
    this.#starts = new Float64Array(lengths.length + 1);
    lengths.forEach((length, index) => { this.#starts[index + 1] = this.#starts[index]! + length; });
    this.length = this.#starts[lengths.length]!;
    this.#known = new Array<string | undefined>(lengths.length).fill(undefined);
    this.#make = make;
  }

  /** A text that is held as it is. */
  static of(text: string): TextPieces {
    return new TextPieces(text === '' ? [] : [text.length], () => text);
  }

  /** The piece around a position, and the position at which it begins. */
  around(position: number): { readonly piece: string; readonly start: number } {
    const index = this.#indexOf(position);
    return { piece: this.#piece(index), start: this.#starts[index]! };
  }

  /** Where the piece around a position ends. */
  endAround(position: number): number {
    return this.#starts[this.#indexOf(position) + 1] ?? this.length;
  }

  /** Whether all of `from` to `to` stands in one piece. */
  isInOnePiece(from: number, to: number): boolean {
    return to <= this.endAround(from);
  }

  slice(from: number, to = this.length): string {
    if (from < 0) return this.slice(Math.max(this.length + from, 0), to);
    const end = Math.min(to, this.length);
    let text = '';
    for (let at = from; at < end; at = this.endAround(at)) {
      const { piece, start } = this.around(at);
      text += piece.slice(at - start, end - start);
    }
    return text;
  }

  indexOf(search: string, from = 0): number {
    for (let at = from; at < this.length; at = this.endAround(at)) {
      const { piece, start } = this.around(at);
      const found = piece.indexOf(search, at - start);
      if (found >= 0) return start + found;
    }
    return -1;
  }

  #piece(index: number): string {
    const known = this.#known[index];
    if (known !== undefined) return known;
    const piece = this.#make(index);
    this.#known[index] = piece;
    this.#made++;
    this.#recent.push(index);
    if (this.#recent.length > RECENT) {
      const oldest = this.#recent.shift()!;
      if (this.#made < this.#known.length * MOST_ROUNDS) this.#known[oldest] = undefined;
    }
    return piece;
  }

  #indexOf(position: number): number {
    const starts = this.#starts;
    const current = this.#current;
    if (position >= starts[current]! && position < starts[current + 1]!) return current;
    let [low, high] = [0, starts.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    this.#current = low;
    return low;
  }
}
