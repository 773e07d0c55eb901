import { describe, expect, it } from 'vitest';
import { ed25519PrivateKey, ed25519PublicKey, signEd25519 } from '../vault/ed25519.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { type NoteSigner, noteKeyId, parseNote, parseNoteKey, signersOf, signNote, writeNoteKey } from './signed-note.ts';

/** The example of Go's `golang.org/x/mod/sumdb/note`, from which the format comes. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

function signer(byte: number): NoteSigner {
  const key = ed25519PrivateKey(new Uint8Array(32).fill(byte));
  return { publicKey: ed25519PublicKey(key), sign: (message) => signEd25519(key, message) };
}

describe('a signed note', () => {
  const peter = parseNoteKey(PETER)!;

  it('is that of other implementations', () => {
    expect(writeNoteKey(peter)).toBe(PETER);
    expect(Buffer.from(noteKeyId(peter)).toString('hex')).toBe('c74f20a3');
    expect(parseNote(NOTE).text).toBe(TEXT);
    expect(signersOf(parseNote(NOTE), [peter])).toEqual([peter]);
  });

  it('is not trusted with a byte changed, nor by another key or name', () => {
    for (const changed of [NOTE.replace('answer', 'Answer'), NOTE.replace('x08go/ZJ', 'x08go/ZK')]) expect(signersOf(parseNote(changed), [peter])).toEqual([]);
    expect(signersOf(parseNote(NOTE), [{ name: 'PeterNeumann', publicKey: signer(1).publicKey }])).toEqual([]);
    expect(signersOf(parseNote(NOTE), [{ ...peter, name: 'Other' }])).toEqual([]);
    expect(parseNoteKey(PETER.replace('c74f20a3', 'c74f20a4'))).toBeUndefined();
  });

  it('is signed by several keys, of which one is enough', () => {
    const [old, young] = [signer(1), signer(2)];
    const note = parseNote(signNote(TEXT, 'log', [young, old]));
    for (const { publicKey } of [old, young]) expect(signersOf(note, [{ name: 'log', publicKey }])).toHaveLength(1);
    // Where one of two known keys does not hold, nothing does.
    const broken = { ...note, signatures: note.signatures.map((each, index) => (index === 0 ? { ...each, signature: each.signature.toReversed() } : each)) };
    expect(signersOf(broken, [old, young].map(({ publicKey }) => ({ name: 'log', publicKey })))).toEqual([]);
  });

  it.each(['', 'text\n', 'text\n\n', `${TEXT}\n— name !!\n`, `${TEXT}\n- PeterNeumann x08go/ZJ\n`, NOTE.replace('you', 'y\u0007u'), NOTE.slice(0, -1)])('is refused where it is none: %j', (text) => {
    expect(() => parseNote(text)).toThrow('This is no signed note.');
  });

  it('with a text of another kind is no checkpoint', () => {
    expect(() => parseCheckpoint(NOTE)).toThrow();
  });
});
