/**
 * The bodies of `docs/ledger-format.md` read once more from that page alone, with `bigint` for every number and another
 * library for zstd; it shares no line with the ledger, which the tests hold against it.
 */
import { decompress } from 'fzstd';
import { slowDecode } from '../../vault/testing/slow-cbor.ts';

type Integers = Iterable<number | bigint>;

/** As the page names the fields, with ids as text and columns as lists. */
export interface SlowChunk {
  readonly account: string;
  readonly import: string | null;
  readonly person: string | null;
  readonly sequence: number;
  readonly next: number;
  readonly rows: readonly SlowRow[];
}

export interface SlowRow {
  readonly ordinal: number;
  readonly day: number;
  readonly valueDay: number | null;
  readonly amount: bigint;
  readonly balance: bigint | null;
  readonly transfer: boolean;
  readonly deleted: boolean;
  readonly line: number;
  readonly description: string | null;
  readonly counterparty: string | null;
  readonly reference: string | null;
  readonly correction: {
    readonly revision: number;
    readonly day: number | null;
    readonly amount: bigint | null;
    readonly description: string | null;
    readonly transfer: boolean | null;
    readonly deleted: boolean;
  } | null;
}

type Fields = Readonly<Record<string, unknown>>;

export function slowChunk(content: Uint8Array): SlowChunk {
  const fields = slowDecode(decompress(content)) as Fields;
  const column = (name: string): readonly bigint[] => bigints(fields[name] as Integers);
  const [ordinal, day, line] = [running(column('ordinal'), 32), running(column('day'), 32), running(column('line'), 32)];
  const [amount, flags, shifts] = [column('amount'), column('flags'), column('valueDay')];
  const balance = balances(amount, column('balance'), flags);
  const [description, counterparty, reference] = ['description', 'counterparty', 'reference'].map((name) => texts(fields[name] as TextFields));
  const corrections = new Map((fields['corrections'] as readonly (readonly unknown[])[]).map(([index, ...rest]) => [index, rest]));
  return {
    account: id(fields['account'] as Uint8Array),
    import: fields['import'] === null ? null : id(fields['import'] as Uint8Array),
    person: fields['person'] === null ? null : id(fields['person'] as Uint8Array),
    sequence: fields['sequence'] as number,
    next: fields['next'] as number,
    rows: day.map((_, index): SlowRow => ({
      ordinal: Number(ordinal[index]), day: Number(day[index]), valueDay: valueDay(day[index]!, shifts[index]!), amount: amount[index]!, balance: balance[index]!,
      transfer: hasBit(flags[index]!, 1n), deleted: hasBit(flags[index]!, 2n), line: Number(line[index]),
      description: description![index]!, counterparty: counterparty![index]!, reference: reference![index]!,
      correction: hasBit(flags[index]!, 4n) ? correction(corrections.get(index)!) : null,
    })),
  };
}

function correction([revision, day, amount, description, transfer, deleted]: readonly unknown[]): SlowRow['correction'] {
  return {
    revision: revision as number, day: day as number | null, amount: amount === null ? null : BigInt(amount as number | bigint),
    description: description as string | null, transfer: transfer as boolean | null, deleted: deleted as boolean,
  };
}

function hasBit(flags: bigint, bit: bigint): boolean {
  return (flags / bit) % 2n === 1n;
}

function valueDay(day: bigint, shift: bigint): number | null {
  if (shift === 0n) return null;
  return Number(shift > 0n ? day + shift - 1n : day + shift);
}

function balances(amounts: readonly bigint[], differences: readonly bigint[], flags: readonly bigint[]): readonly (bigint | null)[] {
  let expected = 0n;
  return amounts.map((amount, index) => {
    expected += amount;
    if (!hasBit(flags[index]!, 8n)) return null;
    expected = BigInt.asIntN(64, expected + differences[index]!);
    return expected;
  });
}

interface TextFields {
  readonly utf8: Uint8Array;
  readonly lengths: Integers;
}

function texts({ utf8, lengths }: TextFields): readonly (string | null)[] {
  let rest = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8);
  return bigints(lengths).map((length) => {
    if (length === 0n) return null;
    const text = rest.slice(0, Number(length) - 1);
    rest = rest.slice(text.length);
    return text;
  });
}

export interface SlowMonth {
  readonly month: number;
  readonly days: readonly (readonly [day: number, sums: Readonly<Record<'moneyIn' | 'moneyOut' | 'transfersIn' | 'transfersOut' | 'unprinted', bigint>> & { readonly count: number; readonly closing: bigint | null }])[];
  readonly chunks: readonly { readonly id: string; readonly import: string | null; readonly person: string | null; readonly sequence: number; readonly from: number; readonly to: number; readonly count: number; readonly digest: string }[];
}

