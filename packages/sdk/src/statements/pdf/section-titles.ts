import { fold } from '../values/text.ts';

/** What a title says about the amounts below it; `other` are tables that book nothing. */
export type SectionKind = 'in' | 'out' | 'other';

// Folded before use; a stroke parts them. A title holds one of them as whole words.
const IN =
  'deposits|deposits and additions|deposits and other credits|credits|other credits|additions|money in|paid in|payments in|payments and credits|payments received|payments and other credits|payments, credits|payment received|receipts|direct deposits|electronic deposits|transfers in|refunds|interest earned|incoming|' +
  'gutschriften|eingange|einzahlungen|einnahmen|zahlungseingange|credits recus|encaissements|versements|entrees|recettes|virements recus|remises|operations au credit|abonos|ingresos|depositos|entradas|creditos|pagos recibidos|sus pagos|pagos y creditos|accrediti|entrate|versamenti|bonifici ricevuti|' +
  'bijschrijvingen|stortingen|ontvangsten|insattningar|innskudd|indbetalinger|inkomster|panot|uznania|wplywy|prijmy|kreditni|jovairasok|uplate|priliv|incasari|yatan|alacaklar|поступления|зачисления|приход|пополнения|入金|存入|收入|お預り|입금|depositos e creditos|recebimentos|creditos em conta';
const OUT =
  'withdrawals|withdrawals and debits|withdrawals and other debits|debits|other debits|other withdrawals|atm withdrawals|atm and debit card withdrawals|electronic withdrawals|subtractions|money out|paid out|payments out|payments made|checks|checks paid|cheques|cheques paid|purchases|purchase|purchases and adjustments|cash advances|fees|fees charged|service fees|service charges|interest charged|interest and fees|charges|card purchases|card transactions|direct debits|standing orders|outgoing|transfers out|bill payments|new charges|' +
  'saidas|saidas da conta|belastungen|lastschriften|ausgange|auszahlungen|ausgaben|zahlungsausgange|kartenumsatze|einkaufe|debits effectues|decaissements|retraits|depenses|prelevements|virements emis|paiements par carte|achats|operations au debit|cheques emis|cargos|gastos|retiros|salidas|debitos|compras|consumos|comisiones|addebiti|uscite|prelievi|pagamenti|bonifici disposti|acquisti|' +
  'afschrijvingen|uitgaven|opnames|betalingen|uttag|uttak|udbetalinger|kop|otot|obciazenia|wyplaty|wydatki|vydaje|debetni|terhelesek|isplate|odliv|plati|cekilen|borclar|harcamalar|alisverisler|списания|расход|покупки|снятия|出金|支出|お支払|支払|출금|지출|saques|pagamentos|debitos em conta|compras nacionais';
const OTHER =
  'daily balance|daily balances|daily ending balance|daily ending balances|daily balance summary|daily ledger balances|balance summary|account summary|summary|exchange rates|exchange rate|wechselkurse|devisenkurse|taux de change|tipos de cambio|rewards|reward points|points|loyalty|bonuspunkte|points de fidelite|puntos|pontos|milhas|upcoming payments|upcoming|scheduled payments|future payments|pending transactions|pending|geplante zahlungen|vorgemerkt|vorgemerkte umsatze|a venir|proximos pagos|' +
  'proximas parcelas|parcelas futuras|compras parceladas|instalment plan|instalments|installments|installment plan|ratenplan|ratenzahlungen|echeancier|plan de cuotas|cuotas pendientes|interest rates|interest rate history|interest charge calculation|zinssatze|zinsen im uberblick|fee schedule|schedule of fees|tariffs|preisverzeichnis|tarifs|holdings|portfolio|positions|depotubersicht|investments|securities|' +
  'year-to-date|year to date totals|totals year-to-date|fees summary|summary of fees|остатки по дням|курсы валют|баллы|汇率|积分|為替|ポイント|예정|포인트|daglig saldo|saldo diario|saldos diarios|soldes quotidiens|tagessalden|kredit- und sollzinssatze|minimum payment|payment information|statement of interest';

/** Titles of what another statement will book: instalments and bills to come. */
const NEXT = /\b(?:proxim[ao]s? (?:faturas?|parcelas?|lancamentos?|vencimentos?|pagos?|cuotas?|cargos?)|next (?:statements?|bills?|instal?lments?)|future (?:instal?lments?|payments?|statements?)|upcoming|prochain(?:e?s)? (?:echeances?|releves?|prelevements?)|nachste[nr]? (?:abrechnung|rate|raten|rechnung)|kunftige|gelecek donem|sonraki donem|prossim[aeio] (?:rate|rata|addebiti|estratto))\b/;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split('|'));
const SETS = { other: setOf(OTHER), in: setOf(IN), out: setOf(OUT) } as const;
const LONGEST_TITLE = 60;
const MOST_WORDS = 8;

/** Words of a title that say nothing by themselves. */
const FILLERS = /\b(?:your|the|continued|cont|cont'd|fortsetzung|suite|continua|ihre|vos|sus|seus|account|konto|this period|other|new)\b|[(（].*?[)）]|[:：*\-–—]/g;

const SUM_OF = /^(?:total|summe|somme|totale|suma|totaal)(?: (?:de|of|der|des|dei|delle|das|dos))? /;

/** What a total says about the amounts it sums, by what it calls them: `Total de entradas`. */
export function summedKind(text: string): SectionKind | null {
  const folded = fold(text);
  return SUM_OF.test(folded) ? sectionKind(folded.replace(SUM_OF, '')) : null;
}

/** What the title of a section says about its amounts; null where a line is no title that is known. */
export function sectionKind(text: string): SectionKind | null {
  if (text.length > LONGEST_TITLE || text.split(' ').length > MOST_WORDS || /\d[.,]\d{2}/.test(text)) return null;
  const folded = fold(text);
  const bare = folded.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim();
  if (NEXT.test(folded)) return 'other';
  for (const kind of ['other', 'in', 'out'] as const) if (SETS[kind].has(folded) || SETS[kind].has(bare)) return kind;
  // `ACH Deposits`, `Deposits, credits and interest`: the kinds of its words, where they agree.
  const parts = bare.split(/\s*(?:,|&|\+|\/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bi\b)\s*/).filter((part) => part !== '');
  const kinds = new Set(parts.flatMap((part) => (['in', 'out'] as const).filter((kind) => SETS[kind].has(part) || SETS[kind].has(part.split(' ').at(-1)!))));
  const [only] = kinds;
  return kinds.size === 1 && parts.length <= 4 ? only! : null;
}
