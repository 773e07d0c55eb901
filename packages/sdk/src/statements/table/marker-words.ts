import { currencyOfCell } from '../values/currency-signs.ts';
import { anyMonthNames } from '../values/month-names.ts';
import { fold } from '../values/text.ts';

// Lines that state a figure instead of booking one. Folded before use; a stroke parts them.
const OPENING =
  'opening balance|b/f balance|bf balance|balance bf|承前結餘|承前结余|上期結餘|beginning balance|starting balance|start balance|balance brought forward|brought forward|balance b/f|b/f|bal b/f|previous balance|prior balance|balance forward|opening bal|initial balance|opening ledger balance|' +
  'anfangssaldo|anfangsbestand|alter saldo|alter kontostand|startsaldo|saldovortrag|saldo vortrag|eröffnungssaldo|vortrag|kontostand alt|solde initial|solde précédent|ancien solde|solde de début|solde début|solde d\'ouverture|solde reporté|report à nouveau|' +
  'saldo iniziale|saldo precedente|saldo di apertura|saldo inicial|saldo anterior|saldo de apertura|saldo previo|beginsaldo|vorig saldo|openingssaldo|begin saldo|ingående saldo|ingående balans|inngående saldo|indgående saldo|primosaldo|alkusaldo|edellinen saldo|' +
  'saldo początkowe|saldo otwarcia|saldo poprzednie|počáteční zůstatek|počáteční stav|počiatočný zostatok|počiatočný stav|nyitó egyenleg|nyitóegyenleg|nyitó|početno stanje|prethodno stanje|začetno stanje|sold inițial|sold initial|sold precedent|algsaldo|sākuma atlikums|pradinis likutis|likutis pradžiai|saldo sākumā|' +
  'açılış bakiyesi|devreden bakiye|devir bakiyesi|önceki bakiye|начално салдо|входящо салдо|входящий остаток|начальный остаток|остаток на начало|вхідний залишок|αρχικό υπόλοιπο|期初余额|上期余额|上月余额|承前|前月繰越|繰越残高|前期繰越|이월잔액|전월이월|saldo awal|baki awal|số dư đầu kỳ|ยอดยกมา|الرصيد الافتتاحي|יתרת פתיחה';
const CLOSING =
  'closing balance|c/f balance|cf balance|balance cf|轉後結餘|转后结余|本期結餘|ending balance|end balance|final balance|balance carried forward|carried forward|balance c/f|c/f|new balance|closing bal|closing ledger balance|endsaldo|schlusssaldo|schlußsaldo|neuer saldo|neuer kontostand|endbestand|abschlusssaldo|kontostand neu|' +
  'solde final|solde de clôture|nouveau solde|solde de fin|solde fin|solde en fin de période|saldo finale|saldo di chiusura|nuovo saldo|saldo final|nuevo saldo|saldo de cierre|novo saldo|eindsaldo|nieuw saldo|slotsaldo|utgående saldo|utgående balans|udgående saldo|ultimosaldo|loppusaldo|' +
  'saldo końcowe|saldo zamknięcia|konečný zůstatek|konečný stav|konečný zostatok|záró egyenleg|záróegyenleg|záró|završno stanje|novo stanje|končno stanje|sold final|lõppsaldo|beigu atlikums|galutinis likutis|likutis pabaigai|saldo beigās|kapanış bakiyesi|son bakiye|крайно салдо|изходящо салдо|исходящий остаток|конечный остаток|остаток на конец|вихідний залишок|τελικό υπόλοιπο|' +
  '期末余额|本期余额|本月余额|次月繰越|期末残高|saldo akhir|baki akhir|số dư cuối kỳ|ยอดยกไป|الرصيد الختامي|יתרת סגירה';
const TOTAL =
  'total|totals|grand total|subtotal|sub-total|sub total|sum|total debits|total credits|total debit|total credit|gesamt|gesamtsumme|summe|zwischensumme|gesamtumsatz|umsatztotal|totale|total général|sous-total|somme|totaal|subtotaal|totalt|summa|yhteensä|suma|razem|łącznie|podsumowanie|celkem|spolu|součet|' +
  'összesen|mindösszesen|ukupno|skupaj|kokku|kopā|iš viso|toplam|genel toplam|ara toplam|итого|всего|разом|усього|σύνολο|合计|总计|小计|合计金额|合計|小計|総計|합계|소계|총계|jumlah|jumlah total|tổng|tổng cộng|รวม|รวมทั้งสิ้น|รวมถอนเงิน|รวมฝากเงิน|รวมถอน|รวมฝาก|ยอดรวม|المجموع|الإجمالي|סהכ|סה"כ|obroty|umsätze|gutschriften|belastungen|uznania|obciążenia|credits|debits';
