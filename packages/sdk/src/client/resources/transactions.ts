import type { Approve, CorrectTransaction, NewTransaction, PendingChange, SearchTransactions, Transaction } from '../../contract/index.ts';
import { paged, type Page, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions, CreateOptions } from '../types.ts';

export interface ListTransactions {
  readonly accountId: string;
  /** First day, YYYY-MM-DD. */
  readonly from?: string;
  /** Last day, YYYY-MM-DD. */
  readonly to?: string;
  /** Items of a page, 1 to 500. Default 100. */
  readonly limit?: number;
}

/** Whether an entry, a correction or a deletion waits for a second person instead of being in the ledger. */
export function isPendingChange(answer: Transaction | PendingChange | undefined): answer is PendingChange {
  return answer !== undefined && 'requestedBy' in answer;
}

export class TransactionsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Transactions of one account, newest first. */
  list(organisationId: string, query: ListTransactions, options?: CallOptions): Paged<Transaction> {
    return paged((cursor) => this.page(organisationId, { ...query, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** One page of `list`; without a cursor the first. */
  page(organisationId: string, query: ListTransactions & { readonly cursor?: string }, options?: CallOptions): Promise<Page<Transaction>> {
    return this.#transport.call('listTransactions', { params: { organisationId }, query: { ...query } }, options);
  }

  /** Transactions of several accounts by text and period, newest first. */
  search(organisationId: string, body: Omit<SearchTransactions, 'cursor'>, options?: CallOptions): Paged<Transaction> {
    return paged((cursor) => this.searchPage(organisationId, { ...body, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** One page of `search`; without a cursor the first. */
  searchPage(organisationId: string, body: SearchTransactions, options?: CallOptions): Promise<Page<Transaction>> {
    return this.#transport.call('searchTransactions', { params: { organisationId }, body }, options);
  }

  /** Enters a transaction by hand; where a second person approves, the answer is the change that waits for that. @throws {InvalidRequestError} `currency-mismatch`. */
  create(organisationId: string, body: NewTransaction, options?: CreateOptions): Promise<Transaction | PendingChange> {
    return this.#transport.call('createTransaction', { params: { organisationId }, body }, options);
  }

  /** Corrects a transaction as it was at `revision`. @throws {ConflictError} `changed-meanwhile`. */
  correct(organisationId: string, transactionId: string, body: CorrectTransaction, options?: CallOptions): Promise<Transaction | PendingChange> {
    return this.#transport.call('correctTransaction', { params: { organisationId, transactionId }, body }, options);
  }

  /** Deletes a transaction as it was at `revision`. @throws {ConflictError} `changed-meanwhile`. */
  delete(organisationId: string, transactionId: string, revision: number, options?: CallOptions): Promise<PendingChange | undefined> {
    return this.#transport.call('deleteTransaction', { params: { organisationId, transactionId }, query: { revision } }, options);
  }

  /** What waits for a second person or was sent back, oldest first. */
  pending(organisationId: string, options?: CallOptions): Paged<PendingChange> {
    return paged(() => this.#transport.call('listPendingChanges', { params: { organisationId } }, options));
  }

  /**
   * Approves a change by hand, which is then carried out, or sends it back with a reason.
   *
   * @throws {NotAllowedError} `second-person-required` for who asked for it.
   * @throws {ConflictError} `not-awaiting-approval`, or `changed-meanwhile` where change or transaction are others by now.
   */
  approve(organisationId: string, changeId: string, body: Approve, options?: CallOptions): Promise<PendingChange> {
    return this.#transport.call('approvePendingChange', { params: { organisationId, changeId }, body }, options);
  }

  /** Takes back a change that one asked for oneself. */
  async withdraw(organisationId: string, changeId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('withdrawPendingChange', { params: { organisationId, changeId } }, options);
  }
}