export function slowMonth(content: Uint8Array): SlowMonth {
  const { month, days, chunks } = slowDecode(content) as { month: number; days: Fields; chunks: Fields };
  // Days since 1970 of the first of the month, by the calendar of the host.
  const first = new Date(0);
  first.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  const firstDay = Math.round(first.getTime() / 86_400_000);
  const of = (table: Fields, name: string): readonly bigint[] => bigints(table[name] as Integers);
  const amounts = ['moneyIn', 'moneyOut', 'transfersIn', 'transfersOut', 'unprinted'] as const;
  return {
    month,
    days: of(days, 'day').map((day, index) => [firstDay + Number(day), {
      ...(Object.fromEntries(amounts.map((name) => [name, of(days, name)[index]!])) as Record<(typeof amounts)[number], bigint>),
      count: Number(of(days, 'count')[index]), closing: of(days, 'closed')[index] === 1n ? of(days, 'closing')[index]! : null,
    }]),
    chunks: ids(chunks['id'] as Uint8Array).map((chunkId, index) => {
      const owner = ids(chunks['owner'] as Uint8Array)[index]!;
      const hand = of(chunks, 'hand')[index] === 1n;
      return {
        id: chunkId, import: hand ? null : owner, person: hand ? owner : null, sequence: Number(of(chunks, 'sequence')[index]),
        from: firstDay + Number(of(chunks, 'from')[index]), to: firstDay + Number(of(chunks, 'to')[index]), count: Number(of(chunks, 'count')[index]),
        digest: digests(chunks['digest'] as Uint8Array)[index]!,
      };
    }),
  };
}

export interface SlowAccount {
  readonly name: string;
  readonly number: string | null;
  readonly currency: string;
  readonly next: number;
  readonly months: readonly { readonly month: number; readonly id: string; readonly count: number; readonly digest: string }[];
  readonly imports: readonly { readonly id: string; readonly digest: string; readonly from: number | null; readonly to: number | null }[];
}

export function slowAccount(content: Uint8Array): SlowAccount {
  const { name, number, currency, next, months, imports } = slowDecode(content) as Omit<SlowAccount, 'months' | 'imports'> & { months: Fields; imports: Fields };
  const of = (table: Fields, column: string): readonly number[] => bigints(table[column] as Integers).map(Number);
  const orNone = (day: number): number | null => (day === -(2 ** 31) ? null : day);
  return {
    name, number, currency, next,
    months: ids(months['id'] as Uint8Array).map((monthId, index) => ({
      month: of(months, 'month')[index]!, id: monthId, count: of(months, 'count')[index]!, digest: digests(months['digest'] as Uint8Array)[index]!,
    })),
    imports: ids(imports['id'] as Uint8Array).map((importId, index) => ({
      id: importId, digest: digests(imports['digest'] as Uint8Array)[index]!, from: orNone(of(imports, 'from')[index]!), to: orNone(of(imports, 'to')[index]!),
    })),
  };
}

/** By chunk: the ordinals, and the lines of the import's own file. */
export function slowAttestation(content: Uint8Array): readonly (readonly [chunk: string, ordinals: readonly number[], lines: readonly number[]])[] {
  const { chunks, rows } = slowDecode(content) as { chunks: Uint8Array; rows: readonly { ordinal: Integers; line: Integers }[] };
  return ids(chunks).map((chunk, index) => [chunk, running(bigints(rows[index]!.ordinal), 32).map(Number), running(bigints(rows[index]!.line), 32).map(Number)]);
}

export function slowForward(content: Uint8Array): readonly (readonly [chunk: string, ordinals: readonly number[]])[] {
  const { chunks, ordinals } = slowDecode(content) as { chunks: Uint8Array; ordinals: readonly Integers[] };
  return ids(chunks).map((chunk, index) => [chunk, running(bigints(ordinals[index]!), 32).map(Number)]);
}

function bigints(values: Integers): readonly bigint[] {
  return Array.from(values, BigInt);
}

/** The sums of differences, modulo a power of two. */
function running(differences: readonly bigint[], bits: number): readonly bigint[] {
  let sum = 0n;
  return differences.map((difference) => (sum = BigInt.asIntN(bits, sum + difference)));
}

function id(bytes: Uint8Array): string {
  const digits = hex(bytes);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}

function ids(bytes: Uint8Array): readonly string[] {
  return pieces(bytes, 16).map(id);
}

function digests(bytes: Uint8Array): readonly string[] {
  return pieces(bytes, 32).map(hex);
}

function pieces(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / width }, (_, index) => bytes.slice(index * width, (index + 1) * width));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
