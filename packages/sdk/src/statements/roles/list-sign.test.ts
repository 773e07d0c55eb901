import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

interface Read {
  readonly rows: readonly string[];
  readonly asks: readonly string[];
}

async function read(text: string): Promise<Read> {
  const reading = await readText(text);
  return { rows: rowsOf(reading), asks: reading.questions.map(({ field }) => field).filter((field) => field !== 'currency') };
}

describe('bare amounts of a card', () => {
  it.each([
    ['card numbers and two days', lines('Item #,Card #,Transaction date,Posting date,Amount,Description', '1,4111111111111111,20260313,20260314,3.27,GROCER', '2,4111111111111111,20260316,20260317,85.06,FUEL')],
    ['masked numbers and shops', lines('Merchant name,Card used,Date,Amount', 'Grocer,**** 1234,13/03/2026,3.27', 'Fuel,**** 4567,16/03/2026,85.06')],
    ['days of purchase and charge, in French', lines('Carte;Date d\'achat;Date de débit;Commerçant;Montant', '4970XXXXXXXX1234;13/03/2026;31/03/2026;EPICERIE;3,27', '4970XXXXXXXX1234;16/03/2026;31/03/2026;STATION;85,06')],
    ['shops and instalments, in Portuguese', lines('Data de compra;Final do cartão;Estabelecimento;Parcela;Valor', '13/03/2026;4321;PADARIA;Única;3,27', '16/03/2026;4321;LOJA;1/3;85,06')],
    ['shops and a day of charge, in Hebrew', lines('תאריך עסקה,תאריך חיוב,שם בית העסק,סכום עסקה', '13/03/2026,10/04/2026,מכולת,3.27', '16/03/2026,10/04/2026,דלק,85.06')],
    ['shops and numbers, in Polish', lines('Data transakcji;Data księgowania;Numer karty;Sprzedawca;Kwota', '2026-03-13;2026-03-14;5169********1234;SKLEP;3,27', '2026-03-16;2026-03-17;5169********1234;STACJA;85,06')],
    ['the lines above, in Italian', lines('Estratto conto carta di credito', 'Numero carta,5218 **** **** 9876', '', 'Data operazione,Data registrazione,Descrizione,Importo', '13/03/2026,14/03/2026,DROGHERIA,3.27', '16/03/2026,17/03/2026,BENZINA,85.06')],
  ])('are purchases where it is told by %s', async (_, text) => {
    const { rows, asks } = await read(text);
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['-3.27', '-85.06']);
    expect(asks).toEqual([]);
  });

  it('are purchases beside a refund and the payment of a bill with a minus', async () => {
    const text = lines('Date,Description,Card member,Account #,Amount', '05/03/2026,TRAM,A EXAMPLE,-11005,8.10', '11/03/2026,SHOP REFUND,A EXAMPLE,-11005,-23.99', '20/03/2026,AIRLINE,A EXAMPLE,-11005,289.10', '22/03/2026,PAYMENT RECEIVED - THANK YOU,A EXAMPLE,-11005,-612.40', '27/03/2026,CAFE,A EXAMPLE,-11005,4.35');
    expect(await read(text)).toEqual({ rows: ['2026-03-05 -8.10', '2026-03-11 23.99', '2026-03-20 -289.10', '2026-03-22 612.40', '2026-03-27 -4.35'], asks: [] });
  });

  it('are purchases beside a minus that is called a payment, as the bill of a card is paid', async () => {
    const text = lines('Fatura do cartão Mastercard', '', 'Data,Estabelecimento,Valor em R$', '27/12/2025,PAGAMENTO PIX,-312.40', '28/12/2025,PADARIA,45.00', '29/12/2025,POSTO,120.00', '02/01/2026,LOJA,18.50', '05/01/2026,LIVRARIA,75.80');
    expect(await read(text)).toEqual({ rows: ['2025-12-27 312.40', '2025-12-28 -45.00', '2025-12-29 -120.00', '2026-01-02 -18.50', '2026-01-05 -75.80'], asks: [] });
  });

  it('are money in where the only row pays the bill, and asked about where a single sign tells of the card', async () => {
    const above = ['Kartenkonto;1234 56XX XXXX 7890', '', 'Transaktionsdatum;Buchungsdatum;Beschreibung;Betrag'];
    expect(await read(lines(...above, '15.03.2026;15.03.2026;IHRE ZAHLUNG - DANKE;-800.00'))).toEqual({ rows: ['2026-03-15 800.00'], asks: [] });
    expect(await read(lines('Datum;Karte;Beschreibung;Betrag', '15.03.2026;1234;IHRE ZAHLUNG - DANKE;-800.00'))).toEqual({ rows: ['2026-03-15 800.00'], asks: ['sign'] });
  });

  it('are asked about with one sign alone, the likelier reading first', async () => {
    expect(await read(lines('Date,Merchant,Amount', '2026-03-13,Bakery,45.00', '2026-03-16,Book shop,12.00'))).toEqual({ rows: ['2026-03-13 -45.00', '2026-03-16 -12.00'], asks: ['sign'] });
  });

  it('are asked about where there is one amount only, and where two days alone tell of a card', async () => {
    expect((await read(lines('Card no.,Merchant,Date,Amount', '1234,Bakery,2026-03-13,45.00'))).asks).toEqual(['sign']);
    expect(await read(lines('Transaction date,Posting date,Description,Amount', '2026-03-13,2026-03-14,Ann,45.00', '2026-03-15,2026-03-16,Bob,12.00'))).toEqual({ rows: ['2026-03-14 45.00', '2026-03-16 12.00'], asks: ['sign'] });
  });

  it('are left with the signs of an account, where a card prints those', async () => {
    const text = lines('Transaction date,Post date,Card no.,Merchant,Amount', '2026-03-14,2026-03-15,1234,Bakery,-45.00', '2026-03-16,2026-03-17,1234,Book shop,-12.00', '2026-03-18,2026-03-19,1234,PAYMENT THANK YOU,100.00');
    expect(await read(text)).toEqual({ rows: ['2026-03-15 -45.00', '2026-03-17 -12.00', '2026-03-19 100.00'], asks: [] });
  });

  it('are what is charged this time, beside the price of what is paid in instalments', async () => {
    const text = lines('会員番号,****-****-****-1234', '今回お支払金額,"1,524"', '', 'ご利用年月日,ご利用箇所,ご利用額,払戻額,支払区分（回数）,今回ご請求額', '****-****-****-1234', '2026/03/13,電器店,"3,000",,３回払,"1,000"', '2026/03/16,年会費,524,,１回払,524');
    const { rows, asks } = await read(text);
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['-1000.00', '-524.00']);
    expect(asks).toEqual([]);
  });
});

