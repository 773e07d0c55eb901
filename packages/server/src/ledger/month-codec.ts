import { encodeCbor } from '../vault/cbor.ts';
import type { ChunkOwner } from './chunk.ts';
import { narrow, narrow64, widen64, type IntegerArray } from './integer-columns.ts';
import { firstDayOf } from './month-number.ts';
import type { ChunkEntry, DaySums, Month } from './months.ts';
import { DIGEST_BYTES, packBytes, packIds, readCbor, requireEqualLengths, unpackBytes, unpackIds } from './packed.ts';
import { inRange } from './rows.ts';

/** Version of what `encodeMonth` writes; it stands in the associated data. Every version ever written is read for ever. */
export const MONTH_VERSION = 1;

type Amounts = IntegerArray | BigInt64Array;

/** `docs/ledger-format.md` says what each field is. */
interface MonthBody {
  readonly month: number;
  readonly days: {
    readonly day: IntegerArray;
    readonly moneyIn: Amounts;
    readonly moneyOut: Amounts;
    readonly transfersIn: Amounts;
    readonly transfersOut: Amounts;
    readonly unprinted: Amounts;
    readonly count: IntegerArray;
    readonly closing: Amounts;
    readonly closed: IntegerArray;
  };
  readonly chunks: {
    readonly id: Uint8Array;
    readonly owner: Uint8Array;
    readonly hand: IntegerArray;
    readonly sequence: IntegerArray;
    readonly from: IntegerArray;
    readonly to: IntegerArray;
    readonly count: IntegerArray;
    readonly digest: Uint8Array;
  };
}

/** @throws {ProblemError} `invalid-request` where a sum exceeds 64 bits. */
export function encodeMonth(month: Month): Uint8Array {
  const first = firstDayOf(month.month);
  const days = Array.from(month.days);
  const amounts = (read: (sums: DaySums) => bigint): Amounts => narrow64(BigInt64Array.from(days, ([, sums]) => inRange(read(sums))));
  const integers = <T>(rows: readonly T[], read: (row: T) => number): IntegerArray => narrow(Int32Array.from(rows, read));
  const body: MonthBody = {
    month: month.month,
    days: {
      day: integers(days, ([day]) => day - first),
      moneyIn: amounts((sums) => sums.moneyIn),
      moneyOut: amounts((sums) => sums.moneyOut),
      transfersIn: amounts((sums) => sums.transfersIn),
      transfersOut: amounts((sums) => sums.transfersOut),
      unprinted: amounts((sums) => sums.unprinted),
      count: integers(days, ([, sums]) => sums.count),
      closing: amounts((sums) => sums.closing ?? 0n),
      closed: integers(days, ([, sums]) => (sums.closing === null ? 0 : 1)),
    },
    chunks: {
      id: packIds(month.chunks.map(({ id }) => id)),
      owner: packIds(month.chunks.map(({ owner }) => owner.importId ?? owner.personId)),
      hand: integers(month.chunks, ({ owner }) => (owner.importId === null ? 1 : 0)),
      sequence: integers(month.chunks, ({ sequence }) => sequence),
      from: integers(month.chunks, ({ from }) => from - first),
      to: integers(month.chunks, ({ to }) => to - first),
      count: integers(month.chunks, ({ count }) => count),
      digest: packBytes(month.chunks.map(({ digest }) => digest), DIGEST_BYTES),
    },
  };
  return encodeCbor(body);
}

/** @throws {LedgerIntegrityError} where the bytes are not a month of version 1. */
export function decodeMonth(bytes: Uint8Array): Month {
  const { month, days, chunks } = readCbor<MonthBody>(bytes);
  const first = firstDayOf(month);
  requireEqualLengths(Object.values(days).map((column) => column.length));
  const [moneyIn, moneyOut, transfersIn, transfersOut, unprinted, closing] =
    [days.moneyIn, days.moneyOut, days.transfersIn, days.transfersOut, days.unprinted, days.closing].map(widen64) as [BigInt64Array, BigInt64Array, BigInt64Array, BigInt64Array, BigInt64Array, BigInt64Array];
  const sums = Array.from(days.day, (day, index): [number, DaySums] => [first + day, {
    moneyIn: moneyIn[index]!,
    moneyOut: moneyOut[index]!,
    transfersIn: transfersIn[index]!,
    transfersOut: transfersOut[index]!,
    unprinted: unprinted[index]!,
    count: days.count[index]!,
    closing: days.closed[index] === 1 ? closing[index]! : null,
  }]);
  let entries: readonly ChunkEntry[] | undefined;
  return {
    month,
    days: new Map(sums),
    // A chart opens months for their sums alone.
    get chunks() {
      return (entries ??= decodeChunks(chunks, first));
    },
  };
}

function decodeChunks(columns: MonthBody['chunks'], first: number): ChunkEntry[] {
  const ids = unpackIds(columns.id);
  const owners = unpackIds(columns.owner);
  const digests = unpackBytes(columns.digest, DIGEST_BYTES);
  const { hand, sequence, from, to, count } = columns;
  requireEqualLengths([ids, owners, digests, hand, sequence, from, to, count].map((column) => column.length));
  return ids.map((id, index) => ({
    id,
    owner: ownerOf(owners[index]!, hand[index] === 1),
    sequence: sequence[index]!,
    from: first + from[index]!,
    to: first + to[index]!,
    count: count[index]!,
    digest: digests[index]!,
  }));
}

function ownerOf(id: string, hand: boolean): ChunkOwner {
  return hand ? { importId: null, personId: id } : { importId: id, personId: null };
}
