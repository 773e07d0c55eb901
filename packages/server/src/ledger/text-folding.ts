/** What neither writes a word nor counts: blanks, punctuation, symbols. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;

/**
 * A description as duplicates compare it: compatibility forms unified (NFKC), case folded, everything but letters, marks
 * and digits one blank. Upper case first, because that is where sharp s and double s meet.
 */
export function foldDescription(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll(SEPARATORS, ' ').trim();
}

/** A text as the search compares it: without accents, case folded, runs of blanks as one. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKD').replaceAll(MARKS, '').toUpperCase().toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

// What `foldDescription` makes of each ASCII character: itself, its lower case, or 0 for a separator.
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => foldDescription(String.fromCharCode(code)).charCodeAt(0) || 0);

// Drawn at each start, so that nobody can make a file whose descriptions all fall into one slot.
const SEED = crypto.getRandomValues(new Int32Array(1))[0]!;

/**
 * A 32-bit hash (FNV-1a, from a random start) of `foldDescription(text)`. Where the text is ASCII, as most
 * are, it is computed without making the folded string. Differs from process to process.
 */
export function hashFolded(text: string): number {
  let hash = SEED;
  let pending = false;
  let begun = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return hashUnits(foldDescription(text));
    const folded = ASCII[code]!;
    if (folded === 0) {
      pending = begun;
      continue;
    }
    if (pending) {
      hash = Math.imul(hash ^ 32, 0x01000193);
      pending = false;
    }
    hash = Math.imul(hash ^ folded, 0x01000193);
    begun = true;
  }
  return hash;
}

function hashUnits(text: string): number {
  let hash = SEED;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
