import type { Texts } from './rows.ts';

/** Rows of a block: what is decoded at once is some hundred kilobytes. */
const BLOCK_ROWS = 2_048;

/** Texts of many rows in a form that crosses threads by handing over its buffers. */
export interface BlockTextsParts {
  /** The texts of a block behind each other, in UTF-16 little endian, or in Latin-1 where all of the block's characters are. */
  readonly blocks: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly wide: boolean }[];
  /** Where each text ends within its block, in UTF-16 code units; one less than minus that where there is no text. */
  readonly ends: Int32Array<ArrayBuffer>;
}

const WIDE = /[^\u0000-\u00ff]/;

/**
 * Puts texts together block by block.
 * @param texts those of rows 0 to `count` - 1.
 */
export function toBlocks(texts: Texts, count: number): BlockTextsParts {
  const ends = new Int32Array(count);
  const blocks = Array.from({ length: Math.ceil(count / BLOCK_ROWS) }, (_, block) => {
    const parts: string[] = [];
    for (let row = block * BLOCK_ROWS, end = 0; row < Math.min(count, (block + 1) * BLOCK_ROWS); row++) {
      const text = texts.at(row);
      end += text?.length ?? 0;
      ends[row] = text === null ? ~end : end;
      if (text !== null) parts.push(text);
    }
    const text = parts.join('');
    const wide = WIDE.test(text);
    // A buffer of its own: small ones of Node lie in a shared pool, which cannot be handed over.
    const bytes = new Uint8Array(wide ? text.length * 2 : text.length);
    Buffer.from(bytes.buffer).write(text, wide ? 'utf16le' : 'latin1');
    return { bytes, wide };
  });
  return { blocks, ends };
}

/** What has to be handed over with the parts. */
export function buffersOf({ blocks, ends }: BlockTextsParts): readonly ArrayBuffer[] {
  return [ends.buffer, ...blocks.map(({ bytes }) => bytes.buffer)];
}

/** Texts that are decoded block by block, when the first of a block is asked for: no moment of it is long. */
export class BlockTexts implements Texts {
  readonly #ends: Int32Array;
  readonly #blocks: (BlockTextsParts['blocks'][number] | string)[];

  constructor({ blocks, ends }: BlockTextsParts) {
    this.#ends = ends;
    this.#blocks = [...blocks];
  }

  at(index: number): string | null {
    const end = this.#ends[index];
    if (end === undefined || end < 0) return null;
    const before = index % BLOCK_ROWS === 0 ? 0 : this.#ends[index - 1]!;
    return this.#block(Math.floor(index / BLOCK_ROWS)).slice(before < 0 ? ~before : before, end);
  }

  #block(position: number): string {
    const block = this.#blocks[position]!;
    if (typeof block === 'string') return block;
    const { buffer, byteOffset, byteLength } = block.bytes;
    return (this.#blocks[position] = Buffer.from(buffer, byteOffset, byteLength).toString(block.wide ? 'utf16le' : 'latin1'));
  }
}
