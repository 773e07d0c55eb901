import { StringDecoder } from 'node:string_decoder';

/** Cuts what arrives in pieces into lines. @returns what takes a piece and gives the lines that it completes. */
export function lineSplitter(): (piece: Uint8Array) => readonly string[] {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (piece) => {
    const lines = (rest + decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))).split('\n');
    rest = lines.pop() ?? '';
    return lines;
  };
}