// Sums of a period that some banks write as rows with a date; no payee is called so.
const TURNOVER = 'käive|apgrozījums|apyvarta|turnover|total turnover|obroty|obraty|obrat|promet|forgalom|обороты|оборот|обороти|обороти за периода|debit turnover|credit turnover|turnover of the day|rulaj zi|rulaj|rulaj total|total rulaj|tagesumsatz|обороты за день|оборот за день|оборот за день|dnevni promet|napi forgalom|mouvements du jour|movimenti del giorno|movimientos del dia|movimentos do dia|umsatzsumme|omsättning|omsetning|omzet totaal';
const BALANCE =
  'balance|saldo|solde|kontostand|current balance|available balance|account balance|zůstatek|zostatok|egyenleg|stanje|sold|bakiye|остаток|баланс|余额|残高|잔액|số dư|الرصيد|יתרה|υπόλοιπο|kontosaldo|actueel saldo|ledger balance|saldo contabile|saldo liquido|saldo contable|saldo contabilístico|saldo contabilistico|solde comptable|saldo księgowe|' +
  'sold final zi|sold zi|sold final al zilei|balance of the day|balance for the day|daily balance|end of day balance|tagessaldo|tagesendsaldo|tagesendbestand|solde du jour|solde journalier|saldo del giorno|saldo giornaliero|saldo del día|saldo diario|saldo do dia|saldo diário|dagsaldo|dagens saldo|saldo dnia|saldo dzienne|denní zůstatek|napi egyenleg|gün sonu bakiyesi|остаток на конец дня|当日余额|日終残高';
const PENDING =
  'pending|pending transaction|processing|reserved|reservation|hold|on hold|authorisation|awaiting|awaiting settlement|initiated|unsettled|not yet posted|in bearbeitung|angekündigt|reserviert|wartend|en instance|non comptabilisé|' +
  'in elaborazione|da contabilizzare|pendiente de liquidar|em processamento|a processar|pendentes|openstaand|nog niet verwerkt|ikke bokført|reservation|afventer|ikke bogført|under behandling|' +
  'käsittelyssä|varaus|oczekuje|autoryzacja|zablokowana|čeká|čeká na zaúčtování|čaká na zaúčtovanie|rezervácia|feldolgozás alatt|zárolt|rezervacija|u tijeku|čeka|na čakanju|v obdelavi|în curs|în procesare|apstrādē|rezervēts|' +
  'laukiama|vykdoma|rezervuota|ootel|töötluses|broneeritud|bekliyor|işleniyor|provizyonda|onay bekliyor|обработка|ожидает|ожидает подтверждения|обробляється|в очікуванні|заблоковано|чакаща|в процес|обрађује се|εκκρεμεί|σε εκκρεμότητα|' +
  'δέσμευση|待处理|处理中|未結|處理中|処理中|仮|미결제|처리중|menunggu|diproses|sedang diproses|đang xử lý|รอดำเนินการ|قيد الانتظار|قيد التنفيذ|בהמתנה|בתהליך|authorised|authorized|authorization|uncleared|not posted|unposted|in progress|scheduled|' +
  'vorgemerkt|vorgemerkte umsätze|ausstehend|offen|en attente|en cours|à venir|in attesa|in sospeso|contabile non disponibile|prenotato|pendiente|en proceso|retenido|pendente|a aguardar|in behandeling|gereserveerd|in afwachting|' +
  'reserverat|reservert|reserveret|avventer|venter|väntar|ej bokförd|varattu|odottaa|oczekująca|oczekujące|blokada|w realizacji|čekající|blokace|nezaúčtováno|čakajúca|függőben|foglalás|na čekanju|u obradi|în așteptare|beklemede|provizyon|в обработке|ожидание|холд|не проведена|待入账|处理中|未入账|待处理|保留|未確定|대기|보류|승인대기|tertunda|đang chờ|chờ xử lý|معلق|ממתין';
