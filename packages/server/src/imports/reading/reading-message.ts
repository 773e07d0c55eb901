import type { ProblemCode } from '@cashflowsmart/sdk/contract';
import type { ReadingLimits, StatementProblemCode } from '@cashflowsmart/sdk/statements';
import type { FieldError } from '../../http/problem-error.ts';
import { BlockTexts, buffersOf, toBlocks, type BlockTextsParts } from '../../ledger/block-texts.ts';
import type { RowColumns } from '../../ledger/rows.ts';
import type { FileReading, ReadingRequest } from './file-reading.ts';

/** What a reading thread is asked. The buffer of the bytes is handed over. */
export interface ReadingTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly request: ReadingRequest;
  readonly limits: ReadingLimits;
  /** Where the thread writes its id when it begins. */
  readonly threadId: Int32Array<SharedArrayBuffer>;
}

/** What it answers. Errors lose their class between threads, so those with a code cross as the code. */
export type ReadingAnswer =
  | { readonly outcome: 'read'; readonly reading: CrossingReading }
  | { readonly outcome: 'unreadable'; readonly code: StatementProblemCode }
  | { readonly outcome: 'problem'; readonly code: ProblemCode; readonly errors: readonly FieldError[] | undefined };

type TextName = 'description' | 'counterparty' | 'reference';

/** A reading whose rows cross as a few buffers: a million objects would take the receiving thread seconds to unpack. */
export type CrossingReading = Omit<FileReading, 'rows'> & {
  readonly rows: Omit<RowColumns, TextName> & Readonly<Record<TextName, BlockTextsParts>>;
};

export function toCrossing({ rows, ...reading }: FileReading): CrossingReading {
  const texts = (name: TextName): BlockTextsParts => toBlocks(rows[name], rows.day.length);
  return { ...reading, rows: { ...rows, description: texts('description'), counterparty: texts('counterparty'), reference: texts('reference') } };
}

export function fromCrossing({ rows, ...reading }: CrossingReading): FileReading {
  return {
    ...reading,
    rows: { ...rows, description: new BlockTexts(rows.description), counterparty: new BlockTexts(rows.counterparty), reference: new BlockTexts(rows.reference) },
  };
}

/** What has to be handed over with a reading. */
export function buffersOfReading({ rows }: CrossingReading): ArrayBufferLike[] {
  const { day, valueDay, amount, balance, flags, line, description, counterparty, reference } = rows;
  return [...[day, valueDay, amount, balance, flags, line].map(({ buffer }) => buffer), ...[description, counterparty, reference].flatMap(buffersOf)];
}
