import { StatementProblemError } from '../problem.ts';
import { TextPieces } from './text-pieces.ts';

/** Bytes of a piece of text: small enough that what is made of it is cheap to make and to drop. */
const PIECE = 48 * 1024;
/** Without a line end for so long, the file is decoded as one stream. */
const LONGEST_PIECE = 2 * 1024 * 1024;
/** Bytes decoded between two pauses: a few milliseconds. */
const TURN = 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ZERO = '\u0000';
const TRAILING_CR = /\r+$/;

type Steps<T> = Generator<void, T, undefined>;

export interface DecodeOptions {
  /** Whether bytes that do not fit the encoding end it, rather than becoming U+FFFD. */
  readonly fatal: boolean;
  /** Whether U+0000 may stand in the text; it may unless false is said. */
  readonly zeros?: boolean;
}

/** Every line end as one `\n`: CRLF, CR and LF alike, also mixed, and the CR CR LF that a twice translated file has. */
export function normaliseLineEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const unix = text.replace(/\r\n/g, '\n');
  return unix.includes('\r') ? unix.replace(/\r+\n|\r/g, '\n') : unix;
}

/** Whether every line end is `\n` or `\r\n`. */
function hasPlainLineEnds(text: string): boolean {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 2)) {
    if (text.charCodeAt(at + 1) !== LINE_FEED) return false;
  }
  return true;
}

/** Every line end as `\n` or `\r\n`: a text that has no others stays as it is, since making it anew costs more than reading it. */
function plainLineEnds(text: string): string {
  return hasPlainLineEnds(text) ? text : normaliseLineEnds(text);
}

/** Whether the bytes of a line end always are one, after which no character is open. */
function showsLineEnds(encoding: string): boolean {
  return !encoding.startsWith('utf-16') && encoding !== 'iso-2022-jp';
}

/** The last carriage return before `to` that no other one and no line feed follows. */
function lastCarriageReturn(bytes: Uint8Array, from: number, to: number): number {
  for (let at = to - 2; at >= from; at--) {
    if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] !== CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED) return at;
  }
  return -1;
}

/** Where the piece that begins at `from` ends: after a line end, or with the file; -1 where there is none for too long. */
function pieceEnd(bytes: Uint8Array, from: number): number {
  for (let size = PIECE; size <= LONGEST_PIECE; size *= 4) {
    const to = from + size;
    if (to >= bytes.length) return bytes.length;
    const lineFeed = bytes.subarray(from, to).lastIndexOf(LINE_FEED);
    if (lineFeed >= 0) return from + lineFeed + 1;
    const carriageReturn = lastCarriageReturn(bytes, from, to);
    if (carriageReturn >= 0) return carriageReturn + 1;
  }
  return -1;
}

/** Decodes bytes whose line ends show; null where a piece has none. */
function* decodeByLines(bytes: Uint8Array, encoding: string, { fatal, zeros = true }: DecodeOptions): Steps<TextPieces | null> {
  // A byte-order mark at the start of a later piece is text.
  const [first, later] = [new TextDecoder(encoding, { fatal }), new TextDecoder(encoding, { fatal, ignoreBOM: true })];
  const decode = (from: number, to: number): string => (from === 0 ? first : later).decode(bytes.subarray(from, to));
  const ends: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  /** The pieces with other line ends. */
  const uneven = new Set<number>();
  let paused = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = pieceEnd(bytes, at);
    if (end < 0) return null;
    const printed = decode(at, end);
    const piece = plainLineEnds(printed);
    const { length } = piece;
    if (piece !== printed) uneven.add(starts.length);
    if (!zeros && piece.includes(ZERO)) throw new StatementProblemError('file-not-text');
    if (length > 0) {
      starts.push(at);
      ends.push(end);
      lengths.push(length);
    }
    at = end;
    if (at - paused < TURN) continue;
    paused = at;
    yield;
  }
  return new TextPieces(lengths, (index) => {
    const piece = decode(starts[index]!, ends[index]!);
    return uneven.has(index) ? normaliseLineEnds(piece) : piece;
  });
}

/** Decodes bytes as one stream, and keeps all of the text. */
function* decodeStream(bytes: Uint8Array, encoding: string, { fatal, zeros = true }: DecodeOptions): Steps<TextPieces> {
  const decoder = new TextDecoder(encoding, { fatal });
  const pieces: string[] = [];
  let held = ''; // carriage returns whose line feed may begin the next piece
  for (let at = 0; at < bytes.length; at += TURN) {
    const last = at + TURN >= bytes.length;
    const text = held + decoder.decode(bytes.subarray(at, at + TURN), { stream: !last });
    held = last ? '' : (TRAILING_CR.exec(text.slice(-8))?.[0] ?? '');
    const piece = plainLineEnds(held === '' ? text : text.slice(0, -held.length));
    if (!zeros && piece.includes(ZERO)) throw new StatementProblemError('file-not-text');
    if (piece !== '') pieces.push(piece);
    yield;
  }
  return new TextPieces(pieces.map(({ length }) => length), (index) => pieces[index]!);
}

/**
 * Decodes all bytes once, pausing now and then; line ends become `\n` or `\r\n`. What comes of it decodes the same bytes
 * again where it is read.
 *
 * @throws {TypeError} where `fatal` is asked for and the bytes do not fit the encoding.
 * @throws {RangeError} where nobody knows the encoding.
 * @throws {StatementProblemError} file-not-text where there are zeros and none may be.
 */
export function* decodePieces(bytes: Uint8Array, encoding: string, options: DecodeOptions): Steps<TextPieces> {
  const text = showsLineEnds(new TextDecoder(encoding).encoding) ? yield* decodeByLines(bytes, encoding, options) : null;
  return text ?? (yield* decodeStream(bytes, encoding, options));
}
