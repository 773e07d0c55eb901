import { fold } from '../values/text.ts';
import { isCalled } from './called.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Whose card paid, by its number or its name. Terms are folded as headers are; a stroke parts them. */
const CARD =
  'card|card no|card number|card used|card last 4|last 4 digits|karte|kartennummer|karten nr|kartennr|letzte 4 ziffern|carte|numéro de carte|n° carte|tarjeta|número de tarjeta|nº tarjeta|carta|numero carta|cartão|número do cartão|final do cartão|' +
  'kaart|kaartnummer|card nummer|kort|kortnummer|kortti|kortin numero|karta|numer karty|nr karty|číslo karty|kártya|kártyaszám|kartica|broj kartice|card number|kart|kart no|kart numarası|карта|номер карты|номер картки|αριθμός κάρτας|' +
  'カード|カード番号|ご利用カード|卡号|卡號|卡号后四位|卡末四位|이용카드|카드번호|카드명|nomor kartu|số thẻ|หมายเลขบัตร|رقم البطاقة|כרטיס|מספר כרטיס';
const HOLDER =
  'card member|cardmember|purchased by|cardholder|card holder|karteninhaber|kartenbesitzer|titulaire de la carte|titulaire carte|titular de la tarjeta|titular tarjeta|titolare carta|nome no cartão|titular do cartão|kaarthouder|kortholder|kortinnehavare|' +
  'kortinhaber|kortinhaver|kortinnehaver|kortinhavare|kortinhaltija|kortinhaltijan nimi|posiadacz karty|držitel karty|držiteľ karty|kártyabirtokos|nositelj kartice|kart sahibi|держатель карты|利用者|ご利用者|本人家族区分|持卡人|이용자|카드소유자';
/** Where cards are used: names of shops, and what they sell. */
const MERCHANT =
  'merchant|merchant name|shop|store|händler|händlername|haendler|akzeptanzstelle|commerçant|nom du commerçant|enseigne|comercio|nombre del comercio|establecimiento|estabelecimento|lojista|esercente|negozio|winkel|winkelier|handelaar|butik|' +
  'inköpsställe|försäljningsställe|brukersted|forretning|kauppias|ostopaikka|sprzedawca|punkt handlowy|akceptant|obchodník|obchodné miesto|kereskedő|elfogadóhely|trgovac|prodajno mjesto|comerciant|işyeri|iş yeri|üye işyeri|торговая точка|магазин|' +
  'мерчант|έμπορος|利用店名|ご利用店名|利用先|ご利用先|ご利用箇所|利用箇所|ご利用場所|加盟店|加盟店名|商户|商户名称|交易商户|商戶|特約商店|消費商店|가맹점|가맹점명|이용가맹점|이용하신곳|toko|pedagang|cửa hàng|ร้านค้า|التاجر|שם בית העסק|שם בית עסק|בית עסק';
const TRADE = 'merchant category|merchant type|mcc|mcc code|händlerkategorie|branche|catégorie commerçant|categoría comercio|ramo de atividade|winkelcategorie|bransch|toimiala|kod mcc|мсс|업종|업종명|業種|商户类别|ענף';
/** The day of the purchase, or the day on which a bill is charged: no other lists name them so. */
const PURCHASE_DAY =
  'purchase date|date of purchase|kaufdatum|kauftag|einkaufsdatum|date d\'achat|date achat|fecha de compra|fecha compra|fecha consumo|fecha de consumo|data de compra|data da compra|data compra|data acquisto|aankoopdatum|inköpsdatum|inköpsdag|kjøpsdato|' +
  'købsdato|ostopäivä|data zakupu|datum nákupu|dátum nákupu|vásárlás dátuma|datum kupnje|data cumpărării|alışveriş tarihi|дата покупки|ημερομηνία αγοράς|利用日|ご利用日|ご利用年月日|利用年月日|消费日期|消費日|消費日期|刷卡日|이용일|이용일자|이용일시|사용일|승인일|승인일자|תאריך רכישה|תאריך קנייה|תאריך עסקה';
const CHARGE_DAY =
  'charge date|billing date|statement date|payment due date|abrechnungsdatum|belastungsdatum|date de débit|date de prélèvement|fecha de cargo|fecha cargo|data di addebito|data addebito|data de cobrança|afschrijfdatum|fakturadatum|forfallsdato|eräpäivä|' +
  'data obciążenia|datum stržení|ekstre tarihi|son ödeme tarihi|дата списания|お支払日|支払日|引落日|お引落し日|还款日|账单日|繳款日|결제일|결제예정일|תאריך חיוב';
