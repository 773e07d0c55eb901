import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { encodeCbor } from '../vault/cbor.ts';
import { narrow, widen, type IntegerArray } from './integer-columns.ts';
import type { MonthNumber } from './month-number.ts';
import { DIGEST_BYTES, packBytes, packIds, readCbor, requireEqualLengths, unpackBytes, unpackIds } from './packed.ts';
import { NO_DAY } from './rows.ts';

/** Version of what `encodeAccount` writes; it stands in the associated data. Every version ever written is read for ever. */
export const ACCOUNT_VERSION = 1;

/** Where the month's row is, and what must be in it: an older row put back has another digest. */
export interface MonthEntry {
  readonly month: MonthNumber;
  readonly id: string;
  /** Rows that count in the month. */
  readonly count: number;
  /** SHA-256 of the month's body. */
  readonly digest: Uint8Array;
}

/** An import that is in the ledger. */
export interface ImportEntry {
  readonly importId: string;
  /** SHA-256 of the body of its attestation. */
  readonly digest: Uint8Array;
  /** The days that its statement covers; null where it covers none. Once here, so that a month without a booking needs no row. */
  readonly coverage: { readonly from: DayNumber; readonly to: DayNumber } | null;
}

/** All that an account's own row holds. */
export interface AccountBody {
  readonly name: string;
  readonly number: string | null;
  readonly currency: CurrencyCode;
  /** The sequence of the next chunk. */
  readonly nextSequence: number;
  /** By month, rising. */
  readonly months: readonly MonthEntry[];
  /** In the order in which they came in. */
  readonly imports: readonly ImportEntry[];
}

/** `docs/ledger-format.md` says what each field is. */
interface EncodedAccount {
  readonly name: string;
  readonly number: string | null;
  readonly currency: string;
  readonly next: number;
  readonly months: { readonly month: IntegerArray; readonly id: Uint8Array; readonly count: IntegerArray; readonly digest: Uint8Array };
  readonly imports: { readonly id: Uint8Array; readonly digest: Uint8Array; readonly from: IntegerArray; readonly to: IntegerArray };
}

export function encodeAccount(account: AccountBody): Uint8Array {
  const { months, imports } = account;
  const body: EncodedAccount = {
    name: account.name,
    number: account.number,
    currency: account.currency,
    next: account.nextSequence,
    months: {
      month: narrow(Int32Array.from(months, ({ month }) => month)),
      id: packIds(months.map(({ id }) => id)),
      count: narrow(Int32Array.from(months, ({ count }) => count)),
      digest: packBytes(months.map(({ digest }) => digest), DIGEST_BYTES),
    },
    imports: {
      id: packIds(imports.map(({ importId }) => importId)),
      digest: packBytes(imports.map(({ digest }) => digest), DIGEST_BYTES),
      from: narrow(Int32Array.from(imports, ({ coverage }) => coverage?.from ?? NO_DAY)),
      to: narrow(Int32Array.from(imports, ({ coverage }) => coverage?.to ?? NO_DAY)),
    },
  };
  return encodeCbor(body);
}

/** @throws {LedgerIntegrityError} where the bytes are not an account of version 1. */
export function decodeAccount(bytes: Uint8Array): AccountBody {
  const body = readCbor<EncodedAccount>(bytes);
  return {
    name: body.name,
    number: body.number,
    currency: body.currency,
    nextSequence: body.next,
    months: decodeMonths(body.months),
    imports: decodeImports(body.imports),
  };
}

function decodeMonths(columns: EncodedAccount['months']): MonthEntry[] {
  const ids = unpackIds(columns.id);
  const digests = unpackBytes(columns.digest, DIGEST_BYTES);
  const [months, counts] = [widen(columns.month), widen(columns.count)];
  requireEqualLengths([ids, digests, months, counts].map((column) => column.length));
  return ids.map((id, index) => ({ id, month: months[index]!, count: counts[index]!, digest: digests[index]! }));
}

function decodeImports(columns: EncodedAccount['imports']): ImportEntry[] {
  const ids = unpackIds(columns.id);
  const digests = unpackBytes(columns.digest, DIGEST_BYTES);
  const [from, to] = [widen(columns.from), widen(columns.to)];
  requireEqualLengths([ids, digests, from, to].map((column) => column.length));
  return ids.map((importId, index) => ({
    importId,
    digest: digests[index]!,
    coverage: from[index] === NO_DAY ? null : { from: from[index]!, to: to[index]! },
  }));
}
