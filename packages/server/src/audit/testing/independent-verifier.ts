/**
 * A second reading of docs/audit.md, which shares nothing with the one that serves: slow, by the letter, and with Node's own crypto alone.
 * Where both agree, the document says enough to check an export by.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

interface Line {
  readonly type: string;
  readonly [name: string]: Json;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 8785, for numbers that are integers. */
function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  const members = value as Readonly<Record<string, Json>>;
  return `{${Object.keys(members).sort().map((name) => `${JSON.stringify(name)}:${canonical(members[name] ?? null)}`).join(',')}}`;
}

/** RFC 6962, 2.1, as it is defined there. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0] ?? sha256('');
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Uint8Array.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function holds(publicKey: Uint8Array, message: string, signature: Buffer): boolean {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  return verify(null, Buffer.from(message), createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
}

interface Note {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** Whether one of the keys has signed it. */
  readonly trusted: boolean;
}

function readNote(note: string, keys: readonly Uint8Array[]): Note {
  const [text = '', signatures = ''] = note.split('\n\n');
  const [origin = '', size = '', root = ''] = text.split('\n');
  const trusted = signatures.split('\n').some((each) => {
    const [, name, base64 = ''] = each.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    return name === origin && keys.some((key) => bytes.subarray(0, 4).equals(sha256(origin, '\n', Uint8Array.of(1), key).subarray(0, 4)) && holds(key, `${text}\n`, bytes.subarray(4)));
  });
  return { origin, size: Number(size), root, trusted };
}

/**
 * The five points of "Checking it", for logs of one epoch.
 *
 * @param keys public keys of 32 bytes. @param kept a note that was kept elsewhere. @returns the numbers of the points that fail.
 */
export function checkByHand(lines: readonly string[], keys: readonly Uint8Array[], kept?: string): readonly number[] {
  const wrong = new Set<number>();
  const parsed = lines.map((line): Line => JSON.parse(line) as Line);
  const require = (point: number, good: boolean): void => { if (!good) wrong.add(point); };
  const [header, last] = [parsed[0], parsed.at(-1)];
  const entries = parsed.filter(({ type }) => type === 'entry');
  lines.forEach((line, index) => { require(1, canonical(parsed[index] ?? null) === line); });
  require(1, header?.type === 'header' && last?.type === 'end' && last['entries'] === entries.length && parsed.filter(({ type }) => type === 'header' || type === 'end').length === 2);
  require(2, entries.every(({ position, epoch, entry }, index) => position === index && epoch === 1 && (entry as Line)['log'] === header?.['log']));
  require(2, new Set(entries.map(({ entry }) => (entry as Line)['id'])).size === entries.length);
  for (const { entry, details = null, salt } of entries) {
    require(3, (details === null) === (salt === null));
    if (details !== null && typeof salt === 'string') require(3, sha256(Buffer.from(salt, 'base64'), canonical(details)).toString('hex') === (entry as Line)['detailsHash']);
  }
  const leaves = entries.map(({ entry = null }) => sha256(Uint8Array.of(0), canonical(entry)));
  const origin = `cash-flow.audit/${String(header?.['deployment'])}/${String(header?.['log'])}/1`;
  const fits = (note: Note): boolean => note.origin === origin && note.size <= leaves.length && treeHash(leaves.slice(0, note.size)).toString('base64') === note.root;
  let before = 0;
  for (const line of parsed) {
    if (line.type === 'entry') before += 1;
    if (line.type !== 'checkpoint') continue;
    const note = readNote(String(line['note']), keys);
    require(4, fits(note) && note.size === before);
  }
  const final = parsed.at(-2);
  require(4, final?.type === 'checkpoint' && readNote(String(final['note']), keys).trusted);
  if (kept !== undefined) require(5, fits(readNote(kept, keys)));
  return [...wrong].toSorted((a, b) => a - b);
}
