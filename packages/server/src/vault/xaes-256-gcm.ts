import { type Cipheriv, createCipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { gcmOpen, gcmSeal, tagLength } from './aes-256-gcm.ts';
import { SealedValueError } from './errors.ts';

export const nonceLength = 24;

/**
 * XAES-256-GCM (c2sp.org/XAES-256-GCM): AES-256-GCM under a key derived for each message from the first half of a random
 * 192-bit nonce, so that nonces may be drawn at random for 2^80 messages. Every message gets a nonce of its own making;
 * there is no way to give one.
 */
export interface Xaes256Gcm {
  /**
   * @param prefix bytes to stand in front of the result, so that a header need not be put there by a second copy. They
   * are not authenticated unless the associated data holds them too.
   * @returns prefix, nonce, ciphertext and tag, one after the other.
   */
  seal(plaintext: Uint8Array, associatedData: Uint8Array, prefix?: Uint8Array): Uint8Array;
  /**
   * @param message what `seal` returned, without the prefix.
   * @throws {SealedValueError} when the message or the associated data is not exactly what was sealed.
   */
  open(message: Uint8Array, associatedData: Uint8Array): Uint8Array;
}

/** @param key 32 bytes; they may be overwritten afterwards. */
export function createXaes256Gcm(key: Uint8Array): Xaes256Gcm {
  const derive = messageKeys(key);
  return {
    seal: (plaintext, associatedData, prefix = none) => sealUnder(derive, { plaintext, associatedData, prefix, nonce: randomBytes(nonceLength) }),
    open: (message, associatedData) => openUnder(derive, message, associatedData),
  };
}

/** Derives the key of one message from the first 12 bytes of its nonce. */
type MessageKeys = (nonce: Uint8Array) => KeyObject;

const none = new Uint8Array(0);

interface Message {
  readonly prefix: Uint8Array;
  readonly nonce: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** For known answers, which fix the nonce. Nothing else may use it: the vault's index does not export it. */
export function sealKnownAnswer(key: Uint8Array, message: Omit<Message, 'prefix'>): Uint8Array {
  return sealUnder(messageKeys(key), { ...message, prefix: none });
}

/**
 * CMAC in the counter mode of SP 800-108 over blocks that end the message, as the specification unrolls it. The block
 * cipher is AES-256 on single blocks: "ECB" here is the name of its interface, not a mode of encryption.
 */
function messageKeys(key: Uint8Array): MessageKeys {
  if (key.length !== 32) throw new RangeError('The key must have 32 bytes.');
  // Without padding each update is complete in itself, so one object serves for ever; making one costs more than its use.
  const aes: Cipheriv = createCipheriv('aes-256-ecb', createSecretKey(key), null).setAutoPadding(false);
  const subkey = doubled(aes.update(new Uint8Array(16)));
  return (nonce) => {
    const blocks = new Uint8Array(32);
    for (let counter = 1; counter <= 2; counter += 1) {
      const block = blocks.subarray((counter - 1) * 16, counter * 16);
      block.set([0x00, counter, 0x58, 0x00]);
      block.set(nonce.subarray(0, 12), 4);
      for (let index = 0; index < 16; index += 1) block[index] = (block[index] ?? 0) ^ (subkey[index] ?? 0);
    }
    return createSecretKey(aes.update(blocks));
  };
}

/** Doubling in GF(2^128), as CMAC makes its subkey (SP 800-38B, 6.1). */
function doubled(block: Uint8Array): Uint8Array {
  const result = new Uint8Array(16);
  for (let index = 0; index < 16; index += 1) result[index] = ((block[index] ?? 0) << 1) | ((block[index + 1] ?? 0) >>> 7);
  result[15] = (result[15] ?? 0) ^ (0x87 & -((block[0] ?? 0) >>> 7));
  return result;
}

function sealUnder(derive: MessageKeys, { prefix, nonce, plaintext, associatedData }: Message): Uint8Array {
  const [ciphertext, tag] = gcmSeal({ key: derive(nonce), nonce: nonce.subarray(12), associatedData }, plaintext);
  return plain(Buffer.concat([prefix, nonce, ciphertext, tag]));
}

function openUnder(derive: MessageKeys, message: Uint8Array, associatedData: Uint8Array): Uint8Array {
  if (message.length < nonceLength + tagLength) throw new SealedValueError();
  const nonce = message.subarray(0, nonceLength);
  return plain(gcmOpen({ key: derive(nonce), nonce: nonce.subarray(12), associatedData }, message.subarray(nonceLength)));
}

/** The same memory as a `Uint8Array`: a `Buffer` would hand on methods that share it where they seem to copy. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
