import { directionOf } from '../values/direction-words.ts';

/** `in +`, `+ in`, `out -`: a word beside a sign. */
const SIGN_LAST = /^(.+?)\s*([+\-\u2212])$/;
const SIGN_FIRST = /^([+\-\u2212])\s*(.+)$/;

function meaningOf(part: string): { readonly sign: '+' | '-'; readonly direction: 'in' | 'out' } | null {
  const last = SIGN_LAST.exec(part);
  const first = SIGN_FIRST.exec(part);
  const [word, sign] = last ? [last[1]!, last[2]!] : first ? [first[2]!, first[1]!] : ['', ''];
  const direction = directionOf(word);
  return direction === null ? null : { sign: sign === '+' ? '+' : '-', direction };
}

/**
 * What a header says about the signs below it where it explains both: `Amount (in + / out -)`, or `Betrag (Soll +, Haben -)`
 * of a card. null where it explains none or only one.
 */
export function signInHeader(header: string): 'as-printed' | 'inverted' | null {
  const meanings = header.split(/[/|,;()[\]]/).flatMap((part) => meaningOf(part.trim()) ?? []);
  const [plus, minus] = [meanings.find(({ sign }) => sign === '+'), meanings.find(({ sign }) => sign === '-')];
  if (!plus || !minus || plus.direction === minus.direction) return null;
  return plus.direction === 'in' ? 'as-printed' : 'inverted';
}
