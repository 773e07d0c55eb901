import { randomBytes } from 'node:crypto';
import { gcmOpen, gcmSeal, tagLength } from '../../aes-256-gcm.ts';

/** The master key inside a server that stands for a key service: real encryption, so that what must not open does not. */
export class VersionedAesKey {
  readonly #versions: { readonly key: string; readonly createdAt: Date }[] = [];

  constructor() {
    this.rotate();
  }

  get newest(): number {
    return this.#versions.length;
  }

  createdAt(version: number): Date {
    return this.#version(version).createdAt;
  }

  rotate(): number {
    return this.#versions.push({ key: randomBytes(32).toString('latin1'), createdAt: new Date() });
  }

  /** @returns nonce, ciphertext and tag. */
  seal(plaintext: Uint8Array, associatedData: Uint8Array, version: number = this.newest): Uint8Array {
    const nonce = randomBytes(12);
    return Buffer.concat([nonce, ...gcmSeal({ key: this.#version(version).key, nonce, associatedData }, plaintext)]);
  }

  /** @returns undefined where it does not open. */
  open(version: number, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array | undefined {
    const [nonce, ciphertext, tag] = [sealed.subarray(0, 12), sealed.subarray(12, -tagLength), sealed.subarray(-tagLength)];
    if (!(version >= 1 && version <= this.newest)) return undefined;
    try {
      return gcmOpen({ key: this.#version(version).key, nonce, associatedData }, ciphertext, tag);
    } catch {
      return undefined;
    }
  }

  #version(version: number): { readonly key: string; readonly createdAt: Date } {
    const found = this.#versions[version - 1];
    if (!found) throw new RangeError('There is no such version.');
    return found;
  }
}