describe('amounts of a provider of payments', () => {
  it('are money in where they were received, and money out where they went back', async () => {
    const text = lines('Date,Payment method,Currency,Amount,Status,ID,Description,Consumer name,Settlement amount', '2026-03-02,ideal,EUR,49.95,paid,tr_1,Order 1,,49.95', '2026-03-05,ideal,EUR,75.00,expired,tr_2,Order 2,,', '2026-03-13,card,EUR,18.50,paid,tr_3,Order 3,,18.50', '2026-03-18,card,EUR,-49.95,refunded,re_1,Refund order 1,,-49.95');
    expect(await read(text)).toEqual({ rows: ['2026-03-02 49.95', '2026-03-13 18.50', '2026-03-18 -49.95'], asks: [] });
  });

  it('are money in where all were received, by the cards of other people too', async () => {
    const text = lines('Transaction date,Settlement date,Merchant ID,Terminal ID,Card number,Card type,Amount,Status', '2026-03-14,2026-03-15,778899,T001,**** 1234,VISA,45.00,Settled', '2026-03-16,2026-03-17,778899,T001,**** 9876,VISA,12.00,Settled');
    const { rows, asks } = await read(text);
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['45.00', '12.00']);
    expect(asks).toEqual([]);
  });

  it('keep their signs under words that mean the opposite to who pays', async () => {
    const text = lines('id,Type,Amount,Currency,Created,Description', 'txn_1,charge,50.00,USD,2026-03-14,Order 1', 'txn_2,refund,-50.00,USD,2026-03-15,Refund', 'txn_3,charge,20.00,USD,2026-03-16,Order 2', 'txn_4,payout,-20.00,USD,2026-03-19,Payout');
    expect(await read(text)).toEqual({ rows: ['2026-03-14 50.00', '2026-03-15 -50.00', '2026-03-16 20.00', '2026-03-19 -20.00'], asks: [] });
    const orders = lines('Transaction date,Type,Order,Card brand,Payout status,Payout date,Amount', '2026-03-14,charge,#1,visa,paid,2026-03-18,20.00', '2026-03-15,refund,#1,visa,paid,2026-03-18,-20.00', '2026-03-16,charge,#2,visa,paid,2026-03-18,40.00');
    const { rows, asks } = await read(orders);
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['20.00', '-20.00', '40.00']);
    expect(asks).toEqual([]);
  });

  it('are asked about where the words speak against the signs', async () => {
    const text = lines('Date,Type,Amount,Currency,Order ID', '2026-03-14,Payment,50.00,EUR,A1', '2026-03-15,Refund,20.00,EUR,A2', '2026-03-17,Payout,55.00,EUR,');
    expect((await read(text)).asks).toEqual(['sign']);
  });
});

describe('amounts of an account with more money in than out', () => {
  it('keep their signs where value dates and numbers of accounts tell what they are', async () => {
    const text = lines('Kontonummer;Buchungsdatum;Valutadatum;Waehrung;Betrag;Buchungstext', '12345678;2026-03-03;2026-03-03;EUR;150,00;Umsatz', '12345678;2026-03-10;2026-03-10;EUR;-100,00;Auftrag', '12345678;2026-03-15;2026-03-15;EUR;5.000,00;Umsatz');
    expect(await read(text)).toEqual({ rows: ['2026-03-03 150.00', '2026-03-10 -100.00', '2026-03-15 5000.00'], asks: [] });
  });

  it('are asked about where nothing does, and where all are bare', async () => {
    expect((await read(lines('Date;Text;Amount', '2026-03-03;Ann;150.00', '2026-03-10;Bob;-100.00', '2026-03-15;Eve;500.00'))).asks).toEqual(['sign']);
    expect((await read(lines('Konto;Buchungsdatum;Valutadatum;Betrag;Text', '12345678;2026-03-03;2026-03-03;150,00;Ann', '12345678;2026-03-10;2026-03-10;100,00;Bob'))).asks).toEqual(['sign']);
  });
});
