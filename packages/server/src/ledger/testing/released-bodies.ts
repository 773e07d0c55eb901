import { toDayNumber } from '@cashflowsmart/sdk/dates';
import type { AccountBody } from '../account-codec.ts';
import type { Attestation, Forward } from '../attestations.ts';
import { emptyHandChunk, withEntry, type Chunk } from '../chunk.ts';
import { monthNumberOf } from '../month-number.ts';
import type { Month } from '../months.ts';
import { ACCOUNT, chunkOf, corrected, IMPORT, PERSON, row } from './chunks.ts';

/** What the frozen bodies of version 1 hold. Never changed: a later version gets values and bytes of its own. */
const day = toDayNumber('2024-02-29');
const OTHER = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

export const chunk: Chunk = corrected(corrected(chunkOf([
  row('2024-02-28', 1_000, { balance: 11_000n, description: 'Bäckerei 🥐', counterparty: 'Müller', line: 7 }),
  row('2024-02-29', -2_345, { balance: 8_655n, valueDay: '2024-03-01', reference: 'RF 18', line: 8 }),
  row('2024-02-29', 2n ** 40n, { valueDay: '2024-02-01', description: '', line: 12 }),
], { sequence: 42 }), 1, { revision: 3, day: day + 1, amount: -2_000n, description: 'Groceries', transfer: true }), 2, { deleted: true });

export const handChunk: Chunk = withEntry(emptyHandChunk(ACCOUNT, PERSON, 43), { day, amount: -5n, description: 'Cash', transfer: true });

export const month: Month = {
  month: monthNumberOf(day),
  days: new Map([
    [day - 1, { moneyIn: 1_000n, moneyOut: 0n, transfersIn: 0n, transfersOut: 0n, unprinted: 0n, count: 1, closing: 11_000n }],
    [day, { moneyIn: 2n ** 40n, moneyOut: -3n, transfersIn: 4n, transfersOut: -5n, unprinted: -6n, count: 4, closing: null }],
  ]),
  chunks: [
    { id: OTHER, owner: { importId: IMPORT, personId: null }, sequence: 42, from: day - 1, to: day, count: 3, digest: new Uint8Array(32).fill(1) },
    { id: ACCOUNT, owner: { importId: null, personId: PERSON }, sequence: 43, from: day, to: day, count: 2, digest: new Uint8Array(32).fill(2) },
  ],
};

export const account: AccountBody = {
  name: 'Giro', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR', nextSequence: 44,
  months: [{ month: monthNumberOf(day), id: OTHER, count: 5, digest: new Uint8Array(32).fill(3) }],
  imports: [
    { importId: IMPORT, digest: new Uint8Array(32).fill(4), coverage: { from: day - 28, to: day } },
    { importId: OTHER, digest: new Uint8Array(32).fill(5), coverage: null },
  ],
};

export const attestation: Attestation = new Map([[OTHER, { ordinal: Int32Array.of(0, 5, 1_999), line: Int32Array.of(9, 7, 70_000) }]]);

export const forward: Forward = [{ chunkId: OTHER, ordinal: Int32Array.of(1, 3) }, { chunkId: ACCOUNT, ordinal: Int32Array.of(2) }];
