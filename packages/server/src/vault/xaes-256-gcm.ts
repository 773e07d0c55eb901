import { type Cipheriv, createCipheriv, createSecretKey, randomFillSync } from 'node:crypto';
import { gcmOpen, gcmSeal, tagLength } from './aes-256-gcm.ts';
import { SealedValueError } from './errors.ts';

export const nonceLength = 24;
/** Of which the first half goes into the key. */
const keyNonceLength = 12;

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
   * @param message what `seal` returned.
   * @param prefixLength how many bytes stand in front of it that the caller has looked at.
   * @throws {SealedValueError} when the message or the associated data is not exactly what was sealed.
   */
  open(message: Uint8Array, associatedData: Uint8Array, prefixLength?: number): Uint8Array;
}

/** @param key 32 bytes; they may be overwritten afterwards. */
export function createXaes256Gcm(key: Uint8Array): Xaes256Gcm {
  const derive = messageKeys(key);
  return {
    seal: (plaintext, associatedData, prefix = none) => sealUnder(derive, { plaintext, associatedData, prefix, nonce: newNonce() }),
    open: (message, associatedData, prefixLength = 0) => openUnder(derive, { message, associatedData, prefixLength }),
  };
}

/** Derives the key of one message from the first 12 bytes of its nonce, which begins at `start`: latin1 text, as `GcmInput` takes it. */
type MessageKeys = (bytes: Uint8Array, start: number) => string;

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
  const blocks = Uint8Array.from([1, 2].flatMap((counter) => [0x00, counter, 0x58, 0x00, ...new Uint8Array(keyNonceLength)]));
  for (let index = 0; index < blocks.length; index += 1) blocks[index]! ^= subkey[index % 16]!;
  const filled = new Uint8Array(32);
  return (bytes, start) => {
    filled.set(blocks);
    for (let index = 0; index < keyNonceLength; index += 1) {
      const byte = bytes[start + index]!;
      filled[4 + index]! ^= byte;
      filled[20 + index]! ^= byte;
    }
    return aes.update(filled).toString('latin1');
  };
}

/** Doubling in GF(2^128), as CMAC makes its subkey (SP 800-38B, 6.1). */
function doubled(block: Uint8Array): Uint8Array {
  const result = new Uint8Array(16);
  for (let index = 0; index < 16; index += 1) result[index] = ((block[index] ?? 0) << 1) | ((block[index + 1] ?? 0) >>> 7);
  result[15] = (result[15] ?? 0) ^ (0x87 & -((block[0] ?? 0) >>> 7));
  return result;
}

/** Drawn when it is needed, though a supply drawn at once would be cheaper: two copies of a memory would give out the same supply. */
function newNonce(): Uint8Array {
  return randomFillSync(new Uint8Array(nonceLength));
}

function sealUnder(derive: MessageKeys, { prefix, nonce, plaintext, associatedData }: Message): Uint8Array {
  const [ciphertext, tag] = gcmSeal({ key: derive(nonce, 0), nonce: nonce.subarray(keyNonceLength), associatedData }, plaintext);
  const start = prefix.length + nonceLength;
  const message = new Uint8Array(start + ciphertext.length + tagLength);
  message.set(prefix);
  message.set(nonce, prefix.length);
  message.set(ciphertext, start);
  message.set(tag, start + ciphertext.length);
  return message;
}

interface SealedMessage {
  readonly message: Uint8Array;
  readonly associatedData: Uint8Array;
  readonly prefixLength: number;
}

function openUnder(derive: MessageKeys, { message, associatedData, prefixLength: start }: SealedMessage): Uint8Array {
  const [ciphertextAt, tagAt] = [start + nonceLength, message.length - tagLength];
  if (tagAt < ciphertextAt) throw new SealedValueError();
  const input = { key: derive(message, start), nonce: message.subarray(start + keyNonceLength, ciphertextAt), associatedData };
  return plain(gcmOpen(input, message.subarray(ciphertextAt, tagAt), message.subarray(tagAt)));
}

/** The same memory as a `Uint8Array`: a `Buffer` would hand on methods that share it where they seem to copy. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
