import { isAcceptablePassword } from './password.ts';

/** Why a password is not taken. */
export type PasswordRefusal = 'too-short' | 'common';

/** Shorter words are part of too much to say anything. */
const SHORTEST_WORD = 4;
/** Characters that must remain beside the words that anybody who knows the person tries first. */
const LEAST_BESIDE_CONTEXT = 8;
/** A password made of one piece again and again is worth as much as the piece. */
const LONGEST_PIECE = 6;

let list: Promise<ReadonlySet<string>> | undefined;

/** About 30,000 passwords that others had; read at the first new password, not at the start. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'].map(plain)));
  return list;
}

/** Upper case, accents in another spelling and the like make no other password for whoever guesses. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The words of texts such as a name, an e-mail or a host. */
function wordsOf(texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => [plain(text), ...plain(text).split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length >= SHORTEST_WORD);
  // Longer ones first: of `bakery.example` and `bakery` the first takes more away.
  return [...new Set(words)].toSorted((a, b) => b.length - a.length);
}

function isOnePieceRepeated(password: string): boolean {
  for (let length = 1; length <= LONGEST_PIECE; length += 1) {
    const piece = password.slice(0, length);
    if (piece.repeat(Math.ceil(password.length / length)).slice(0, password.length) === password) return true;
  }
  return false;
}

/**
 * Whether a new password may be taken: long enough, none of the common ones, also not with digits and signs around it, and
 * not mainly of words that belong to the person, such as the name, the e-mail, the organisation or the host. There are no
 * rules about kinds of characters, and nothing is guessed about its strength (NIST SP 800-63B, 3.1.1.2).
 */
export async function passwordRefusal(password: string, context: readonly string[]): Promise<PasswordRefusal | undefined> {
  if (!isAcceptablePassword(password)) return 'too-short';
  const text = plain(password);
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const common = await commonPasswords();
  if (common.has(text) || (core !== '' && common.has(core)) || isOnePieceRepeated(text)) return 'common';
  const words = wordsOf(context);
  const beside = words.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return beside !== text && beside.replaceAll(/[^\p{L}\p{N}]/gu, '').length < LEAST_BESIDE_CONTEXT ? 'common' : undefined;
}
