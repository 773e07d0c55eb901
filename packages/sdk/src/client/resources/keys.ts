import type { DataKey } from '../../contract/index.ts';
import { paged, type Page, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

export class KeysResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The keys that seal the data of the organisation, by id: age, state and how much stands under each. */
  list(organisationId: string, options?: CallOptions): Paged<DataKey> {
    return paged(() => this.#transport.call('listKeys', { params: { organisationId } }, options));
  }

  /** Has the active key replaced by a new one, in the background. Asking again for the same key changes nothing. */
  rotate(organisationId: string, keyId: number, options?: CallOptions): Promise<Page<DataKey>> {
    return this.#transport.call('rotateKeys', { params: { organisationId }, body: { keyId } }, options);
  }
}
