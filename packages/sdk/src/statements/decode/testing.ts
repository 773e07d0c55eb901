const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** For tests: what each character is in a legacy encoding, found by decoding every byte and every pair of bytes. */
function tableOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add([byte]);
  if (/^(?:shift_jis|gb18030|euc-kr|big5|euc-jp)$/.test(label)) {
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  }
  tables.set(label, table);
  return table;
}

/** For tests: a text in an encoding of the WHATWG Encoding Standard, which only knows how to decode. */
export function encode(text: string, label: string): Uint8Array {
  if (label === 'utf-8') return new TextEncoder().encode(text);
  if (label.startsWith('utf-16')) {
    const little = label === 'utf-16le';
    return Uint8Array.from([...text].flatMap((char) => [...char].flatMap((each) => Array.from({ length: each.length }, (_, at) => each.charCodeAt(at)))).flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
  }
  const table = tableOf(label);
  return Uint8Array.from([...text].flatMap((char) => {
    const bytes = table.get(char);
    if (!bytes) throw new Error(`${label} has no ${char}`);
    return [...bytes];
  }));
}
