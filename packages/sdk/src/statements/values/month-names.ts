import { fold } from './text.ts';

/** Names from January to December; other forms (genitive, short forms that are no prefix) after a stroke. */
const NAMES: Readonly<Record<string, string>> = {
  en: 'january february march april may june july august september|sept october november december',
  de: 'januar|jänner|jan februar|feber märz|mrz|maerz april mai juni juli august september|sept oktober november dezember',
  fr: 'janvier février mars avril mai juin juillet|juil août|aout septembre|sept octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre|setiembre|sept octubre noviembre diciembre',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  ca: 'gener febrer març abril maig juny juliol agost setembre octubre novembre desembre',
  nl: 'januari februari maart|mrt april mei juni juli augustus september oktober november december',
  da: 'januar februar marts april maj juni juli august september oktober november december',
  no: 'januar februar mars april mai juni juli august september oktober november desember',
  sv: 'januari februari mars april maj juni juli augusti september oktober november december',
  fi: 'tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesäkuu|kesäkuuta heinäkuu|heinäkuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta',
  pl: 'styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpień|sierpnia wrzesień|września październik|października listopad|listopada grudzień|grudnia',
  cs: 'leden|ledna únor|února březen|března duben|dubna květen|května červen|června|čvn červenec|července|čvc srpen|srpna září|zář říjen|října listopad|listopadu prosinec|prosince',
  sk: 'január|januára február|februára marec|marca apríl|apríla máj|mája jún|júna júl|júla august|augusta september|septembra október|októbra november|novembra december|decembra',
  hu: 'január február március április május június július augusztus szeptember október november december',
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie|noi decembrie',
  hr: 'siječanj|siječnja veljača|veljače ožujak|ožujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenoga prosinac|prosinca',
  sl: 'januar februar marec|marca april maj junij|junija julij|julija avgust|avgusta september oktober november december',
  et: 'jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember',
  lv: 'janvāris|janvārī februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris',
  lt: 'sausis|sausio vasaris|vasario kovas|kovo balandis|balandžio gegužė|gegužės birželis|birželio liepa|liepos rugpjūtis|rugpjūčio rugsėjis|rugsėjo spalis|spalio lapkritis|lapkričio gruodis|gruodžio',
  tr: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  id: 'januari februari maret april mei juni juli agustus|agt september oktober november|nopember desember',
  ms: 'januari februari mac april mei jun julai ogos september oktober november disember',
  ru: 'январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря',
  uk: 'січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня',
  sr: 'јануар фебруар март април мај јун јул август септембар октобар новембар децембар',
  sh: 'januar februar mart april maj jun|juni jul|juli avgust septembar oktobar novembar decembar',
  sq: 'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor',
  is: 'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember',
  he: 'ינואר פברואר מרץ|מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר',
  ar: 'يناير فبراير|شباط مارس|آذار أبريل|نيسان مايو|أيار يونيو|يونيه|حزيران يوليو|يوليه|تموز أغسطس سبتمبر|أيلول أكتوبر نوفمبر ديسمبر',
  bg: 'януари февруари март април май юни юли август септември октомври ноември декември',
  el: 'ιανουάριος|ιανουαρίου φεβρουάριος|φεβρουαρίου μάρτιος|μαρτίου απρίλιος|απριλίου μάιος|μαΐου ιούνιος|ιουνίου ιούλιος|ιουλίου αύγουστος|αυγούστου σεπτέμβριος|σεπτεμβρίου οκτώβριος|οκτωβρίου νοέμβριος|νοεμβρίου δεκέμβριος|δεκεμβρίου',
};

/** The short form and the full name of each month in Thai. The short ones hold points, and two of them differ by a mark only. */
const THAI_MONTHS = [
  ['ม.ค', 'มกราคม'], ['ก.พ', 'กุมภาพันธ์'], ['มี.ค', 'มีนาคม'], ['เม.ย', 'เมษายน'], ['พ.ค', 'พฤษภาคม'], ['มิ.ย', 'มิถุนายน'],
  ['ก.ค', 'กรกฎาคม'], ['ส.ค', 'สิงหาคม'], ['ก.ย', 'กันยายน'], ['ต.ค', 'ตุลาคม'], ['พ.ย', 'พฤศจิกายน'], ['ธ.ค', 'ธันวาคม'],
] as const;
const ENGLISH = NAMES.en!.split(' ').map((forms) => forms.split('|')[0]!);
const THAI = /[\u0e00-\u0e7f]/;
const THAI_MONTH = /[\u0e00-\u0e7f]+(?:\.\s?[\u0e00-\u0e7f]+)?\.?/g;
/** What may stand before a year of the Buddhist era. */
const BUDDHIST_ERA = /พ\.?ศ\.?\s*/g;