const FAILED =
  'failed|declined|failure|unsuccessful|reversed|refused|aborted|error|timed out|not completed|charge failed|fehler|zurückgewiesen|rückgängig|widerrufen|retourniert|échouée|refusée|annulée|rejetée|non abouti|rifiutata|annullata|stornata|' +
  'respinto|rechazada|anulada|cancelada|fallida|denegada|revertida|revertido|estornado|estornada|recusada|anulada|teruggeboekt|afgewezen|avbruten|återkallad|misslyckad|mislykket|feilet|annulleret|slettet|makulerad|epäonnistunut|' +
  'hylätty|nieudana|wycofana|niezrealizowana|neúspěšná|stornováno|storno|neúspešná|stornovaná|sikertelen|visszavont|törölt|neuspješno|stornirano|neuspešno|eșuat|eșuată|anulată|respinsă|noraidīts|atcelts|atmesta|atšaukta|' +
  'tagasi lükatud|ebaõnnestunud|tühistatud|başarısız|iptal edildi|ошибка|отклонена|отменена|не выполнено|відхилено|скасовано|неуспішно|отхвърлена|анулирана|неуспешна|одбијено|поништено|απορρίφθηκε|ακυρώθηκε|αποτυχία|不成功|已撤回|取消済み|エラー|' +
  '거래취소|승인취소|dibatalkan|ditolak|gagal|ล้มเหลว|ยกเลิก|ไม่สำเร็จ|không thành công|bị từ chối|فشلت|ملغاة|مرفوضة|נכשל|בוטלה|cancelled|canceled|rejected|voided|void|expired|reverted|denied|blocked|returned unpaid|fehlgeschlagen|abgelehnt|' +
  'storniert|annulliert|échoué|refusé|annulé|rejeté|rifiutato|annullato|fallito|rechazado|anulado|cancelado|fallido|recusado|rejeitado|geweigerd|geannuleerd|mislukt|avvisad|avvist|afvist|makulerad|' +
  'hylätty|peruttu|odrzucona|odrzucone|anulowana|anulowano|zamítnuto|zrušeno|zamietnutá|zrušená|elutasítva|sztornó|odbijeno|poništeno|respins|anulat|reddedildi|iptal|отклонено|отменено|отказ|交易关闭|已关闭|失败|交易失败|已取消|已撤销|取消|失敗|실패|취소|거절|gagal|dibatalkan|thất bại|đã hủy|مرفوض|ملغي|נדחה|בוטל';

// What a page hands on to the next one, and what an account leaves to spend, its limit included.
const CARRIED =
  'σε μεταφορά|από μεταφορά|εκ μεταφοράς|εις μεταφοράν|übertrag|uebertrag|zwischensaldo|report|à reporter|a reporter|report de la page précédente|solde à reporter|suma y sigue|suma anterior|viene de la página anterior|riporto|a riportare|saldo a riportare|riporto pagina precedente|transporte|a transportar|transportar|overbrengen|transport|transportera|overføres|overført|' +
  'do przeniesienia|z przeniesienia|převod|k převodu|átvitel|áthozat|prenos|donos|report page|page total|page totals|carried over|brought over|total carried forward|total brought forward|nakli yekun|saldo disponibile|disponibilità|disponibilità al|saldo disponible|saldo disponível|solde disponible|verfügbarer saldo|verfügbarer betrag|saldo dostępne|dostępne środki|disponibelt saldo|tillgängligt belopp|käytettävissä|disponibilni zůstatek|použitelný zůstatek|kullanılabilir bakiye|доступный остаток|доступно|перенос|次頁へ繰越|前頁より繰越|次ページへ|过次页|承前页|다음페이지|이월';
const setOf = (words: string): ReadonlySet<string> => new Set(words.split('|').map(fold));
const SETS = { opening: setOf(OPENING), closing: setOf(CLOSING), total: setOf(TOTAL), turnover: setOf(TURNOVER), balance: setOf(BALANCE), carried: setOf(CARRIED), pending: setOf(PENDING), failed: setOf(FAILED) } as const;

export type MarkerKind = keyof typeof SETS;

