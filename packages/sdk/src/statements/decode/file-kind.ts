export type FileKind = 'pdf' | 'binary' | 'text';

const BINARY_SIGNATURES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04], // zip: xlsx, ods
  [0x50, 0x4b, 0x05, 0x06], // an empty zip
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], // OLE: xls
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x1f, 0x8b],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
];

// A PDF may begin with junk; readers look for its header within the first kilobyte (ISO 32000-1, annex H).
const PDF_HEADER = [0x25, 0x50, 0x44, 0x46, 0x2d];
const PDF_WINDOW = 1024;

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}

/** What the first bytes say: a PDF, a known binary format, or (so far) a text. */
export function fileKind(bytes: Uint8Array): FileKind {
  const last = Math.min(bytes.length, PDF_WINDOW) - PDF_HEADER.length;
  for (let at = 0; at <= last; at++) {
    if (bytes[at] === PDF_HEADER[0] && startsWith(bytes, PDF_HEADER, at)) return 'pdf';
  }
  return BINARY_SIGNATURES.some((signature) => startsWith(bytes, signature)) ? 'binary' : 'text';
}
