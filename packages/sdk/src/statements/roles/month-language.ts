import { StatementProblemError } from '../problem.ts';
import { datesInText } from '../table/stated-days.ts';
import { isIban } from '../table/statement-facts.ts';
import { resolveDate, roughDay, type DateOrder, type DateScan } from '../values/date-scan.ts';
import { languageOfMonth, monthReadings, type MonthNames, type MonthReading } from '../values/month-names.ts';
import { fold } from '../values/text.ts';

export interface MonthEvidence {
  /** The scans of each date column, null where a cell is empty or no date. */
  readonly columns: readonly (readonly (DateScan | null)[])[];
  /** The lines above the rows, the header among them. */
  readonly above: readonly (readonly string[])[];
  readonly currency: string | null;
  readonly order: DateOrder;
}

export interface MonthDecision {
  readonly names: MonthNames;
  readonly settled: boolean;
  /** The languages that survive, likeliest first, one for each way to read the words. */
  readonly survivors: readonly string[];
}

/** What tells that a file is of a language whose month words mean other months elsewhere. */
interface LanguageSigns {
  readonly countries: readonly string[];
  readonly currencies: readonly string[];
  /** Folded words of headers that the others of these languages do not have. */
  readonly words: RegExp;
  /** Letters that the others do not have. */
  readonly letters: RegExp | null;
}

const SIGNS: Readonly<Record<string, LanguageSigns>> = {
  hr: {
    countries: ['HR', 'BA'], currencies: ['HRK', 'BAM'], letters: /đ/,
    words: /\b(?:iznos|stanje|racun|racuna|isplata|isplate|uplata|uplate|primatelj|platitelj|duguje|potrazuje|svrha|placanja|datum izvrsenja|datum knjizenja|promet|priljev|odljev)\b/,
  },
  pl: {
    countries: ['PL'], currencies: ['PLN'], letters: /[łąęśźżń]/,
    words: /\b(?:kwota|data|waluta|rachunek|rachunku|operacji|transakcji|ksiegowania|nadawca|odbiorca|tytul|tytulem|obciazenia|obciazenie|uznania|uznanie|wplywy|wydatki|kontrahent|saldo po)\b/,
  },
  cs: {
    countries: ['CZ'], currencies: ['CZK'], letters: /[řěůťď]/,
    words: /\b(?:castka|popis|zustatek|mena|ucet|uctu|protiucet|poznamka|zauctovani|prijemce|zprava|vydaje|prijmy|castka v mene)\b/,
  },
  fi: {
    countries: ['FI'], currencies: [], letters: null,
    words: /\b(?:paiva|paivays|kirjauspaiva|maksupaiva|arvopaiva|maara|tili|tilinumero|saaja|maksaja|viesti|selite|viite)\b/,
  },
};

/** English names are written everywhere: another language counts beside them where something else is written in it, and never outweighs them. */
const EVERYWHERE = 'en';
/** Signs for one reading settle it where they are so many times those for another. */
const OUTWEIGHS = 3;

function signsOf(language: string, { above, currency }: MonthEvidence, languages: readonly string[]): number {
  if (language === EVERYWHERE) return 1;
  const cells = above.flat();
  const months = cells.flatMap((cell) => fold(cell).match(/\p{L}{4,}/gu) ?? []).filter((word) => languageOfMonth(word, languages) === language).length;
  const signs = SIGNS[language];
  if (!signs) return months;
  const countries = cells.flatMap((cell) => cell.match(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g) ?? []).filter((text) => isIban(text) && signs.countries.includes(text.slice(0, 2))).length;
  const words = cells.filter((cell) => signs.words.test(fold(cell))).length;
  const letters = cells.filter((cell) => signs.letters?.test(cell.toLowerCase())).length;
  return months + countries + words + letters + (currency !== null && signs.currencies.includes(currency) ? 2 : 0);
}

function dayOf(scan: DateScan, names: MonthNames, order: DateOrder): number {
  const month = scan.monthWord === null ? undefined : names.get(scan.monthWord);
  if (month === undefined || scan.monthAt === null) return roughDay(resolveDate(scan, order));
  const parts: [number, number, number] = [...scan.parts];
  parts[scan.monthAt] = month;
  return roughDay(resolveDate({ ...scan, parts }, order));
}

const NEAR = 10;
const FAR = 25;

/** Whether days without month words, beside the rows or around them, lie near the days of a reading: `null` where there are none. */
function isNearOtherDays({ columns, above, order }: MonthEvidence, names: MonthNames): boolean | null {
  const named = columns.find((column) => column.some((scan) => scan?.monthWord != null))!;
  const plain = columns.find((column) => column !== named && column.every((scan) => scan?.monthWord == null));
  if (plain) {
    const apart = named.flatMap((scan, row) => (scan && plain[row] ? [Math.abs(dayOf(scan, names, order) - dayOf(plain[row], names, order))] : []));
    if (apart.length > 0) return Math.max(...apart) <= NEAR ? true : Math.max(...apart) >= FAR ? false : null;
  }
  const stated = datesInText(above).filter((scan) => scan.monthWord === null).map((scan) => dayOf(scan, names, order));
  if (stated.length < 2) return null;
  const [from, to] = [Math.min(...stated), Math.max(...stated)];
  return named.every((scan) => scan === null || (dayOf(scan, names, order) >= from && dayOf(scan, names, order) <= to));
}

function decided(readings: readonly MonthReading[], settled: boolean): MonthDecision {
  return { names: readings[0]!.names, settled, survivors: (settled ? readings.slice(0, 1) : readings).flatMap(({ languages }) => languages.slice(0, 1)) };
}

/**
 * Decides in which language month words are read that mean other months in another one, such as `listopad` (October in
 * Croatian, November in Czech and Polish): by the other words, by days in numbers, then by the signs of a language around
 * the rows. `answer` is one of the survivors.
 *
 * @throws {StatementProblemError} recipe-mismatch where the answer names none of them.
 */
export function decideMonthLanguage(evidence: MonthEvidence, answer: string | null): MonthDecision {
  const words = new Set(evidence.columns.flatMap((column) => column.flatMap((scan) => scan?.monthWord ?? [])));
  const readings = monthReadings(words);
  if (readings.length === 1) return decided(readings, true);
  const answered = readings.find(({ languages }) => answer !== null && languages.includes(answer));
  if (answered) return decided([answered], true);
  if (answer !== null) throw new StatementProblemError('recipe-mismatch');
  const near = readings.filter(({ names }) => isNearOtherDays(evidence, names) === true);
  if (near.length === 1) return decided(near, true);
  const languages = readings.flatMap((reading) => reading.languages);
  const weighed = readings
    .map((reading) => ({ reading, signs: Math.max(...reading.languages.map((language) => signsOf(language, evidence, languages))) }))
    .sort((a, b) => b.signs - a.signs);
  const [best, second] = weighed;
  const outweighs = best!.signs >= second!.signs * OUTWEIGHS && !languages.includes(EVERYWHERE);
  return decided(weighed.map(({ reading }) => reading), best!.signs > 0 && (second!.signs === 0 || outweighs));
}
