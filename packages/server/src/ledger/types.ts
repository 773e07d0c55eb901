import type { Account, BucketSize, CashFlowSeries, CorrectTransaction, NewAccount, NewTransaction, Reach, Transaction } from '@cashflowsmart/sdk/contract';
import type { CalendarDate } from '@cashflowsmart/sdk/dates';
import type * as kysely from 'kysely';
import type { Database } from '../database/schema.ts';
import type { RowColumns } from './rows.ts';

/** The open transaction of the database, in which a caller adds its own writes to those of the ledger. */
export type LedgerTransaction = kysely.Transaction<Database>;

/** A row of a statement on its way into the ledger. Amounts in minor units of the account's currency. */
export interface IncomingRow {
  readonly day: CalendarDate;
  readonly valueDay: CalendarDate | null;
  /** Money into the account is positive. */
  readonly amount: bigint;
  /** The balance after this row, where the statement prints one. */
  readonly balance: bigint | null;
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
  /** The 1-based line of the file on which the row begins. */
  readonly line: number;
}

/** Days that a statement covers, both included. */
export interface CoveredDays {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface AppendRequest {
  readonly importId: string;
  readonly accountId: string;
  /** Oldest first; rows of one day in the order of the statement. As columns where `incomingColumns` has made them already. */
  readonly rows: readonly IncomingRow[] | RowColumns;
  readonly coverage: CoveredDays | null;
}

/** What an import brings: counted against the ledger as it stands. */
export interface AppendCounts {
  readonly newCount: number;
  /** Rows that the ledger already holds, those deleted before included. */
  readonly duplicateCount: number;
  /** Of the duplicates, those that somebody deleted from the ledger. */
  readonly deletedBefore: number;
}

export interface PreparedAppend extends AppendCounts {
  readonly plan: AppendPlan;
}

declare const planBrand: unique symbol;
/** A prepared import, opaque outside the ledger; `append` prepares it again where the account changed meanwhile. */
export interface AppendPlan {
  readonly [planBrand]: true;
}

/** Whose rows a reader may see: all of them, or those that the person brought in. */
export interface Visibility {
  readonly personId: string;
  readonly reach: Reach;
}

export interface ListRequest {
  readonly accountId: string;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface SearchRequest extends Omit<ListRequest, 'accountId'> {
  readonly accountIds: readonly string[];
  readonly text?: string | undefined;
}

/** Transactions newest first, and where to go on. A page can be short, even empty, and still have a next one. */
export interface TransactionPage {
  readonly items: Transaction[];
  readonly nextCursor: string | null;
}

export interface SeriesRequest {
  readonly by: BucketSize;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
}

/** Something that does not add up. Ids and days only, never a value. */
export interface LedgerFinding {
  readonly accountId: string;
  readonly kind:
    | 'unreadable' | 'month-missing' | 'month-digest' | 'month-orphan' | 'month-sums'
    | 'chunk-missing' | 'chunk-digest' | 'chunk-orphan' | 'chunk-owner'
    | 'attestation-missing' | 'attestation-digest' | 'attestation-orphan' | 'attestation-row' | 'forward-broken';
  /** The month (YYYY-MM), chunk, import or account that it is about. */
  readonly about: string;
}

/** A change of one row by hand. */
export type LedgerChange =
  | { readonly kind: 'create'; readonly personId: string; readonly entry: NewTransaction }
  | { readonly kind: 'correct'; readonly transactionId: string; readonly correction: CorrectTransaction }
  | { readonly kind: 'delete'; readonly transactionId: string; readonly revision: number };

/** A row before and after a change. */
export interface ChangePreview {
  readonly accountId: string;
  readonly before: Transaction | null;
  readonly after: Transaction | null;
}

/** The ledger of an organisation's accounts. Everything below throws `ProblemError` with a code of the contract. */
export interface LedgerOperations {
  createAccount(organisationId: string, account: NewAccount, inTransaction?: (trx: LedgerTransaction, account: Account) => Promise<void>): Promise<Account>;
  /** By name; numbers in full. */
  listAccounts(organisationId: string): Promise<Account[]>;
  /** @throws `not-found` where the account is not one of the organisation. */
  readAccount(organisationId: string, accountId: string): Promise<Account>;
  /** Counts duplicates without writing: for the review, and as the first half of a commit. */
  prepareAppend(organisationId: string, request: AppendRequest): Promise<PreparedAppend>;
  /**
   * Writes a prepared import in one transaction, whole or not at all. `inTransaction` runs last in it, with the counts as
   * they are written; what it throws undoes everything. @throws `changed-meanwhile` where the account never stood still.
   */
  append(plan: AppendPlan, inTransaction: (trx: LedgerTransaction, counts: AppendCounts) => Promise<void>): Promise<AppendCounts>;
  /** Takes an import out; rows that a living import attests are handed over to it. @throws `import-not-committed`. */
  undo(organisationId: string, importId: string, inTransaction: (trx: LedgerTransaction) => Promise<void>): Promise<void>;
  list(organisationId: string, visibility: Visibility, request: ListRequest): Promise<TransactionPage>;
  search(organisationId: string, visibility: Visibility, request: SearchRequest): Promise<TransactionPage>;
  createTransaction(organisationId: string, personId: string, entry: NewTransaction, inTransaction?: (trx: LedgerTransaction, transaction: Transaction) => Promise<void>): Promise<Transaction>;
  correctTransaction(organisationId: string, transactionId: string, correction: CorrectTransaction, inTransaction?: (trx: LedgerTransaction) => Promise<void>): Promise<Transaction>;
  deleteTransaction(organisationId: string, transactionId: string, revision: number, inTransaction?: (trx: LedgerTransaction) => Promise<void>): Promise<void>;
  /** What a change would come to, without writing. Throws what `change` would throw now. */
  previewChange(organisationId: string, change: LedgerChange): Promise<ChangePreview>;
  /** Carries out a change. `inTransaction` runs last in its transaction; what it throws undoes it. @returns the row as it is then. */
  change(organisationId: string, change: LedgerChange, inTransaction?: (trx: LedgerTransaction, transaction: Transaction) => Promise<void>): Promise<Transaction>;
  series(organisationId: string, accountIds: readonly string[], request: SeriesRequest): Promise<CashFlowSeries>;
  /** Recomputes every sum and digest from the chunks. Reads everything; for the command line. */
  verify(organisationId: string): Promise<LedgerFinding[]>;
}
