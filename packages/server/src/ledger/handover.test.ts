import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attestationOf, holdersOf } from './attest.ts';
import type { Attestation } from './attestations.ts';
import { newChunk, type Chunk } from './chunk.ts';
import { countDuplicates } from './duplicates.ts';
import { handOver } from './handover.ts';
import { transactionId } from './ids.ts';
import { incomingColumns } from './rows.ts';
import { ACCOUNT, chunkOf, corrected, row } from './testing/chunks.ts';

const rowsAt = (ordinals: readonly number[], lines: readonly number[]) => ({ ordinal: Int32Array.from(ordinals), line: Int32Array.from(lines) });
const counter = () => {
  let next = 0;
  return () => `new-${next++}`;
};

describe('handing over', () => {
  const chunk = corrected(chunkOf([row('2024-01-01', 1), row('2024-01-02', 2), row('2024-01-03', 3), row('2024-01-04', 4)], { sequence: 7 }), 2, { amount: 30n });

  it('gives each row to the first living import that attests it, with its ordinal, its correction and its place', () => {
    const living = new Map<string, Attestation>([
      ['first', new Map([['old', rowsAt([1], [11])]])],
      ['second', new Map([['old', rowsAt([1, 2], [21, 22])], ['elsewhere', rowsAt([0], [20])]])],
    ]);
    const { chunks, forwards, attestations } = handOver([{ id: 'old', chunk }], living, counter());
    expect(chunks.map(({ id, chunk: { owner, sequence, rows, corrections } }) => [id, owner.importId, sequence, [...rows.ordinal], [...rows.line], corrections.get(0)?.amount])).toEqual([
      ['new-0', 'first', 7, [1], [11], undefined],
      ['new-1', 'second', 7, [2], [22], 30n],
    ]);
    expect(forwards.get('old')).toEqual([{ chunkId: 'new-0', ordinal: Int32Array.of(1) }, { chunkId: 'new-1', ordinal: Int32Array.of(2) }]);
    expect(attestations.get('first')).toEqual(new Map());
    expect(attestations.get('second')).toEqual(new Map([['elsewhere', rowsAt([0], [20])], ['new-0', rowsAt([1], [21])]]));
  });

  it('leaves nothing of rows that nobody attests', () => {
    expect(handOver([{ id: 'old', chunk }], new Map([['other', new Map([['elsewhere', rowsAt([0], [1])]])]]), counter())).toEqual({
      chunks: [], forwards: new Map(), attestations: new Map(),
    });
  });

  it('keeps the ordinal in the id of a transaction', () => {
    expect(transactionId('new-0', chunk.rows.ordinal[1]!)).toBe('new-0.1');
  });
});

/** A ledger without a database: what importing and undoing do to chunks and attestations, and nothing else. */
class ModelLedger {
  chunks: { id: string; chunk: Chunk }[] = [];
  /** What each living import attests, in the order in which they came in. */
  readonly attestations = new Map<string, Attestation>();
  /** How many payments of the one kind each living import's file has. */
  readonly files = new Map<string, number>();
  readonly #newId = counter();
  #imports = 0;

  import(payments: number): void {
    const importId = `import-${this.#imports++}`;
    const rows = incomingColumns(Array.from({ length: payments }, () => row('2024-01-01', 1)));
    const duplicates = countDuplicates(rows, this.chunks.map(({ chunk }) => chunk), holdersOf(this.chunks, [...this.attestations.values()]));
    this.attestations.set(importId, attestationOf(rows, this.chunks, duplicates));
    this.files.set(importId, payments);
    const fresh = Array.from(rows.day.keys()).filter((index) => duplicates.chunk[index] === -1);
    this.chunks.push({ id: this.#newId(), chunk: newChunk({ accountId: ACCOUNT, owner: { importId, personId: null }, sequence: this.#imports }, rows, fresh, new Uint8Array(payments)) });
  }

  undo(nth: number): void {
    const importId = [...this.files.keys()][nth % this.files.size];
    if (importId === undefined) return;
    this.attestations.delete(importId);
    this.files.delete(importId);
    const undone = this.chunks.filter(({ chunk }) => chunk.owner.importId === importId);
    const { chunks, attestations } = handOver(undone, this.attestations, this.#newId);
    this.chunks = [...this.chunks.filter((chunk) => !undone.includes(chunk)), ...chunks];
    for (const [id, attestation] of attestations) this.attestations.set(id, attestation);
  }

  get payments(): number {
    return this.chunks.reduce((sum, { chunk }) => sum + chunk.rows.day.length, 0);
  }
}

describe('imports of equal payments', () => {
  const steps = fc.array(fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map((payments) => ({ payments })) },
    { weight: 3, arbitrary: fc.nat(9).map((undo) => ({ undo })) },
    // The order in which chunks are read says nothing, so it may be any.
    { weight: 2, arbitrary: fc.constant('reverse' as const) },
  ), { maxLength: 14 });

  it('undone in any order leave as many as the living import with most of them holds', () => {
    fc.assert(fc.property(steps, (history) => {
      const ledger = new ModelLedger();
      for (const step of history) {
        if (step === 'reverse') ledger.chunks.reverse();
        else if ('undo' in step) ledger.undo(step.undo);
        else ledger.import(step.payments);
        expect(ledger.payments).toBe(Math.max(0, ...ledger.files.values()));
      }
    }), { numRuns: 2_000 });
  });
});
