import type { BucketSize, CashFlowSeries } from '../../contract/index.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

export interface ReadCashFlow {
  /** 1 to 100 accounts in one currency. */
  readonly accountIds: readonly string[];
  /** Default: month. */
  readonly by?: BucketSize;
  /** First day, YYYY-MM-DD. Default: where the data begins. */
  readonly from?: string;
  /** Last day, YYYY-MM-DD. Default: where the data ends. */
  readonly to?: string;
}

export class CashFlowResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Money in, out, net and balance by period, with what the statements cover. @throws {InvalidRequestError} `currency-mismatch`. */
  read(organisationId: string, query: ReadCashFlow, options?: CallOptions): Promise<CashFlowSeries> {
    const input = { params: { organisationId }, query: { ...query, accountIds: query.accountIds.join(',') } };
    return this.#transport.call('readCashFlow', input, options);
  }
}
