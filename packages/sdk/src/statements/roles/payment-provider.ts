import { fold } from '../values/text.ts';
import { isCalled } from './called.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Headers that providers of payments write for those who are paid; by what they speak of. */
const SIGNS: readonly string[] = [
  'payout|payout id|payout date|payout status|payout amount|payout reference|settlement|settlement id|settlement amount|settlement currency|settlement reference|settlement date|settlement batch|batch number|deposit id|transfer id|available on|available on utc|' +
  'auszahlung|auszahlungsdatum|auszahlungs-id|versement|date de versement|pago id|liquidación|fecha de liquidación|uitbetaling|uitbetalingsdatum|payout datum|accredito|utbetalning|utbetalingsdato|wypłata|data wypłaty',
  'merchant id|merchant account|merchant reference|merchant no|terminal|terminal id|tid|mid|psp reference|pspreference|company account|device name|händler-id|vertragsnummer|terminal-id|numéro de terminal|id comercio|id terminal',
  'order|order id|order number|order no|order reference|bestellung|bestellnummer|commande|numéro de commande|pedido|número de pedido|ordine|numero ordine|ordernummer|bestelnummer|ordrenummer|numer zamówienia|short order id|order_id|short_order_id|checkout|cart id|invoice id|invoice number',
  'customer|customer id|customer email|customer name|customers email|customers id|consumer name|consumer|consumer bank account|shopper|shopper email|buyer|buyer email|buyer name|payer email|from email address|to email address|kunde|kunden-e-mail|käufer|' +
  'absender e-mail-adresse|empfänger e-mail-adresse|client|acheteur|de l\'adresse email|à l\'adresse email|cliente|comprador|correo electrónico del remitente|correo electrónico del destinatario|klant|koper|kund|klient|kupujący',
  'amount refunded|refunded amount|refunds|refund|refunded|erstattet|erstatteter betrag|montant remboursé|importe reembolsado|importo rimborsato|bedrag terugbetaald|återbetalt|zwrot',
  'fee|fees|transaction fee|processing fee|gebühr|gebühren|frais|commission|comisión|tarifa|commissione|kosten|avgift|gebyr|opłata|prowizja|taxa|selling fees|markup',
  'payment method|payment method variant|payment type|card brand|card type|card source|card scheme|zahlungsart|zahlungsmethode|kartentyp|moyen de paiement|mode de paiement|type de carte|método de pago|forma de pago|metodo di pagamento|betaalmethode|betalingsmethode|betalningsmetod|metoda płatności|método de pagamento',
  'gross|gross amount|net|net amount|brutto|bruttobetrag|netto|nettobetrag|montant brut|montant net|importe bruto|importe neto|importo lordo|importo netto|bruttobelopp|nettobelopp|valor bruto|valor líquido|kwota brutto|kwota netto',
  'payment id|balance transaction id|charge id|charge|capture date|capture id|sale date|source|transaction id|sale id|zahlungs-id|id de transacción|id. de transacción|id de transaction|transaktionscode|code de transaction|código de transacción|transaction code|transactiecode',
];
const STATUS = 'status|state|type|reporting category|transaction type|detailed type|payment status|zahlungsstatus|typ|statut|état|estado|tipo|stato|soort|betaalstatus|description';

/** What a payment has come to, as providers say it in a column of such words. */
const RECEIVED =
  /^(?:paid|paid[ _]out|captured|settled|succeeded|successful|completed|charge|charged|sale|order|capture|payment|payment received|bezahlt|erfolgreich|eingenommen|verkauf|payee?|reussi|encaisse|pagado|pagada|cobrado|exitoso|pagato|incassato|betaald|voldaan|pago|pagamento|betalt|betald|oplacona|zaplacone)$/;
const RETURNED =
  /(?:refund|chargeback|charge[ _]back|dispute|reversal|return|payout|withdrawal|transfer to bank|ruckzahlung|erstattung|ruckbuchung|auszahlung|rembours|virement|reembolso|devolucion|retirada|rimborso|storno|terugbetaling|uitbetaling|estorno|aterbetalning|utbetalning|refusjon|zwrot|wyplata|\bfees?\b)/;

const FEW_WORDS = 12;

function statusOf(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return profiles.filter((profile) => profile.distinct <= FEW_WORDS && profile.filled > 0.5 && profile.numberShare < 0.2 && isCalled(STATUS, profile.header));
}

const isReceived = (cell: string): boolean => RECEIVED.test(fold(cell));
const isReturned = (cell: string): boolean => RETURNED.test(fold(cell));

/** Only a provider pays out what it took. */
const PAID_OUT = /\bpay ?outs?\b|auszahlung|uitbetaling|utbetalning|utbetaling|versement|wyplata/;
const PAID_OUT_COUNTS = 2;

/** How many signs say that a table lists the payments that a provider took: what its headers speak of, and its words for what a payment has come to. */
export function signsOfProvider(profiles: readonly ColumnProfile[]): number {
  const words = statusOf(profiles).flatMap(({ cells }) => cells);
  const said = words.some(isReceived) ? 1 + (words.some((cell) => PAID_OUT.test(fold(cell))) ? PAID_OUT_COUNTS : 0) : 0;
  return said + SIGNS.filter((terms) => profiles.some(({ header }) => isCalled(terms, header))).length;
}

const ENOUGH_SIGNS = 3;

/** Whether a table lists the payments that a provider took for somebody, who sees a charge as money in and a refund as money out. */
export function takesPayments(profiles: readonly ColumnProfile[]): boolean {
  return signsOfProvider(profiles) >= ENOUGH_SIGNS;
}

/**
 * Whether what the payments have come to agrees with their printed signs: what was received is positive and what was
 * returned, paid out or charged is not.
 */
export function agreesWithSigns(profiles: readonly ColumnProfile[], amounts: readonly (number | null)[]): boolean {
  const statuses = statusOf(profiles);
  let [received, against] = [0, 0];
  amounts.forEach((amount, row) => {
    if (amount === null || amount === 0) return;
    const cells = statuses.map((profile) => profile.cells[row] ?? '');
    const [returned, taken] = [cells.some(isReturned), cells.some(isReceived)];
    if (returned ? amount > 0 : taken && amount < 0) against++;
    else if (!returned && taken) received++;
  });
  return received > 0 && against === 0;
}
