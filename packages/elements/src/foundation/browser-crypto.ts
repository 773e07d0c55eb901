/**
 * Stands for the library that brings Web Crypto to old builds of Node, in bundles for browsers: every browser has it on
 * a page that came over HTTPS or from the own machine, and nowhere else are statements read.
 */
export class Crypto {
  get subtle(): SubtleCrypto {
    throw new Error('This page was not loaded over HTTPS.');
  }
}
