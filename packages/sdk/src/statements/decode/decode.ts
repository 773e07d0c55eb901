import { StatementProblemError } from '../problem.ts';
import { fileKind } from './file-kind.ts';
import { chooseCodePage } from './code-page.ts';
import { decodePieces, normaliseLineEnds } from './pieces.ts';
import type { TextPieces } from './text-pieces.ts';
import { utf8Damage } from './utf8-damage.ts';

export interface DecodedText {
  readonly text: TextPieces;
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding: string;
}

const SAMPLE = 64 * 1024;

type Steps<T> = Generator<void, T, undefined>;

/** UTF-16 without a byte-order mark shows itself by zero bytes on one side of the pairs. */
function utf16ByZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, SAMPLE) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const pairs = end / 2;
  if (odd > pairs * 0.1 && even < odd * 0.02) return 'utf-16le';
  if (even > pairs * 0.1 && odd < even * 0.02) return 'utf-16be';
  return null;
}

function* decodeStrictly(bytes: Uint8Array, encoding: string): Steps<DecodedText> {
  try {
    return { text: yield* decodePieces(bytes, encoding, { fatal: true }), encoding };
  } catch {
    throw new StatementProblemError('encoding-invalid');
  }
}

const MOST_CONTROLS = 0.005;

/** Control characters that no text export contains, as a share of the sample. */
function controlShare(bytes: Uint8Array): number {
  const end = Math.min(bytes.length, SAMPLE);
  let controls = 0;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a && byte !== 0x1b) controls++;
  }
  return controls / end;
}

function* decodeAs(bytes: Uint8Array, label: string): Steps<DecodedText> {
  try {
    return { text: yield* decodePieces(bytes, label, { fatal: false }), encoding: label };
  } catch {
    // The label is none that the Encoding Standard knows.
    throw new StatementProblemError('recipe-mismatch');
  }
}

/**
 * Turns bytes into text whose line ends are `\n` or `\r\n`. With `encoding` (a recipe's) that one is used; else byte-order mark, zero
 * bytes, strict UTF-8 and, last, the code page whose text looks most like language. Yields every few milliseconds.
 *
 * @throws {StatementProblemError} file-empty, file-not-text, encoding-invalid, recipe-mismatch.
 */
export function* decodeSteps(bytes: Uint8Array, encoding?: string): Steps<DecodedText> {
  if (bytes.length === 0) throw new StatementProblemError('file-empty');
  if (fileKind(bytes) !== 'text') throw new StatementProblemError('file-not-text');
  const decoded = encoding === undefined ? yield* detect(bytes) : yield* decodeAs(bytes, encoding);
  if (yield* isBlank(decoded.text)) throw new StatementProblemError('file-empty');
  return decoded;
}

function* isBlank(text: TextPieces): Steps<boolean> {
  for (let at = 0; at < text.length; at = text.endAround(at)) {
    if (/\S/.test(text.around(at).piece)) return false;
    yield;
  }
  return true;
}

function* detect(bytes: Uint8Array): Steps<DecodedText> {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return yield* decodeStrictly(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return yield* decodeStrictly(bytes, 'utf-16be');
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  if (bytes.subarray(0, SAMPLE).includes(0)) {
    const utf16 = hasMark ? null : utf16ByZeros(bytes);
    if (!utf16) throw new StatementProblemError('file-not-text');
    return yield* decodeStrictly(bytes, utf16);
  }
  if (controlShare(bytes) > MOST_CONTROLS) throw new StatementProblemError('file-not-text');
  try {
    return { text: yield* decodePieces(bytes, 'utf-8', { fatal: true, zeros: false }), encoding: 'utf-8' };
  } catch (error) {
    if (error instanceof StatementProblemError) throw error;
    if (bytes.includes(0)) throw new StatementProblemError('file-not-text');
    if (hasMark || utf8Damage(bytes) === 'damaged') throw new StatementProblemError('encoding-invalid');
  }
  const codePage = chooseCodePage(bytes);
  return { text: yield* decodePieces(bytes, codePage, { fatal: false }), encoding: codePage };
}

/** `decodeSteps` at one go, into one string with `\n` as its line ends. */
export function decodeStatement(bytes: Uint8Array, encoding?: string): { readonly text: string; readonly encoding: string } {
  const steps = decodeSteps(bytes, encoding);
  for (;;) {
    const step = steps.next();
    if (step.done) return { text: normaliseLineEnds(step.value.text.slice(0)), encoding: step.value.encoding };
  }
}
