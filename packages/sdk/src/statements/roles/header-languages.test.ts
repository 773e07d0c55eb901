import { describe, expect, it } from 'vitest';
import { headerScores, type HeaderScores } from './header-words.ts';

const SENSES = ['day', 'out', 'in', 'balance', 'text'] as const;

/** What a header says, in the terms of this test. */
function senseOf(header: string): (typeof SENSES)[number] | 'other' {
  const scores = headerScores(header);
  const of = (...senses: readonly (keyof HeaderScores)[]): number => Math.max(...senses.map((sense) => scores[sense] ?? 0));
  const ranked = [
    ['day', of('date', 'booking-date', 'value-date', 'transaction-date')], ['out', of('money-out')], ['in', of('money-in')],
    ['balance', of('balance')], ['text', of('description', 'counterparty')], ['other', of('fee', 'foreign', 'reference', 'account', 'status', 'kind', 'currency')],
  ] as const;
  return ranked.toSorted((a, b) => b[1] - a[1])[0]![0];
}

describe('headers of two money columns', () => {
  it.each([
    ['bg', ['Дата на осчетоводяване', 'Дебит', 'Кредит', 'Крайно салдо', 'Основание']],
    ['sr', ['Датум књижења', 'На терет', 'У корист', 'Стање', 'Опис трансакције']],
    ['uk', ['Дата операції', 'Видатки', 'Надходження', 'Залишок', 'Призначення платежу']],
    ['ru', ['Дата зачисления', 'Сумма списания', 'Сумма зачисления', 'Остаток средств', 'Наименование операции']],
    ['el', ['Ημ/νία Συναλλαγής', 'Ανάληψη', 'Κατάθεση', 'Νέο υπόλοιπο', 'Περιγραφή κίνησης']],
    ['he', ['תאריך פעולה', 'משיכות', 'הפקדות', 'יתרה לאחר', 'תיאור הפעולה']],
    ['ar', ['تاريخ الحركة', 'مسحوبات', 'إيداعات', 'رصيد الحساب', 'وصف العملية']],
    ['hi', ['दिनांक', 'निकासी', 'जमा', 'शेष राशि', 'विवरण']],
    ['zh-Hans', ['记账日期', '转出金额', '转入金额', '账户余额', '交易描述']],
    ['zh-Hant', ['帳務日期', '提取金額', '存款金額', '賬戶結餘', '交易項目']],
    ['ja', ['取引日時', '払出金額', '受入金額', '口座残高', '詳細']],
    ['ko', ['거래일시', '출금금액', '입금금액', '잔액(원)', '통장표시내용']],
    ['th', ['วันที่ทำรายการ', 'จำนวนเงินถอน', 'จำนวนเงินฝาก', 'ยอดเงินคงเหลือ', 'คำอธิบายรายการ']],
    ['vi', ['Ngày GD', 'Số tiền ghi nợ', 'Số tiền ghi có', 'Số dư sau giao dịch', 'Nội dung giao dịch']],
    ['id', ['Tanggal Transaksi', 'Mutasi Debet', 'Mutasi Kredit', 'Saldo Rekening', 'Uraian Transaksi']],
    ['ms', ['Tarikh Transaksi', 'Amaun Debit', 'Amaun Kredit', 'Baki Semasa', 'Butiran Transaksi']],
    ['tr', ['İşlem zamanı', 'Çekilen tutar', 'Yatan tutar', 'Kalan bakiye', 'İşlem açıklaması']],
    ['pl', ['Data zaksięgowania', 'Rozchody', 'Przychody', 'Saldo rachunku', 'Tytuł przelewu']],
    ['cs', ['Datum účtování', 'Odepsáno', 'Připsáno', 'Zůstatek na účtu', 'Označení operace']],
    ['sk', ['Dátum účtovania', 'Na ťarchu', 'V prospech', 'Zostatok na účte', 'Informácie']],
    ['hu', ['Elszámolás napja', 'Kifizetés', 'Befizetés', 'Záró egyenleg', 'Tranzakció leírása']],
    ['ro', ['Data decontării', 'Ieșiri', 'Intrări', 'Sold disponibil', 'Descrierea tranzacției']],
    ['hr', ['Datum izvršenja', 'Rashodi', 'Prihodi', 'Stanje na računu', 'Opis prometa']],
    ['sl', ['Datum knjiženja', 'Izplačila', 'Vplačila', 'Novo stanje', 'Namen nakazila']],
    ['lt', ['Operacijos data', 'Išlaidos', 'Pajamos', 'Sąskaitos likutis', 'Operacijos aprašymas']],
    ['lv', ['Darījuma datums', 'Izmaksas', 'Iemaksas', 'Konta atlikums', 'Darījuma apraksts']],
    ['et', ['Arvestuspäev', 'Väljaminek', 'Sissetulek', 'Konto jääk', 'Tehingu kirjeldus']],
    ['fi', ['Kirjauspäivämäärä', 'Veloitukset', 'Hyvitykset', 'Tilin saldo', 'Vastaanottaja']],
    ['sv', ['Bokföringsdag', 'Utbetalningar', 'Inbetalningar', 'Bokfört saldo', 'Beskrivning']],
    ['no', ['Bokføringsdag', 'Utbetalinger', 'Innbetalinger', 'Disponibel saldo', 'Beskrivelse']],
    ['da', ['Bogføringsdato', 'Hævninger', 'Indsætninger', 'Saldo i alt', 'Modtager/afsender']],
    ['is', ['Dagsetning', 'Úttekt', 'Innlegg', 'Staða', 'Skýring greiðslu']],
    ['nl', ['Datum verwerking', 'Afschrijvingen', 'Bijschrijvingen', 'Nieuw saldo', 'Naam begunstigde']],
    ['fr', ['Date de l\'écriture', 'Montant débité', 'Montant crédité', 'Solde progressif', 'Libellé de l\'opération']],
    ['it', ['Data di contabilizzazione', 'Movimenti dare', 'Movimenti avere', 'Saldo attuale', 'Descrizione']],
    ['es', ['Fecha de asiento', 'Monto cargo', 'Monto abono', 'Saldo contable', 'Descripción del movimiento']],
    ['pt', ['Data contábil', 'Valor débito', 'Valor crédito', 'Saldo após movimento', 'Nome do beneficiário']],
    ['de', ['Eingangstag', 'Zahlungsausgang', 'Zahlungseingang', 'Kontostand nach Buchung', 'Buchungs-Info']],
    ['en', ['Date entered', 'Amount out', 'Amount in', 'Resulting balance', 'Other party name']],
  ])('%s', (_, headers) => {
    expect(headers.map(senseOf)).toEqual([...SENSES]);
  });
});
