import type { Account, NewAccount } from '../../contract/index.ts';
import { paged, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions, CreateOptions } from '../types.ts';

export class AccountsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The accounts of the organisation, by name. */
  list(organisationId: string, options?: CallOptions): Paged<Account> {
    return paged(() => this.#transport.call('listAccounts', { params: { organisationId } }, options));
  }

  create(organisationId: string, body: NewAccount, options?: CreateOptions): Promise<Account> {
    return this.#transport.call('createAccount', { params: { organisationId }, body }, options);
  }
}
