/**
 * The part of the ustar format (POSIX.1-1988, "ustar Interchange Format") that archives use: regular files with short names. Written
 * here rather than by a library, because what is read must be exactly what would be written: a reader that forgives lets
 * bytes change unnoticed. Every tar program lists and unpacks the result.
 */
const BLOCK = 512;
/** The size of a file has eleven octal digits. */
const LARGEST = 8 ** 11 - 1;

export interface TarEntry {
  /** ASCII, at most 100 bytes. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** When it was made, in whole seconds since 1970. */
  readonly seconds: number;
}

/** The block before the bytes of a file. */
export function tarHeader({ name, size, seconds }: TarEntry): Uint8Array {
  if (!/^[\x21-\x7e]{1,100}$/.test(name) || size < 0 || size > LARGEST) throw new RangeError('Not a file for this archive.');
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 'latin1');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${octal(size, 11)}\0`, 124, 'latin1');
  header.write(`${octal(seconds, 11)}\0`, 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return header;
}

/** What fills the last block of a file of `size` bytes. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What an archive ends with. */
export const tarEnd: Uint8Array = new Uint8Array(2 * BLOCK);

/** Gives the next `length` bytes, or fewer where the file ends. */
export type ReadBytes = (length: number) => Promise<Uint8Array>;

/** @returns undefined at the end of the archive. @throws {RangeError} when it is not exactly what `tarHeader` writes. */
export async function readTarHeader(read: ReadBytes): Promise<TarEntry | undefined> {
  const block = Buffer.from(await read(BLOCK));
  if (block.length !== BLOCK) throw new RangeError('The archive ends too early.');
  if (block.every((byte) => byte === 0)) {
    const rest = await read(BLOCK + 1);
    if (rest.length !== BLOCK || rest.some((byte) => byte !== 0)) throw new RangeError('The archive does not end as it should.');
    return undefined;
  }
  const entry = { name: field(block, 0, 100), size: parseOctal(field(block, 124, 12)), seconds: parseOctal(field(block, 136, 12)) };
  if (!block.equals(tarHeader(entry))) throw new RangeError('A header of the archive is damaged.');
  return entry;
}

/** @throws {RangeError} */
export async function readTarPadding(read: ReadBytes, size: number): Promise<void> {
  const expected = tarPadding(size);
  const padding = await read(expected.length);
  if (padding.length !== expected.length || padding.some((byte) => byte !== 0)) throw new RangeError('The archive is damaged between two files.');
}

function field(block: Buffer, start: number, length: number): string {
  const text = block.toString('latin1', start, start + length);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function parseOctal(text: string): number {
  if (!/^[0-7]{11}$/.test(text)) throw new RangeError('A header of the archive is damaged.');
  return Number.parseInt(text, 8);
}
