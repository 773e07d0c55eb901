import { fold } from './text.ts';

export type Direction = 'in' | 'out';

// What a flag column, or a mark beside an amount, says about money seen from the account. Folded forms.
const OUT = [
  'd', 'deebet', 'dr', 'db', 'dbit', 'debit', 'debits', 'deb', 'debited', 'debit card', 's', 'soll', 'belastung', 'lastschrift', 'abgang', 'ausgang', 'ausgabe', 'out', 'outflow', 'money out', 'paid out', 'outgoing',
  'o', 'withdrawal', 'w', 'charge', 'expense', 'payment out', 'af', 'debet', 'debito', 'debitos', 'cargo', 'debe', 'dare', 'addebito', 'uscita', 'uscite', 'saida', 'retrait', 'depense', 'sortie', 'sortant',
  'gasto', 'egreso', 'ut', 'ud', 'uttag', 'utgift', 'otto', 'meno', 'obciazenie', 'wydatek', 'uznanie -', 'wn', 'vydaj', 'odchozi', 'odchadzajuca', 'terheles', 'kiadas', 't', 'isplata', 'zaduzenje', 'duguje',
  'borc', 'b', 'cikis', 'gider', 'расход', 'списание', 'снятие', 'оплата', 'покупка', 'списання', 'витрати', 'χ', 'дебет', 'дт', 'витрата', '支出', '借', '借方', '借 dr', '出', '出金', '支取', '付', '转出', '출금', '지출', 'χρεωση', 'plati', 'cheltuiala', 'keluar', '-', 'sale', 'purchase', 'buy', 'market buy', 'limit buy', 'stop buy', 'kauf', 'ma dati', 'חובה',
] as const;
const IN = [
  'c', 'cr', 'crdt', 'credit', 'credits', 'cred', 'cb', 'credited', 'h', 'haben', 'gutschrift', 'eingang', 'zugang', 'einnahme', 'in', 'i', 'inflow', 'money in', 'paid in', 'incoming', 'deposit', 'income',
  'payment in', 'bij', 'kredit', 'credito', 'creditos', 'abono', 'haber', 'avere', 'accredito', 'entrata', 'entrate', 'entrada', 'versement', 'recette', 'entree', 'entrant', 'ingreso', 'inn', 'ind', 'insattning', 'inkomst',
  'pano', 'tulo', 'uznanie', 'wplyw', 'ma', 'prijem', 'prichozi', 'prichadzajuca', 'jovairas', 'bevetel', 'j', 'uplata', 'odobrenje', 'potrazuje', 'alacak', 'a', 'giris', 'gelir', 'приход', 'поступление', 'пополнение', 'возврат', 'внесение', 'поповнення', 'надходження', 'π', 'зачисление', 'кредит', 'кт',
  'k', 'kreedit', '收入', '贷', '贷方', '贷 cr', '入', '入金', '存入', '收', '转入', '입금', '수입', 'πιστωση', 'incasare', 'masuk', '+', 'refund', 'top-up', 'topup', 'sell', 'market sell', 'limit sell', 'stop sell', 'verkauf', 'dividend', 'dividends', 'dividend dividend', 'interest on cash', 'contribution', 'dal', 'זכות',
] as const;

const WORDS: ReadonlyMap<string, Direction> = new Map<string, Direction>([
  ...OUT.map((word): [string, Direction] => [fold(word), 'out']),
  ...IN.map((word): [string, Direction] => [fold(word), 'in']),
]);

/** The direction that the whole of a cell names, or null. */
export function directionOf(cell: string): Direction | null {
  if (cell.length === 0 || cell.length > 24 || /\d/.test(cell)) return null;
  return WORDS.get(fold(cell).replace(/[.()[\]]/g, '').trim()) ?? null;
}

/** How a header names two directions: `Cargo/Abono`, `Deebet - Kreedit`, `Soll oder Haben`. */
const TWO_NAMES = /^(.{1,20}?)\s*(?:[/|,]|\s-\s|\s(?:or|oder|ou|o|of|eller|tai|lub|nebo)\s)\s*(.{1,20})$/;

/**
 * Reads the flags of one column. Where its header names both directions, their initials mean those: under `Cargo/Abono`
 * a C is money out, although it means a credit elsewhere.
 */
