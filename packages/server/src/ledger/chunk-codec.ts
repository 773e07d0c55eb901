import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decodeCbor, encodeCbor } from '../vault/cbor.ts';
import { MAX_ROWS, type Chunk, type Correction } from './chunk.ts';
import { idFromBytes, idToBytes } from './ids.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import { balanceResiduals, balancesFrom, differences, narrow, narrow64, sums, widen, widen64, type IntegerArray } from './integer-columns.ts';
import { BALANCE, NO_DAY } from './rows.ts';
import { TextColumn } from './text-column.ts';

/** Version of what `encodeChunk` writes; it stands in the associated data. Every version ever written is read for ever. */
export const CHUNK_VERSION = 1;

/** Bytes to which a chunk inflates, at most: what 2,000 rows with the longest texts and corrections that are let in can need. */
export const MAX_INFLATED = 16 * 1024 * 1024;

/** UTF-16 code units of text after which a chunk takes no further row, so that `MAX_INFLATED` is never reached. */
export const MAX_CHUNK_TEXT = 1024 * 1024;

/** `docs/ledger-format.md` says what each field is. */
interface ChunkBody {
  readonly account: Uint8Array;
  readonly import: Uint8Array | null;
  readonly person: Uint8Array | null;
  readonly sequence: number;
  readonly next: number;
  readonly ordinal: IntegerArray;
  readonly day: IntegerArray;
  readonly valueDay: IntegerArray;
  readonly amount: IntegerArray | BigInt64Array;
  readonly balance: IntegerArray | BigInt64Array;
  readonly flags: Uint8Array;
  readonly line: IntegerArray;
  readonly description: TextBody;
  readonly counterparty: TextBody;
  readonly reference: TextBody;
  readonly corrections: readonly CorrectionBody[];
}
interface TextBody {
  readonly utf8: Uint8Array;
  readonly lengths: IntegerArray;
}
type CorrectionBody = readonly [
  index: number, revision: number, day: number | null, amount: number | bigint | null, description: string | null, transfer: boolean | null, deleted: boolean,
];

// The fastest level: on statements it compresses as well as the slower ones (measured: 18.5 bytes a row at levels 1 to 4).
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_contentSizeFlag]: 1 } };
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A chunk as the bytes that are padded and sealed: columns in CBOR, compressed. @throws {RangeError} above the limits. */
export function encodeChunk(chunk: Chunk): Uint8Array {
  const { rows } = chunk;
  if (rows.day.length > MAX_ROWS) throw new RangeError('A chunk holds at most 2,000 rows.');
  const body: ChunkBody = {
    account: idToBytes(chunk.accountId),
    import: chunk.owner.importId === null ? null : idToBytes(chunk.owner.importId),
    person: chunk.owner.personId === null ? null : idToBytes(chunk.owner.personId),
    sequence: chunk.sequence,
    next: chunk.nextOrdinal,
    ordinal: narrow(differences(rows.ordinal)),
    day: narrow(differences(rows.day)),
    valueDay: narrow(rows.valueDay.map((day, index) => valueDayShift(day, rows.day[index]!))),
    amount: narrow64(rows.amount),
    balance: narrow64(balanceResiduals(rows.amount, rows.balance, rows.flags.map((flags) => flags & BALANCE))),
    flags: rows.flags,
    line: narrow(differences(rows.line)),
    description: encodeTexts(rows.description),
    counterparty: encodeTexts(rows.counterparty),
    reference: encodeTexts(rows.reference),
    corrections: Array.from(chunk.corrections, ([index, { revision, day, amount, description, transfer, deleted }]) =>
      [index, revision, day, amount, description, transfer, deleted] as const),
  };
  const cbor = encodeCbor(body);
  if (cbor.length > MAX_INFLATED) throw new RangeError('The texts of a chunk are too long.');
  return zstdCompressSync(cbor, compression);
}

/** The inverse. @throws {LedgerIntegrityError} where the bytes are not a chunk of version 1, or inflate beyond the limit. */
export function decodeChunk(bytes: Uint8Array): Chunk {
  const body = readBody(bytes);
  const day = sums(widen(body.day));
  const amount = widen64(body.amount);
  const { flags } = body;
  const rows = {
    ordinal: sums(widen(body.ordinal)),
    day,
    valueDay: widen(body.valueDay).map((shift, index) => valueDayFrom(shift, day[index]!)),
    amount,
    balance: balancesFrom(amount, widen64(body.balance), flags.map((bits) => bits & BALANCE)),
    flags,
    line: sums(widen(body.line)),
    description: decodeTexts(body.description),
    counterparty: decodeTexts(body.counterparty),
    reference: decodeTexts(body.reference),
  };
  if (Object.values(rows).some((column) => column.length !== day.length) || day.length > MAX_ROWS) throw new LedgerIntegrityError('The columns of a chunk differ in length.');
  return {
    accountId: idFromBytes(body.account),
    owner: body.import
      ? { importId: idFromBytes(body.import), personId: null }
      : { importId: null, personId: idFromBytes(body.person!) },
    sequence: body.sequence,
    nextOrdinal: body.next,
    rows,
    corrections: new Map(body.corrections.map(decodeCorrection)),
  };
}

function readBody(bytes: Uint8Array): ChunkBody {
  try {
    return decodeCbor(zstdDecompressSync(bytes, { maxOutputLength: MAX_INFLATED })) as ChunkBody;
  } catch (error) {
    throw new LedgerIntegrityError('A chunk does not inflate to its columns.', { cause: error });
  }
}

/** 0 without a value day; else days after the booking plus one, or days before it as they are. */
function valueDayShift(valueDay: number, day: number): number {
  if (valueDay === NO_DAY) return 0;
  return valueDay >= day ? valueDay - day + 1 : valueDay - day;
}

function valueDayFrom(shift: number, day: number): number {
  if (shift === 0) return NO_DAY;
  return shift > 0 ? day + shift - 1 : day + shift;
}

function encodeTexts(column: TextColumn): TextBody {
  return { utf8: utf8.encode(column.text), lengths: narrow(column.lengths()) };
}

function decodeTexts({ utf8: bytes, lengths }: TextBody): TextColumn {
  return TextColumn.fromLengths(fromUtf8.decode(bytes), widen(lengths));
}

function decodeCorrection([index, revision, day, amount, description, transfer, deleted]: CorrectionBody): [number, Correction] {
  return [index, { revision, day, amount: amount === null ? null : BigInt(amount), description, transfer, deleted }];
}
