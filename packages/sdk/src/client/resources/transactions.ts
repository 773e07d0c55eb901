import type { CorrectTransaction, NewTransaction, SearchTransactions, Transaction } from '../../contract/index.ts';
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

  /** Enters a transaction by hand. @throws {InvalidRequestError} `currency-mismatch`. */
  create(organisationId: string, body: NewTransaction, options?: CreateOptions): Promise<Transaction> {
    return this.#transport.call('createTransaction', { params: { organisationId }, body }, options);
  }

  /** Corrects a transaction as it was at `revision`. @throws {ConflictError} `changed-meanwhile`. */
  correct(organisationId: string, transactionId: string, body: CorrectTransaction, options?: CallOptions): Promise<Transaction> {
    return this.#transport.call('correctTransaction', { params: { organisationId, transactionId }, body }, options);
  }

  /** Deletes a transaction as it was at `revision`. @throws {ConflictError} `changed-meanwhile`. */
  async delete(organisationId: string, transactionId: string, revision: number, options?: CallOptions): Promise<void> {
    await this.#transport.call('deleteTransaction', { params: { organisationId, transactionId }, query: { revision } }, options);
  }
}