export function directionReader(header: string): (cell: string) => Direction | null {
  const names = TWO_NAMES.exec(fold(header));
  if (!names) return directionOf;
  const [first, second] = [names[1]!.trim(), names[2]!.trim()];
  const [one, other] = [directionOf(first), directionOf(second)];
  if (one === null || other === null || one === other || first[0] === second[0]) return directionOf;
  const initials = new Map([[first[0]!, one], [second[0]!, other]]);
  return (cell) => initials.get(fold(cell).replace(/[.()[\]]/g, '').trim()) ?? directionOf(cell);
}

// Words in a description that say which way money went, whichever the bank. Only used where many rows agree.
const OUT_TEXT = /\b(?:purchase|withdrawal|atm|pos|card payment|direct debit|bill payment|fee|charge|rent|standing order|lastschrift|kartenzahlung|abbuchung|belastung|dauerauftrag|gebuhr|miete|bankomat|prlv|prelevement|retrait|achat|carte|compra|recibo|adeudo|pagamento|prelievo|addebito|betaalautomaat|incasso|uttag|kortkop|dankort|zakup|platnosc|vyber|platba kartou|interest charge)\b/;
const IN_TEXT = /\b(?:salary|payroll|wages|deposit|credit|refund|interest paid|dividend|gehalt|lohn|gutschrift|eingang|erstattung|virement recu|vir recu|salaire|remboursement|nomina|abono|ingreso|stipendio|bonifico a vostro favore|accredito|salaris|lon|loen|palkka|wynagrodzenie|wyplata|mzda|vyplata|fizetes|maas|payment\W{0,3}thank you|payment received|payments? and credits?|autopay|direct deposit|pagamento recebido|pago recibido|paiement recu|zahlung erhalten|betaling ontvangen|dividende?n?|cashback|top-?up|kreedit|palk|penzii|maas odemesi)\b/;

// How issuers of cards call the payments that settle a bill: there they stand against purchases of the other sign.
const CARD_BILL_PAID = /payment\W{0,3}thank you|thank you for (?:your )?payment|(?:your|online|card|internet|mobile|bill) payment received|^payment received|\bpayment received\b|payments? and credits?|\bautopay\b|auto(?:matic)? payment|pagamento recebido|pagamento (?:de|da) fatura|pago recibido|su pago|gracias por su pago|pago (?:de )?(?:su )?tarjeta|pago tc\b|abono a (?:su )?tarjeta|paiement recu|merci de votre paiement|paiement merci|zahlung erhalten|zahlung\W{1,3}danke|vielen dank fur ihre zahlung|ihre zahlung|einzahlung[, ]+besten dank|betaling ontvangen|uw betaling|innbetaling|inbetalning|betalning mottagen|indbetaling|maksu vastaanotettu|maksusuoritus|pagamento ricevuto|splata karty|splata zadluzenia|splatka karty|karti? odemesi|borc odemesi|погашение задолженности|还款|還款|ご入金|결제대금 입금|תשלום התקבל/;

// Thanks for a payment, or its receipt, are written by the one who got it: nobody thanks for money that came in.
const PAYMENT = 'payment|zahlung|uberweisung|einzahlung|pagamento|paiement|reglement|pago|betaling|inbetalning|indbetaling|innbetaling|maksu|platba|splata|wplata|odeme\\p{L}*|платеж';
const THANKS = 'thank|received|erhalten|dank\\p{L}*|grazie|ricevut|recebid|obrigad|recu|merci|gracias|recibid|ontvangen|bedankt|mottagen|modtaget|mottatt|tack|tak|takk|kiitos|vastaanotettu|diky|dekujeme|dziekujemy|tesekkur|получен|спасибо';
const PAYMENT_RECEIVED = new RegExp(`(?<!\\p{L})(?:${PAYMENT})(?!\\p{L}).{0,30}(?<!\\p{L})(?:${THANKS})|(?:thank you for|merci de|gracias por|danke fur|dank fur).{0,20}(?<!\\p{L})(?:${PAYMENT})`, 'u');

/** Whether a text thanks for a payment or says that one was received. */
export function saysPaymentReceived(text: string): boolean {
  return PAYMENT_RECEIVED.test(fold(text));
}

/** Whether a text says that a card bill was paid. */
export function saysBillPaid(text: string): boolean {
  const folded = fold(text);
  return CARD_BILL_PAID.test(folded) || PAYMENT_RECEIVED.test(folded);
}

/** What the words of a description suggest; null where they say nothing, or both. */
export function directionInText(text: string): Direction | null {
  const folded = fold(text);
  const [out, into] = [OUT_TEXT.test(folded), IN_TEXT.test(folded)];
  return out === into ? null : out ? 'out' : 'in';
}
