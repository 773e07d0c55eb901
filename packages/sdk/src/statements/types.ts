import type { ColumnRole, Decisions, ProofStatus, QuestionField, Recipe } from '../contract/types.ts';
import type { CalendarDate } from '../dates/index.ts';
import type { CurrencyCode } from '../money/index.ts';

export type { ColumnRole, Decisions, ProofStatus, QuestionField, Recipe };

/** Raised by one each time the same bytes and decisions could give another reading. */
export const READER_VERSION = 1;

/** Limits of one reading. Every one of them ends it with a `StatementProblemError` of its own code. */
export interface ReadingLimits {
  /** Bytes of the file. Default 100 MiB. */
  readonly bytes: number;
  /** Rows of the table. Default 2,500,000. */
  readonly rows: number;
  /** Pages of a PDF. Default 500. */
  readonly pages: number;
  /** Columns of a row. Default 256. */
  readonly columns: number;
  /** UTF-16 code units of a cell. Default 32,768. */
  readonly cellLength: number;
  /** Milliseconds of reading, awaiting included. Default 60,000. */
  readonly milliseconds: number;
}

export interface ReadStatementOptions {
  /** Only its ending counts, and only as a hint. */
  readonly fileName: string;
  /** Applied instead of what the evidence says; where it cannot be applied: `recipe-mismatch`. */
  readonly recipe?: Recipe | null;
  /** Answers to questions of an earlier reading of the same file. */
  readonly answers?: Decisions['answers'];
  /** Opens an encrypted PDF. */
  readonly password?: string;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ReadingLimits>;
}

export type ReadingStage = 'decode' | 'tokenise' | 'find-table' | 'decide' | 'parse' | 'prove';

export interface ReadingProgress {
  readonly stage: ReadingStage;
  /** 0 to 1 over the whole reading, never falling. */
  readonly done: number;
  readonly rows: number;
}

/** Left, top, right and bottom in points from the upper left corner of the page as a person holds it. */
export type SourceBox = readonly [x0: number, y0: number, x1: number, y1: number];

/** Where a row stands in the file. */
export interface SourcePlace {
  /** The 1-based line on which it begins; in a PDF the lines of text are counted over all pages, from top to bottom. */
  readonly line: number;
  /** Of a PDF: the 1-based page, and the box around the lines of the row on it. */
  readonly page?: number;
  readonly box?: SourceBox;
}

export interface StatementTransaction {
  /** Index into `accounts` of the reading. */
  readonly account: number;
  /** Booking date where a column is named so, else the first date of the row. */
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  /** Minor units of the account's currency; money into the account is positive. */
  readonly amount: bigint;
  /** The balance after this row, in minor units, where the file has one. */
  readonly balance: bigint | null;
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
  readonly source: SourcePlace;
}

/** The arithmetic that a statement carries, and whether it closes. Amounts in minor units of the account. */
export interface Proof {
  readonly status: ProofStatus;
  /**
   * `balance-chain`: each balance is the one before plus the amount. `opening-closing`: opening plus sum is
   * closing. `totals`: printed totals or counts agree. `dates-open`: the figures close, the date order is not
   * settled. `nothing-to-check`: the file carries no figure to check against.
   */
  readonly detail: 'balance-chain' | 'opening-closing' | 'totals' | 'dates-open' | 'nothing-to-check';
  readonly opening: bigint | null;
  readonly moneyIn: bigint;
  /** Zero or negative. */
  readonly moneyOut: bigint;
  readonly closing: bigint | null;
  /** The first row whose balance does not follow. */
  readonly breaksAtLine: number | null;
  /** What that row's balance is off by. */
  readonly difference: bigint | null;
}

export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface StatementAccount {
  readonly number: string | null;
  readonly holder: string | null;
  /** null where neither file nor recipe tells it: the amounts are then read with two decimals. */
  readonly currency: CurrencyCode | null;
  /** The period that the statement itself names. */
  readonly period: Period | null;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  readonly proof: Proof;
  /** Stated period, else first to last row; null without rows. */
  readonly coverage: Period | null;
}

/** Two readings that survive all evidence, put to a person with the rows that each gives. */
export interface Question {
  readonly field: QuestionField;
  readonly choices: readonly QuestionChoice[];
}

export interface QuestionChoice {
  /** What `answers[field]` is set to. */
  readonly value: string;
  /** The first rows as this choice reads them, at most five. */
  readonly rows: readonly { readonly line: number; readonly date: CalendarDate | null; readonly amount: string | null; readonly description: string }[];
}

export type RejectionReason = 'date-unreadable' | 'amount-unreadable' | 'amount-missing' | 'date-missing' | 'currency-differs' | 'too-few-columns';

/** A line that looks like a transaction and could not become one. Never dropped. */
export interface RejectedLine {
  readonly line: number;
  /** Of a PDF: the 1-based page. */
  readonly page?: number;
  readonly reason: RejectionReason;
  /** The cells as they stand, cut to 200 characters each; shown to the person whose file it is, never logged. */
  readonly cells: readonly string[];
}

/** What each line of the file became; the counts add up to `source.lines`. */
export interface LineCount {
  readonly transactions: number;
  readonly header: number;
  /** Preamble, footer, opening and closing balances, totals. */
  readonly markers: number;
  readonly continuations: number;
  readonly rejected: number;
  readonly blank: number;
}

export interface StatementReading {
  readonly readerVersion: number;
  readonly accounts: readonly StatementAccount[];
  /** Oldest first; rows of one day in the order in which the balance runs. */
  readonly transactions: readonly StatementTransaction[];
  /** The weakest of the accounts' proofs. */
  readonly proof: ProofStatus;
  readonly questions: readonly Question[];
  readonly rejected: readonly RejectedLine[];
  readonly recipe: Recipe;
  readonly source: {
    readonly kind: 'csv' | 'pdf';
    readonly bytes: number;
    readonly lines: number;
    readonly lineCount: LineCount;
    /** The cells of the header, in the order of `recipe.columns`; empty where there is none. */
    readonly header: readonly string[];
  };
}

/** A reading without its rows. */
export type StatementSummary = Omit<StatementReading, 'transactions'>;

/** A statement that was read to its end, its rows not made yet. It holds the text of the file as long as it is held. */
export interface OpenedStatement {
  readonly summary: StatementSummary;
  /** How many transactions there are. */
  readonly rows: number;
  /**
   * The transactions in the order of `StatementReading`, a few hundred at a time, made while they are taken; from the
   * first one on each time. Gives way to the event loop as the reading does.
   */
  readonly batches: () => AsyncGenerator<readonly StatementTransaction[], void, undefined>;
}
