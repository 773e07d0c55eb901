import type { Decisions, QuestionField } from '@cashflowsmart/sdk/contract';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { Proof } from '@cashflowsmart/sdk/statements';
import type { RowColumns } from '../../ledger/rows.ts';
import type { CoveredDays } from '../../ledger/types.ts';

/** A file as it would go into one account, after decisions. */
export interface FileReading {
  readonly readerVersion: number;
  /** Digest of the reading; equal digests mean equal readings. */
  readonly digest: string;
  /** Whether the client announced another digest. */
  readonly differs: boolean;
  /** What the statement says about its account; null where it says nothing. */
  readonly currency: CurrencyCode | null;
  readonly number: string | null;
  /** Oldest first. Amounts in minor units of the statement's currency, else of the account's. */
  readonly rows: RowColumns;
  readonly coverage: CoveredDays | null;
  readonly proof: Proof;
  readonly openQuestions: readonly QuestionField[];
  readonly excluded: number;
  readonly rejected: number;
}

/** What a file is read with. */
export interface ReadingRequest {
  readonly fileName: string;
  readonly decisions: Decisions | null;
  readonly clientDigest: string | null;
  /** Opens an encrypted file. */
  readonly password: string | null;
  /** Decides the decimals where the statement names no currency, and which account of a statement of several is meant. */
  readonly account: { readonly currency: CurrencyCode; readonly number: string | null };
}
