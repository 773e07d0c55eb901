import type { AuditAction, AuditEntry } from '../../contract/index.ts';
import { paged, type Page, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

export interface ListAudit {
  /** The earliest instant, RFC 3339 in UTC. */
  readonly from?: string;
  /** The first instant that is not among them. */
  readonly to?: string;
  /** Whoever acted. */
  readonly actorId?: string;
  readonly action?: AuditAction;
  /** Items of a page, 1 to 500. Default 100. */
  readonly limit?: number;
}

export class AuditResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What was done, tried and read in the organisation, newest first. */
  list(organisationId: string, query: ListAudit = {}, options?: CallOptions): Paged<AuditEntry> {
    return paged((cursor) => this.page(organisationId, { ...query, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** One page of `list`; without a cursor the first. */
  page(organisationId: string, query: ListAudit & { readonly cursor?: string } = {}, options?: CallOptions): Promise<Page<AuditEntry>> {
    return this.#transport.call('listAudit', { params: { organisationId }, query: { ...query } }, options);
  }
}
