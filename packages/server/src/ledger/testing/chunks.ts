import fc from 'fast-check';
import { fromDayNumber, toDayNumber } from '@cashflowsmart/sdk/dates';
import { newChunk, withCorrection, type Chunk, type Correction } from '../chunk.ts';
import { BALANCE, incomingColumns } from '../rows.ts';
import type { IncomingRow } from '../types.ts';
import { row } from './open-test-ledger.ts';

export const ACCOUNT = '5f0c3b1e-4d1a-4c6e-9a3f-0b6a1d2c3e4f';
export const IMPORT = '0d9f8e7c-6b5a-4c3d-8e2f-1a0b9c8d7e6f';
export const PERSON = '7c1d2e3f-4a5b-4c6d-9e8f-a0b1c2d3e4f5';

/** A chunk of one import with these rows. */
export function chunkOf(rows: readonly IncomingRow[], { importId = IMPORT, sequence = 0 }: { importId?: string; sequence?: number } = {}): Chunk {
  const columns = incomingColumns(rows);
  return newChunk({ accountId: ACCOUNT, owner: { importId, personId: null }, sequence }, columns, [...rows.keys()], new Uint8Array(rows.length));
}

/** The chunk with something changed about one of its rows. */
export function corrected(chunk: Chunk, index: number, change: Partial<Correction>): Chunk {
  return withCorrection(chunk, index, { revision: 1, day: null, amount: null, description: null, transfer: null, deleted: false, ...change });
}

const amounts = fc.oneof(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), fc.bigInt({ min: -100_000n, max: 100_000n }));
const dates = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9999-12-31') }).map(fromDayNumber);
const texts = fc.string({ unit: 'binary', maxLength: 30 });

/** Any row that a statement could hold, and many that none would. */
export const anyRow: fc.Arbitrary<IncomingRow> = fc.record({
  day: dates,
  valueDay: fc.option(dates),
  amount: amounts,
  balance: fc.option(amounts),
  description: texts,
  counterparty: fc.option(texts),
  reference: fc.option(texts),
  line: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

export const anyCorrection: fc.Arbitrary<Correction> = fc.record({
  revision: fc.integer({ min: 1, max: 1_000 }),
  day: fc.option(fc.integer({ min: -700_000, max: 2_900_000 })),
  amount: fc.option(amounts),
  description: fc.option(texts),
  transfer: fc.option(fc.boolean()),
  deleted: fc.boolean(),
});

/** Everything about a chunk as plain values; a balance that is not there counts as none, whatever its column holds. */
export function plainChunk(chunk: Chunk): unknown {
  const { description, counterparty, reference, balance, ...columns } = chunk.rows;
  return {
    ...chunk,
    rows: {
      ...columns,
      balance: Array.from(balance, (value, index) => ((chunk.rows.flags[index]! & BALANCE) === 0 ? null : value)),
      texts: [description, counterparty, reference].map((column) => column.values()),
    },
  };
}

export { row };