const EDGE = /^[\s#*=.:\-–—]+|[\s*=.:\-–—]+$/g;
// `31 Mar 2026 Closing balance`, of which the day stands in a column of its own.
const LEADING_YEAR = /^(?:19|20)\d{2}\s+(?=\p{L})/u;
const REST = /[\s:.\-–—(/#]/;

/** By how many of its first letters a phrase is looked up; a phrase may have fewer. */
const LOOKED_UP_BY = 3;
const SHORTEST_PHRASE = 2;

function byFirstLetters(phrases: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const phrase of phrases) {
    if (phrase.length < SHORTEST_PHRASE) continue;
    const first = phrase.slice(0, LOOKED_UP_BY);
    found.set(first, [...(found.get(first) ?? []), phrase]);
  }
  return found;
}

const PHRASES_BY_FIRST_LETTERS = new Map((Object.keys(SETS) as MarkerKind[]).map((kind) => [kind, byFirstLetters(SETS[kind])]));

/** The kinds of which a phrase begins with some letters. */
const KINDS_BY_FIRST_LETTERS = new Map<string, Set<MarkerKind>>();
for (const [kind, known] of PHRASES_BY_FIRST_LETTERS) {
  for (const letters of known.keys()) KINDS_BY_FIRST_LETTERS.set(letters, (KINDS_BY_FIRST_LETTERS.get(letters) ?? new Set()).add(kind));
}

/** Whether a label may begin with a phrase of some kinds, as far as its first letters tell before it is folded. */
function mayBeginWithPhrase(label: string, kinds: readonly MarkerKind[]): boolean {
  for (let at = 0; at < LOOKED_UP_BY; at++) if (!isLetter(label.charCodeAt(at) | 0x20)) return true;
  const letters = label.slice(0, LOOKED_UP_BY).toLowerCase();
  const [long, short] = [KINDS_BY_FIRST_LETTERS.get(letters), KINDS_BY_FIRST_LETTERS.get(letters.slice(0, SHORTEST_PHRASE))];
  return (long !== undefined || short !== undefined) && kinds.some((kind) => (long?.has(kind) ?? false) || (short?.has(kind) ?? false));
}

/** Whether a folded label is a phrase of the kind, or begins with one that is followed by a date, a number or a sign. */
function matches(kind: MarkerKind, label: string, wholeOnly: boolean): boolean {
  const phrases = SETS[kind];
  if (phrases.has(label)) return true;
  if (wholeOnly) return false;
  const begins = (phrase: string): boolean => {
    if (!label.startsWith(phrase) || !REST.test(label.charAt(phrase.length))) return false;
    const rest = label.slice(phrase.length);
    return onlyData(rest) || phrases.has(rest.trim());
  };
  const known = PHRASES_BY_FIRST_LETTERS.get(kind)!;
  return [LOOKED_UP_BY, SHORTEST_PHRASE].some((letters) => known.get(label.slice(0, letters))?.some(begins) ?? false);
}

const CONNECTORS = new Set(['am', 'per', 'on', 'at', 'as', 'of', 'au', 'le', 'al', 'del', 'de', 'a', 'em', 'op', 'den', 'pr', 'na', 'dzien', 'ke', 'dni', 'na', 'the', 'vom', 'zum', 'du', 'il', 'from', 'to', 'bis', 'en', 'in', 'fecha', 'date', 'datum', 'data', 'crediteur', 'debiteur', 'creditor', 'debtor', 'auszug', 'nr', 'no', 'blatt', 'seite', 'page', 'pagina', 'strona', 'auf', 'von', 'next', 'previous', 'statement', 'haben', 'soll', 'votre', 'faveur', 'um', 'uhr', 'hrs', 'close', 'business',
  'til', 'till', 'fra', 'fran', 'neste', 'nasta', 'naeste', 'forrige', 'foregaende', 'side', 'sida', 'sivulle', 'sivulta', 'volgende', 'vorige', 'siguiente', 'anterior', 'seguinte', 'precedente', 'precedenti', 'successiva', 'seguente', 'suivante', 'precedent', 'folgeseite', 'nachste', 'naechste', 'vorseite', 'strony', 'nastepnej', 'poprzedniej', 'stranky', 'dalsi', 'predchozi',
  'i', 'deres', 'din', 'zu', 'ihren', 'gunsten', 'lasten', 'vostro', 'credito', 'debito', 'favore', 'su', 'favor', 'seu', 'รายการ', 'items', 'transactions', 'entries', '笔', '件', '건', 'posten', 'ops', 'your', 'our', 'favour', 'kredit', 'debet']);

/** Whether the rest of a label is only a date, a number, a currency or a word that leads to one. */
function onlyData(rest: string): boolean {
  // A month may be spelled out where a number makes a day of it.
  const dated = /\d/.test(rest);
  return rest.split(/[\s:()/,.\-–—#]+/).every((word) => word === '' || /\d/.test(word) || CONNECTORS.has(word) || (word.length === 3 && currencyOfCell(word) !== null) || ((word.length === 3 || dated) && anyMonthNames().has(word)) || /^[€$£¥]$/.test(word));
}

const LONGEST_LABEL = 60;

/** What figure a label announces, or null. `wholeOnly` asks for the phrase alone, as in a status column. */
export function markerKind(label: string, kinds: readonly MarkerKind[], wholeOnly = false): MarkerKind | null {
  if (label.length < 2 || label.length > LONGEST_LABEL) return null;
  if (!mayBeginWithPhrase(label, kinds)) return null;
  const folded = fold(label).replace(EDGE, '').replace(LEADING_YEAR, '');
  return kinds.find((kind) => matches(kind, folded, wholeOnly)) ?? kindOfEach(folded, kinds);
}

/** What parts a label from the same in another language: `Beigu atlikums / Closing balance`, `Saldo (Balance)`. */
const LANGUAGES = /\s*[/|()[\]]\s*/;

/** The kind of a label in several languages, each of which is known for itself. */
function kindOfEach(label: string, kinds: readonly MarkerKind[]): MarkerKind | null {
  const parts = label.split(LANGUAGES).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const found = parts.map((part) => kinds.find((kind) => SETS[kind].has(part)));
  return found.includes(undefined) ? null : kinds.find((kind) => found.includes(kind))!;
}

// A cheap first look, so that not every text of a long file is folded: the first letters of the phrases, four in a number.
function beginning(text: string, from = 0, to = text.length): number {
  if (to - from < 4) return 0;
  let key = 0;
  for (let at = from; at < from + 4; at++) {
    const code = text.charCodeAt(at) | 0x20;
    if (!(code >= 0x61 && code <= 0x7a)) return 0;
    key = key * 128 + code;
  }
  return key;
}

const BALANCE_PHRASES = [...SETS.opening, ...SETS.closing, ...SETS.turnover, ...SETS.balance, ...SETS.carried];
const BY_BEGINNING = new Map<number, string[]>();
for (const phrase of BALANCE_PHRASES) BY_BEGINNING.set(beginning(phrase), [...(BY_BEGINNING.get(beginning(phrase)) ?? []), phrase]);
/** A still cheaper look: whether some phrase begins with letters that leave the same trace. */
const TRACES = new Uint8Array(4096);
function traceOf(key: number): number {
  return (key ^ (key >>> 11)) & 4095;
}
for (const key of BY_BEGINNING.keys()) TRACES[traceOf(key)] = 1;
/** Phrases that do not begin with four letters of the alphabet: the full look for what might be one. */
const OTHER_INITIALS: ReadonlySet<string> = new Set(BALANCE_PHRASES.filter((phrase) => beginning(phrase) === 0).map((phrase) => phrase[0]!));

/** The figures that lines state; `balance` is the opening or the closing one by where it stands, `carried` neither. */
export type Figure = 'opening' | 'closing' | 'total' | 'balance' | 'carried';

/**
 * The figure that a row with a date states instead of booking one; null for nearly all texts. The text is all of `text`, or
 * what stands in it between two positions.
 */
export function figureOf(text: string, from = 0, to = text.length): Figure | null {
  if (!mayBeFigure(text, from, to)) return null;
  const kind = markerKind(text.slice(from, to), ['opening', 'closing', 'turnover', 'balance', 'carried']);
  return kind === 'turnover' ? 'total' : (kind as Figure | null);
}

function mayBeFigure(text: string, from: number, to: number): boolean {
  if (to - from > LONGEST_LABEL || to - from < 2) return false;
  const key = beginning(text, from, to);
  if (key !== 0) return TRACES[traceOf(key)] === 1 && (BY_BEGINNING.get(key)?.some((phrase) => mayBegin(phrase, text, from, to)) ?? false);
  const code = text.charCodeAt(from);
  // Digits begin no phrase; other marks may stand before one.
  if (code >= 0x30 && code <= 0x39) return false;
  return !isLetter(code | 0x20) || OTHER_INITIALS.has(text[from]!.toLowerCase()) || !isAscii(text, from, Math.min(from + 4, to));
}

/** Whether a text may begin with a phrase, as far as plain letters tell: what else stands in either is for the full look. */
function mayBegin(phrase: string, text: string, from: number, to: number): boolean {
  if (to - from < phrase.length) return !isAscii(text, from, to);
  for (let at = 4; at < phrase.length; at++) {
    const [letter, code] = [phrase.charCodeAt(at), text.charCodeAt(from + at)];
    if (!isLetter(letter) || code > 0x7f) return true;
    if ((code | 0x20) !== letter) return false;
  }
  return true;
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isAscii(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
