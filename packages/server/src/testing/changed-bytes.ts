/** What an error says, with every property that it has of its own but the place in the code. */
export function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.fromEntries(Object.getOwnPropertyNames(error).filter((key) => key !== 'stack').map((key) => [key, (error as never)[key]]));
  return JSON.stringify({ name: error.name, ...own });
}

/** What comes of opening something: `opened`, or what the error tells. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return told(error);
  }
  return 'opened';
}

/** Each byte with one bit flipped and as another value, each of the header as every other value, one change at a time. */
export function* changedBytes(sealed: Uint8Array): Generator<Uint8Array> {
  const changed = Uint8Array.from(sealed);
  for (let index = 0; index < sealed.length; index += 1) {
    const byte = sealed[index]!;
    const others = index < 6 ? Array.from({ length: 255 }, (_, other) => (byte + other + 1) & 0xff) : [byte ^ (1 << (index % 8)), (byte + 1 + (index * 7) % 255) & 0xff];
    for (const other of others) {
      changed[index] = other;
      yield changed;
    }
    changed[index] = byte;
  }
}

/** Cut off at either end, extended, doubled, and without the nonce or with a byte more in the middle. */
export function* otherLengths(sealed: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < sealed.length; length += 1) yield sealed.subarray(0, length);
  for (let start = 1; start < sealed.length; start += 1) yield sealed.subarray(start);
  for (let more = 1; more <= 64; more += 1) yield Buffer.concat([sealed, new Uint8Array(more)]);
  yield Buffer.concat([sealed, sealed]);
  yield Buffer.concat([sealed.subarray(0, -16), new Uint8Array(1), sealed.subarray(-16)]);
  yield Buffer.concat([sealed.subarray(0, 30), sealed.subarray(46)]);
}
