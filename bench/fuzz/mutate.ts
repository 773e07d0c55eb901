/** Numbers from 0 up to and without 1. */
export type Random = () => number;

/** What breaks readers of text: marks, ends of lines, huge numbers, impossible dates, names of prototypes, formulas. */
const TEXT_TOKENS: readonly string[] = [
  '"', '""', '"""', "'", ',', ';', '\t', '|', '\r', '\n', '\r\n', '\0', '\ufeff', '\u2028', '\u202e', '\u00a0', '−', '(', ')', '-', '+', '=', '\\', '\\"', '%', '€', 'CR', 'DR',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '=1+1', 'sep=', 'sep=;\n', '9'.repeat(40), '1'.repeat(17), '0.000000001', '1e308', 'NaN', '-0', '(0.00)', '1.2.3.4', '1,2,3',
  '31.02.2026', '00/00/0000', '99991231', '12345678901234567890', '29.02.1900', '1970-01-01T00:00:00Z', '令和8年1月2日', 'Jan', 'Total', 'Balance', 'Saldo', 'Opening balance', '%PDF-', 'PK\u0003\u0004', '<html>', ' '.repeat(300), '"'.repeat(99), ';'.repeat(99), 'é'.repeat(50),
];

/** What breaks readers of PDF: lengths and counts that lie, loops of references, operators without operands. */
const PDF_TOKENS: readonly string[] = [
  '/Length 999999999', '/Length -1', '/Count 1000000', '/Kids [2 0 R]', '/Kids [3 0 R 3 0 R 3 0 R]', '/Rotate 45', '/MediaBox [0 0 0 0]', '/MediaBox [0 0 1e9 1e9]', '/Filter /FlateDecode', '/Filter [/ASCIIHexDecode /FlateDecode]',
  '/Encrypt 1 0 R', '/Parent 3 0 R', '1 0 R', '4 0 R', '99999 0 R', 'obj', 'endobj', 'stream\n', 'endstream', 'xref', 'trailer', 'startxref\n0', '%%EOF', 'BT', 'ET', 'q', 'Q', 'Tj', 'TJ', 'Tf', 'Td', 'Tm', 'Do', 'cm',
  '0 0 0 0 0 0 cm', '1e38 0 0 1e38 0 0 Tm', '-1 0 0 -1 0 0 cm', '[', ']', '<<', '>>', '(', ')', '<', '>', '\0', '%', '9'.repeat(40), '(((((((', '/__proto__', '/constructor', 'q '.repeat(200), '/Outer Do', '/Inner Do',
];

export type Kind = 'csv' | 'pdf';

type Mutation = (bytes: Uint8Array, random: Random, kind: Kind, other: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();
const LINE_FEED = 0x0a;
const LONGEST_SPAN = 200;
/** Mutated files stay small, so that a slow reading is the reader's fault. */
const LONGEST_FILE = 256 * 1024;

function whole(random: Random, end: number): number {
  return Math.floor(random() * end);
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[whole(random, list.length)]!;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

function span(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = whole(random, bytes.length);
  return [from, Math.min(bytes.length, from + 1 + whole(random, LONGEST_SPAN))];
}

/** From the start of one line to the start of the next. */
function lineAt(bytes: Uint8Array, near: number): readonly [from: number, to: number] {
  const to = bytes.indexOf(LINE_FEED, near) + 1;
  return [bytes.lastIndexOf(LINE_FEED, Math.max(0, near - 1)) + 1, to > 0 ? to : bytes.length];
}

const setBytes: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  for (let left = 1 + whole(random, 8); left > 0; left -= 1) changed[whole(random, changed.length)] = whole(random, 256);
  return changed;
};

const flipBit: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const at = whole(random, changed.length);
  changed[at] = changed[at]! ^ (1 << whole(random, 8));
  return changed;
};

const remove: Mutation = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, to), ...Array.from({ length: 1 + whole(random, 20) }, () => bytes.subarray(from, to)), bytes.subarray(to));
};

const insertToken: Mutation = (bytes, random, kind) => {
  const at = whole(random, bytes.length + 1);
  return joined(bytes.subarray(0, at), encoder.encode(pick(random, kind === 'csv' ? TEXT_TOKENS : PDF_TOKENS)), bytes.subarray(at));
};

/** Over what stands between two delimiters or blanks. */
const replaceToken: Mutation = (bytes, random, kind) => {
  const isBreak = (byte: number | undefined): boolean => byte === undefined || [0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x3b, 0x7c].includes(byte);
  let from = whole(random, bytes.length);
  while (from > 0 && !isBreak(bytes[from - 1])) from -= 1;
  let to = from;
  while (to < bytes.length && !isBreak(bytes[to])) to += 1;
  return joined(bytes.subarray(0, from), encoder.encode(pick(random, kind === 'csv' ? TEXT_TOKENS : PDF_TOKENS)), bytes.subarray(to));
};

const changeDigit: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const from = whole(random, changed.length);
  for (let at = from; at < changed.length; at += 1) {
    if (changed[at]! < 0x30 || changed[at]! > 0x39) continue;
    changed[at] = 0x30 + whole(random, 10);
    break;
  }
  return changed;
};

const cutOff: Mutation = (bytes, random) => bytes.slice(0, 1 + whole(random, bytes.length));

const moveLine: Mutation = (bytes, random) => {
  const [from, to] = lineAt(bytes, whole(random, bytes.length));
  const line = bytes.slice(from, to);
  const rest = joined(bytes.subarray(0, from), bytes.subarray(to));
  const [at] = lineAt(rest, whole(random, rest.length));
  return joined(rest.subarray(0, at), line, ...(random() < 0.5 ? [line] : []), rest.subarray(at));
};

const splice: Mutation = (bytes, random, _kind, other) => joined(bytes.subarray(0, whole(random, bytes.length)), other.subarray(whole(random, other.length)));

/** As UTF-16, with or without its mark, in either order of bytes. */
const widen: Mutation = (bytes, random, kind) => {
  if (kind === 'pdf') return bytes;
  const littleFirst = random() < 0.5;
  const mark = random() < 0.5 ? [littleFirst ? [0xff, 0xfe] : [0xfe, 0xff]].flat() : [];
  return joined(Uint8Array.from(mark), Uint8Array.from([...bytes].flatMap((byte) => (littleFirst ? [byte, 0] : [0, byte]))));
};

const MUTATIONS: readonly Mutation[] = [setBytes, flipBit, remove, repeat, insertToken, insertToken, replaceToken, replaceToken, changeDigit, cutOff, moveLine, splice, widen];
const MOST_MUTATIONS = 6;

/** A file that was `bytes` before one to six things happened to it; never empty. `other` is what it may be spliced with. */
export function mutate(bytes: Uint8Array, other: Uint8Array, kind: Kind, random: Random): Uint8Array {
  let changed = bytes;
  for (let left = 1 + whole(random, MOST_MUTATIONS); left > 0; left -= 1) {
    const next = pick(random, MUTATIONS)(changed, random, kind, other);
    if (next.length > 0 && next.length <= LONGEST_FILE) changed = next;
  }
  return changed;
}