/** A cell with its Thai month names in English: folded, without their marks, they could not be told apart. */
export function thaiMonthsInEnglish(cell: string): string {
  if (!THAI.test(cell)) return cell;
  return cell.replace(BUDDHIST_ERA, '').replace(THAI_MONTH, (word) => {
    const bare = word.replace(/\s|\.$/g, '');
    const month = THAI_MONTHS.findIndex(([short, full]) => bare === short || bare === short.replace('.', '') || bare === full);
    return month < 0 ? word : ENGLISH[month]!;
  });
}

/** A folded token (`mar`, `marz`, `sept`) to its month, 1 to 12. */
export type MonthNames = ReadonlyMap<string, number>;

const SHORTEST_PREFIX = 3;

/** Every form and every prefix of three letters or more that belongs to one month only. */
function tableOf(names: string): MonthNames {
  const months = new Map<string, number>();
  const forms = names.split(' ').map((each) => each.split('|').map(fold));
  forms.forEach((each, index) => each.forEach((form) => months.set(form, index + 1)));
  const prefixes = new Map<string, number>();
  forms.forEach((each, index) =>
    each.forEach((form) => {
      for (let length = SHORTEST_PREFIX; length < form.length; length++) {
        const prefix = form.slice(0, length);
        const month = prefixes.get(prefix);
        prefixes.set(prefix, month === undefined || month === index + 1 ? index + 1 : 0);
      }
    }),
  );
  for (const [prefix, month] of prefixes) if (month !== 0 && !months.has(prefix)) months.set(prefix, month);
  return months;
}

let tables: readonly MonthNames[] | null = null;
let union: MonthNames | null = null;

function languageTables(): readonly MonthNames[] {
  tables ??= Object.values(NAMES).map(tableOf);
  return tables;
}

/** All languages at once; where two disagree, the earlier one counts. */
export function anyMonthNames(): MonthNames {
  if (!union) {
    const all = new Map<string, number>();
    for (const table of languageTables()) for (const [name, month] of table) if (!all.has(name)) all.set(name, month);
    union = all;
  }
  return union;
}

/** Languages (by their codes) in which some words mean the same months. */
export interface MonthReading {
  readonly languages: readonly string[];
  readonly names: MonthNames;
}

/** Names of one language, and those of the others for words that it does not know. */
export function namesWithOthers(table: MonthNames): MonthNames {
  return new Map([...anyMonthNames(), ...table]);
}

/**
 * The ways in which the month words of a file can be read: by the languages that know all of them, together where they
 * mean the same. Where no language knows all, by those that know all words of more than one meaning.
 */
export function monthReadings(words: ReadonlySet<string>): readonly MonthReading[] {
  const tables = Object.keys(NAMES).map((language, index) => ({ language, table: languageTables()[index]! }));
  const knowing = (wanted: readonly string[]): typeof tables => tables.filter(({ table }) => wanted.every((word) => table.has(word)));
  const whole = knowing([...words]);
  const doubtful = [...words].filter((word) => new Set(tables.flatMap(({ table }) => table.get(word) ?? [])).size > 1);
  const readings = new Map<string, { languages: string[]; names: MonthNames }>();
  for (const { language, table } of whole.length > 0 ? whole : knowing(doubtful)) {
    const months = doubtful.map((word) => table.get(word)).join();
    const known = readings.get(months);
    if (known) known.languages.push(language);
    else readings.set(months, { languages: [language], names: whole.length > 0 ? table : namesWithOthers(table) });
  }
  return readings.size === 0 ? [{ languages: [], names: anyMonthNames() }] : [...readings.values()];
}

/** Which of some languages names a month with a word that none of the others has. */
export function languageOfMonth(word: string, languages: readonly string[]): string | null {
  const knowing = languages.filter((language) => languageTables()[Object.keys(NAMES).indexOf(language)]?.has(word));
  return knowing.length === 1 ? knowing[0]! : null;
}
