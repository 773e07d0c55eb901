import { createHash } from 'node:crypto';

/** Bytes of SHA-256. */
export const HASH_LENGTH = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 6962, 2.1: SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(LEAF).update(data).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/**
 * A Merkle tree of RFC 6962 as its right edge: the hashes of the full subtrees that it consists of, the largest first. It has as
 * many as the size has binary ones, so a tree grows, and gives its root, without any of its leaves.
 */
export class MerkleTree {
  #size = 0;
  #peaks: Uint8Array[] = [];

  /** Leaves in it. */
  get size(): number {
    return this.#size;
  }

  /** Adds one more leaf by its hash. */
  append(hash: Uint8Array): void {
    let peak = hash;
    // Two full subtrees of one height make one of the next: as a carry runs through the ones of a binary number.
    for (let carry = this.#size; carry % 2 === 1; carry = (carry - 1) / 2) peak = nodeHash(this.#peaks.pop()!, peak);
    this.#peaks.push(peak);
    this.#size += 1;
  }

  /** RFC 6962, 2.1: Merkle Tree Hash. */
  root(): Uint8Array {
    const [last, ...rest] = this.#peaks.toReversed();
    if (!last) return createHash('sha256').digest();
    return rest.reduce((right, left) => nodeHash(left, right), last);
  }

  /** The right edge as bytes, the largest subtree first. */
  peaks(): Uint8Array {
    return Buffer.concat(this.#peaks);
  }

  /** @throws {RangeError} when there are not as many hashes as a tree of that size has. */
  static of(size: number, peaks: Uint8Array): MerkleTree {
    const tree = new MerkleTree();
    if (!Number.isSafeInteger(size) || size < 0 || peaks.length !== ones(size) * HASH_LENGTH) throw new RangeError('These are not the subtrees of a tree of this size.');
    tree.#size = size;
    for (let at = 0; at < peaks.length; at += HASH_LENGTH) tree.#peaks.push(peaks.slice(at, at + HASH_LENGTH));
    return tree;
  }
}

function ones(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
