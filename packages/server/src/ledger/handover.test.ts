import { describe, expect, it } from 'vitest';
import type { Attestation } from './attestations.ts';
import { handOver } from './handover.ts';
import { transactionId } from './ids.ts';
import { chunkOf, corrected, row } from './testing/chunks.ts';

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
