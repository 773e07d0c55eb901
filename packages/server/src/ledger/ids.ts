/** The 16 bytes of a UUID (RFC 9562) in its canonical text form. */
export function idToBytes(id: string): Uint8Array {
  const digits = id.replaceAll('-', '');
  if (digits.length !== 32) throw new RangeError('Not a UUID.');
  return Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16));
}

/** The inverse of `idToBytes`, in lower case. */
export function idFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError('Not a UUID.');
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** A transaction's id: its chunk's id, a point, its ordinal. */
export function transactionId(chunkId: string, ordinal: number): string {
  return `${chunkId}.${ordinal}`;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TRANSACTION_ID = /^([0-9a-f-]{36})\.(0|[1-9]\d{0,5})$/;

/** Whether a text is an id in its one spelling; a database would refuse anything else with an error. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** The parts of a transaction's id, or undefined where it can be none. */
export function parseTransactionId(id: string): { readonly chunkId: string; readonly ordinal: number } | undefined {
  const [, chunkId, ordinal] = TRANSACTION_ID.exec(id) ?? [];
  return chunkId !== undefined && isId(chunkId) ? { chunkId, ordinal: Number(ordinal) } : undefined;
}
