/** Thrown where a page was loaded over plain HTTP from another machine: the browser then offers no Web Crypto. */
export class InsecureContextError extends Error {
  override readonly name = 'InsecureContextError';
  readonly code = 'insecure-context';

  constructor() {
    super('This page was not loaded over HTTPS.');
  }
}

/** In place of the library for Node: every browser has Web Crypto wherever statements may be read. */
export const fallbackCrypto = {
  get subtle(): SubtleCrypto {
    throw new InsecureContextError();
  },
};
