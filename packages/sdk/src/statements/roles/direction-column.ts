import { KNOWN, type ColumnProfile } from './column-profile.ts';
import { takesPayments } from './payment-provider.ts';

/** Single letters of which there are more than two are a code of the bank, although each may be a flag somewhere. */
function isCode(profile: ColumnProfile): boolean {
  return profile.distinct > 2 && profile.cells.every((cell) => cell.length <= 1);
}

/** Single letters under a header that calls them a text: they name things, and only by chance those that flags are made of. */
function isText(profile: ColumnProfile): boolean {
  return profile.cells.every((cell) => cell.length <= 1) && (profile.words.description ?? 0) >= KNOWN;
}

/** Single letters that are flags in one language alone, such as A and B in Turkish: elsewhere they name classes, so a header has to call them flags. */
const FLAGS_OF_ONE_LANGUAGE = /^[abg-z]$/i;
const FLAGS_EVERYWHERE = /^[sh]$/i;
/** In and out, where there are both and nothing else. */
const IN_AND_OUT = new Set(['i', 'o']);

function areLettersOfOneLanguage({ cells }: ColumnProfile): boolean {
  const letters = new Set(cells.flatMap((cell) => (cell === '' ? [] : [cell.toLowerCase()])));
  if (letters.size === IN_AND_OUT.size && [...letters].every((letter) => IN_AND_OUT.has(letter))) return false;
  return cells.some((cell) => FLAGS_OF_ONE_LANGUAGE.test(cell) && !FLAGS_EVERYWHERE.test(cell));
}

/** Whether flags without a header that calls them so can be nothing else. */
export function areFlags(profile: ColumnProfile): boolean {
  return (profile.words.direction ?? 0) >= KNOWN || (!isCode(profile) && !isText(profile) && !areLettersOfOneLanguage(profile));
}

/** Whether no other column says what the rows are for: then one word on all of them may as well be their text. */
function isOnlyText(profile: ColumnProfile, profiles: readonly ColumnProfile[]): boolean {
  return !profiles.some((other) => other !== profile && other.filled > 0 && other.numberShare < 0.5 && other.dateShare < 0.5 && other.currencyShare < 0.5);
}

/** What happens to those who are paid: a charge brings them money, and a refund takes it. */
const TRADE = new Set(['charge', 'sale', 'purchase', 'refund']);

function isTrade(profile: ColumnProfile): boolean {
  return profile.cells.every((cell, row) => profile.directions[row] === null || TRADE.has(cell.toLowerCase()));
}

/** The column whose cells say which way money went, such as D and C; null where there is none. */
export function findDirectionColumn(profiles: readonly ColumnProfile[]): ColumnProfile | null {
  const flags = profiles.filter((profile) => {
    if (profile.filled < 0.6 || profile.numberShare > 0.1) return false;
    const named = (profile.words.direction ?? 0) >= KNOWN;
    const both = profile.directions.includes('in') && profile.directions.includes('out');
    const said = named || (both && areFlags(profile)) || (profile.header.trim() === '' && profile.distinct === 1 && !areLettersOfOneLanguage(profile) && !isOnlyText(profile, profiles));
    return profile.directionShare >= (named ? 0.5 : 0.9) && said && !(isTrade(profile) && takesPayments(profiles));
  });
  return [...flags].sort((a, b) => (b.words.direction ?? 0) - (a.words.direction ?? 0))[0] ?? null;
}
