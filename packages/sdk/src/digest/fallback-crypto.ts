import { Crypto } from '@peculiar/webcrypto';

/** Web Crypto for builds of Node that have none of their own. */
export const fallbackCrypto: { readonly subtle: SubtleCrypto } = new Crypto();
