import { createHash } from 'node:crypto';
import { ED25519, verifyEd25519 } from '../vault/ed25519.ts';

/**
 * Signed notes (C2SP signed-note): a text that ends with a line feed, an empty line, and a line for each signature,
 * `— NAME BASE64`, whose bytes are a key id of four and the signature. Of the signature types, Ed25519 alone.
 */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A key by which notes are checked. Its name is part of its id. */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

/** Something that signs as `publicKey`. */
export interface NoteSigner {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** The note cannot be read. */
export class MalformedNoteError extends Error {
  override readonly name = 'MalformedNoteError';

  constructor() {
    super('This is no signed note.');
  }
}

const TYPE = 0x01;
const KEY_ID_LENGTH = 4;
const MOST_SIGNATURES = 64;
const LONGEST = 65_536;
const KEY_NAME = /^[^\s+\p{Z}\p{C}]+$/u;
const SIGNATURE_LINE = /^— (\S+) (\S+)$/;
// Every control character but the line feed.
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** SHA-256(name || 0x0A || 0x01 || public key), the first four bytes. */
export function noteKeyId({ name, publicKey }: NoteKey): Uint8Array {
  return createHash('sha256').update(name).update(Uint8Array.of(0x0a, TYPE)).update(publicKey).digest().subarray(0, KEY_ID_LENGTH);
}

/** Signs a text with each of the keys, under one name. @param text ends with a line feed. */
export function signNote(text: string, name: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || CONTROL.test(text) || !KEY_NAME.test(name)) throw new MalformedNoteError();
  const lines = signers.map(({ publicKey, sign }) => {
    const bytes = Buffer.concat([noteKeyId({ name, publicKey }), sign(Buffer.from(text))]);
    return `— ${name} ${bytes.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** @throws {MalformedNoteError} */
export function parseNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n');
  if (note.length > LONGEST || end < 0 || !note.endsWith('\n') || CONTROL.test(note) || !note.isWellFormed()) throw new MalformedNoteError();
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new MalformedNoteError();
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (!KEY_NAME.test(name) || Buffer.from(bytes).toString('base64') !== base64 || bytes.length <= KEY_ID_LENGTH) throw new MalformedNoteError();
  return { name, keyId: bytes.subarray(0, KEY_ID_LENGTH), signature: bytes.subarray(KEY_ID_LENGTH) };
}

/**
 * The keys that have signed the note. A signature of an unknown key is passed over; one of a known key must hold.
 *
 * @returns none where the note must not be trusted: a known key's signature does not hold, or there is none.
 */
export function signersOf({ text, signatures }: SignedNote, keys: readonly NoteKey[]): readonly NoteKey[] {
  const message = Buffer.from(text);
  const found: NoteKey[] = [];
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((known) => known.name === name && Buffer.from(noteKeyId(known)).equals(keyId));
    if (!key) continue;
    if (signature.length !== ED25519.signature || !verifyEd25519(key.publicKey, message, signature)) return [];
    if (!found.includes(key)) found.push(key);
  }
  return found;
}

/** A key as text (`vkey`): `NAME+KEYID+BASE64`, the key id in hexadecimal, the base64 over the type byte and the key. */
export function writeNoteKey(key: NoteKey): string {
  const bytes = Buffer.concat([Uint8Array.of(TYPE), key.publicKey]);
  return `${key.name}+${Buffer.from(noteKeyId(key)).toString('hex')}+${bytes.toString('base64')}`;
}

/** @returns undefined where the text is no Ed25519 key, or its id is not that of its key. */
export function parseNoteKey(text: string): NoteKey | undefined {
  const [, name = '', keyId = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (!KEY_NAME.test(name) || Buffer.from(bytes).toString('base64') !== base64 || bytes[0] !== TYPE || bytes.length !== 1 + ED25519.publicKey) return undefined;
  const key = { name, publicKey: bytes.subarray(1) };
  return Buffer.from(noteKeyId(key)).toString('hex') === keyId ? key : undefined;
}