const INSTALMENTS =
  'instalment|instalments|installment|installments|ratenzahlung|cuota|cuotas|plazos|parcela|parcelas|taksit|taksit sayısı|versements|支払区分|支払回数|支払方法|お支払方法|分割回数|支払い区分|分期|分期期数|할부|할부개월|할부기간|תשלומים|מספר תשלומים';
const CHARGE =
  'billed amount|billing amount|charged amount|amount charged|rechnungsbetrag|abrechnungsbetrag|montant débité|importe cargado|importo addebitato|利用金額|ご利用金額|利用額|ご利用額|請求金額|ご請求額|ご請求金額|支払総額|消费金额|消費金額|이용금액|이용하신금액|승인금액|청구금액|결제금액|סכום חיוב|סכום העסקה|סכום עסקה';

const ABOVE =
  /\b(?:credit card|charge card|mastercard|visa card|card statement|credit limit|minimum payment|payment due|kreditkarte|kartenabrechnung|kartenkonto|carte de credit|releve de carte|tarjeta de credito|carta di credito|cartao de credito|creditcard|kreditkort|luottokortti|karta kredytowa|karty kredytowej|kreditni kart\w*|kreditna kart\w*|hitelkartya|kreditna kartica|card de credit|kredi karti|кредитн\w+ карт\w+)(?![\p{L}\p{N}])|クレジット|会員番号|対象カード|信用卡|신용카드|כרטיס אשראי|お支払金額/u;

/** A number of a card of which the middle is hidden: `**** 1234`, `4543 12XX XXXX 1234`. */
const MASKED = /(?:^|[^\p{L}])[\d\s-]*[*•xX·.]{2,}[\d\s*•xX·.-]*\d{4}$|^\*\d{4}$/u;

/** No such number is longer: of a long text only the end is looked at, for the time that the expression takes is quadratic. */
const LONGEST_MASKED = 40;

function endsMasked(text: string): boolean {
  return MASKED.test(text.slice(-LONGEST_MASKED));
}

function holdsMaskedNumbers({ cells, filled }: ColumnProfile): boolean {
  return filled > 0.5 && cells.filter(endsMasked).length >= cells.length * filled * 0.8;
}

/** Two days of one purchase: the one in the shop and the one in the books. */
function hasBothDays(profiles: readonly ColumnProfile[]): boolean {
  const has = (sense: 'transaction-date' | 'booking-date'): boolean => profiles.some(({ words, dateShare }) => dateShare > 0.7 && (words[sense] ?? 0) >= 0.9);
  return has('transaction-date') && has('booking-date');
}

/**
 * How many independent signs say that a table lists what was paid by a card: the number or the holder of a card, shops, the
 * days of purchase and of charge, instalments, what is billed, and lines above it about a credit card or its bill.
 */
export function signsOfCard(profiles: readonly ColumnProfile[], above: readonly (readonly string[])[]): number {
  const called = (terms: string, test: (profile: ColumnProfile) => boolean = () => true): boolean => profiles.some((profile) => profile.filled > 0.5 && isCalled(terms, profile.header) && test(profile));
  const varies = ({ distinct, cells }: ColumnProfile): boolean => distinct > 1 || cells.length === 1;
  const alone = [
    called(CARD) || profiles.some(holdsMaskedNumbers),
    called(HOLDER),
    called(MERCHANT, varies),
    called(TRADE),
    called(PURCHASE_DAY, ({ dateShare }) => dateShare > 0.7),
    called(CHARGE_DAY, ({ dateShare }) => dateShare > 0.7),
    profiles.some(({ header }) => isCalled(INSTALMENTS, header)),
    called(CHARGE, ({ numberShare }) => numberShare > 0.8),
    above.some((cells) => cells.some((cell) => ABOVE.test(fold(cell)))),
    above.some((cells) => cells.some((cell) => endsMasked(cell.trim()))),
  ].filter(Boolean).length;
  // Banks write both days as well: they say something beside another sign alone.
  return alone + (alone > 0 && hasBothDays(profiles) ? 1 : 0);
}
