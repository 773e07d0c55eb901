import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from './testing.ts';
import type { ProofStatus, QuestionField } from './types.ts';

interface Shape {
  readonly title: string;
  readonly text: string;
  readonly rows: readonly string[];
  readonly proof?: ProofStatus;
  readonly asks?: readonly QuestionField[];
  readonly rejected?: number;
  readonly currency?: string | null;
}

const SHAPES: readonly Shape[] = [
  {
    title: 'semicolons, decimal comma, German words',
    text: 'Buchungstag;Wertstellung;Text;Betrag;Saldo\n02.03.2026;02.03.2026;Miete;-1.250,00;3.750,00\n13.03.2026;13.03.2026;Rechnung 4711;2.000,50;5.750,50\n',
    rows: ['2026-03-02 -1250.00', '2026-03-13 2000.50'], proof: 'verified',
  },
  {
    title: 'a sep= line before the header',
    text: 'sep=;\nDate;Description;Amount\n2026-03-02;Rent;-12,50\n2026-03-03;Sale;40,00\n',
    rows: ['2026-03-02 -12.50', '2026-03-03 40.00'],
  },
  {
    title: 'money out with a minus, and zeros in the other column, where most rows are money in',
    text: 'Fecha;Texto;Débito;Crédito;Saldo\n29/12/2025;Luz;-18,50;0,00;73,80\n02/01/2026;Sueldo;0,00;850,00;923,80\n03/01/2026;Interés;0,00;1,20;925,00\n',
    rows: ['2025-12-29 -18.50', '2026-01-02 850.00', '2026-01-03 1.20'], proof: 'verified',
  },
  {
    title: 'credit before debit',
    text: 'Date,Details,Credit,Debit,Balance\n2026-01-05,Opening sale,500.00,,1500.00\n2026-01-06,Rent,,200.00,1300.00\n2026-01-07,Fee,,5.00,1295.00\n',
    rows: ['2026-01-05 500.00', '2026-01-06 -200.00', '2026-01-07 -5.00'], proof: 'verified',
  },
  {
    title: 'debit and credit columns without a header, in the order that the balance proves',
    text: '05/01/2026,Sale,500.00,,1500.00\n16/01/2026,Rent,,200.00,1300.00\n17/01/2026,Fee,,5.00,1295.00\n18/01/2026,Sale,30.00,,1325.00\n',
    rows: ['2026-01-05 500.00', '2026-01-16 -200.00', '2026-01-17 -5.00', '2026-01-18 30.00'], proof: 'verified',
  },
  {
    title: 'newest first, and a trailing minus',
    text: 'Datum;Omschrijving;Bedrag;Saldo\n20260331;Huur;850,00-;150,00\n20260315;Factuur 12;400,00+;1.000,00\n20260301;Storting;100,00+;600,00\n',
    rows: ['2026-03-01 100.00', '2026-03-15 400.00', '2026-03-31 -850.00'], proof: 'verified',
  },
  {
    title: 'parentheses, dollar signs and grouping commas inside quotes, month first',
    text: 'Date,Description,Amount\n03/14/2026,Rent,"($1,250.00)"\n03/20/2026,Invoice,"$2,300.10"\n',
    rows: ['2026-03-14 -1250.00', '2026-03-20 2300.10'],
  },
  {
    title: 'Unicode minus, narrow no-break spaces and a currency code behind',
    text: 'Dato;Tekst;Beløp;Saldo\n02.01.2026;Husleie;\u22128\u202f500,00 NOK;1\u202f500,00 NOK\n15.01.2026;Lønn;30\u202f000,00 NOK;31\u202f500,00 NOK\n',
    rows: ['2026-01-02 -8500.00', '2026-01-15 30000.00'], proof: 'verified', currency: 'NOK',
  },
  {
    title: 'a decimal comma that only amounts in the currency of the account show, beside a column of another one',
    text: 'Дата;Код;Описание;Сумма в валюте операции;Сумма в валюте счета\n31.10.2025;4829;Перевод;;-4320,4\n21.10.2025;6011;Банкомат;;-3100\n16.09.2025;6012;Вклад;;9,01\n10.09.2025;4829;Перевод;;-,01\n',
    rows: ['2025-09-10 -0.01', '2025-09-16 9.01', '2025-10-21 -3100.00', '2025-10-31 -4320.40'],
  },
  {
    title: 'quotes inside quoted cells that nobody doubled',
    text: '"Date","Payee","Details","Amount"\n"2026-03-02","Shop "North"","Order "A" paid","-12.00"\n"2026-03-03","Client","Invoice","40.00"\n',
    rows: ['2026-03-02 -12.00', '2026-03-03 40.00'],
  },
  {
    title: 'the bounds of the period in every row, before the day of the row',
    text: 'account,initial_date,final_date,text,booked,amount\n12345,2025-11-01,2025-11-30,Sale,2025-11-02,1500.00\n12345,2025-11-01,2025-11-30,Rent,2025-11-10,-500.00\n',
    rows: ['2025-11-02 1500.00', '2025-11-10 -500.00'],
  },
  {
    title: 'blanks around every cell, also before the quotes of some',
    text: 'Date , Details , Paid out , Paid in , Balance\n18 Jun 2025 , shop  , 272.50 ,  , "1,142.91"\n17 Jun 2025 , top-up  ,  , "1,000.00" , "1,415.41"\n5 Jun 2025 , refund  ,  , 11.73 , 415.41\n',
    rows: ['2025-06-05 11.73', '2025-06-17 1000.00', '2025-06-18 -272.50'], proof: 'verified',
  },
  {
    title: 'a counter of the rows beside amounts that are all the same size',
    text: '対象,日付,内容,金額（円）,振替,ID\n1,2026/08/01,コンビニ,-850,0,1001\n1,2026/08/02,駅,-1200,0,1002\n1,2026/08/05,給与,350000,0,1003\n0,2026/08/12,引き落とし,-85400,1,1004\n',
    rows: ['2026-08-01 -850', '2026-08-02 -1200', '2026-08-05 350000', '2026-08-12 -85400'],
  },
  {
    title: 'days in six digits, above a table that has a header and no rows',
    text: '支払日,2025年1月6日\n利用日,利用先,支払方法,利用金額\n241130,スポーツ,１回,13530\n241205,スタイル,１回,3980\n分割払い明細\n利用日,利用先,支払回数,利用金額,総額,今回請求金額\n',
    rows: ['2024-11-30 -13530.00', '2024-12-05 -3980.00'],
  },
  {
    title: 'days without a year in the month that a title of East Asian letters names',
    text: '银行信用卡对账单（个人消费卡账户 2024年01月）\n交易日,记账日,交易摘要,人民币金额,卡号末四位\n,12/29,还款,-345.67,1234\n01/02,01/03,电影票,56.78,1234\n01/05,01/07,中国移动,"8,000.00",1234\n',
    rows: ['2023-12-29 345.67', '2024-01-03 -56.78', '2024-01-07 -8000.00'],
  },
  {
    title: 'columns of which one prints minus signs and the other none, zeros in front and no header',
    text: '000363629356020;06-01-2026;COMISSAO;-00000000000000015,90;                     ;+00000000000015154,01\n000363629356020;12-01-2026;FT 48;-00000000000000492,00;                     ;+00000000000014662,01\n000363629356020;19-01-2026;TRF;                     ;+00000000000100000,00;+00000000000114662,01\n',
    rows: ['2026-01-06 -15.90', '2026-01-12 -492.00', '2026-01-19 100000.00'],
  },
  {
    title: 'thanks for a payment with a minus: the purchases beside it are money out',
    text: 'Date,Description,Amount(GBP)\n21/09/2026,PAYMENT RECEIVED - THANK YOU,-42.34\n05/09/2026,Trainline,-8.50\n03/09/2026,Trainline,30.00\n01/09/2026,Grocer,12.34\n',
    rows: ['2026-09-01 -12.34', '2026-09-03 -30.00', '2026-09-05 8.50', '2026-09-21 42.34'],
  },
  {
    title: 'charges and refunds as a provider of payments lists them',
    text: 'balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category\ntxn_1,2026-01-23 08:26:29,2026-01-27 00:00:00,usd,12.00,0.00,12.00,charge\ntxn_2,2026-01-24 08:26:31,2026-01-28 00:00:00,usd,-0.77,0.00,-0.77,refund\n',
    rows: ['2026-01-23 12.00', '2026-01-24 -0.77'],
  },
  {
    title: 'a minus before each amount of one of two columns without a header, and no balance',
    text: '06-01-2026;COMISSAO;-15,90;\n12-01-2026;FT 48;-492,00;\n19-01-2026;TRF;;100000,00\n20-01-2026;TSU;-10915,36;\n',
    rows: ['2026-01-06 -15.90', '2026-01-12 -492.00', '2026-01-19 100000.00', '2026-01-20 -10915.36'],
  },
  {
    title: 'the bill of a card by what stands above it, in a month of few purchases',
    text: 'Kredi Kartı Ekstresi\nKart No;**** **** **** 1234\n\nİşlem Tarihi;Açıklama;Tutar\n12/08/2025;MIGROS;1.234,56\n13/08/2025;SHELL;890,00\n15/08/2025;KREDI KARTI ODEMESI;-2.000,00\n16/08/2025;MIGROS IADE;-45,90\nTOPLAM;;78,66\n',
    rows: ['2025-08-12 -1234.56', '2025-08-13 -890.00', '2025-08-15 2000.00', '2025-08-16 45.90'], proof: 'consistent',
  },
  {
    title: 'a plus before what a card owes more, and a minus before the payment that is thanked for',
    text: 'Estado de cuenta tarjeta de crédito\nTarjeta,4152 XXXX XXXX 7710\n\nFecha,Descripción,Monto\n13/01/2025,Café,+ $139.00\n14/01/2025,Taxi,+ $325.83\n30/01/2025,SU PAGO GRACIAS,- $200.00\n31/01/2025,Súper,+ $38.89\n',
    rows: ['2025-01-13 -139.00', '2025-01-14 -325.83', '2025-01-30 200.00', '2025-01-31 -38.89'],
  },
  {
    title: 'I and O for in and out behind amounts without signs and a header',
    text: '18.09.2025;Markt;33,87;O\n20.09.2025;Rückzahlung;24,00;I\n21.09.2025;Automat;90,00;O\n28.09.2025;Lohn;1307,67;I\n',
    rows: ['2025-09-18 -33.87', '2025-09-20 24.00', '2025-09-21 -90.00', '2025-09-28 1307.67'],
  },
  {
    title: 'a question mark in place of the minus that an encoding did not have',
    text: 'Datum;Beskrivning;Belopp in;Belopp ut\n28.07.2025;Inbetalning;15 400,00;\n27.07.2025;Bensin;;?1 243,01\n23.07.2025;Mat;;?588,25\n',
    rows: ['2025-07-23 -588.25', '2025-07-27 -1243.01', '2025-07-28 15400.00'],
  },
  {
    title: 'what is left to spend below the closing balance, which stays the one that the rows lead to',
    text: 'Data;Descritivo;Valor;Saldo\n;Saldo inicial;;986,05\n22/03/2025;Compra;-86,05;900,00\n25/03/2025;Renda;-100,00;800,00\n;Saldo final;;800,00\n;Saldo disponível;;1800,00\n',
    rows: ['2025-03-22 -86.05', '2025-03-25 -100.00'], proof: 'verified',
  },
  {
    title: 'balances of the books and of what is left, as rows with a day',
    text: 'DATA;VALUTA;DARE;AVERE;DESCRIZIONE\n29/04/2025;27/04/2025;100,00;;PAGAMENTO\n04/05/2025;29/04/2025;41,05;;PAGAMENTO\n04/05/2025;;;555,39;Saldo contabile\n04/05/2025;;;777,04;Disponibilita al\n',
    rows: ['2025-04-29 -100.00', '2025-05-04 -41.05'],
  },
  {
    title: 'a day as of another one',
    text: 'Date,Action,Amount\n04/27/2026,Buy,-$3320.05\n04/17/2026 as of 04/15/2026,Interest,$0.03\n',
    rows: ['2026-04-17 0.03', '2026-04-27 -3320.05'],
  },
  {
    title: 'months and days under one word for both, of a year that nothing names',
    text: '月日,種別,残高,入金・利用額\n10/28,入金,"\\11,500","+10,000"\n10/29,出,"\\11,280",-220\n',
    rows: [`${new Date().getUTCFullYear()}-10-28 10000.00`, `${new Date().getUTCFullYear()}-10-29 -220.00`], asks: ['year'],
  },
  {
    title: 'both apostrophes as grouping',
    text: "Datum;Text;Betrag\n02.01.2026;Miete;-1'500.00\n15.01.2026;Eingang;12’300.50\n",
    rows: ['2026-01-02 -1500.00', '2026-01-15 12300.50'],
  },
  {
    title: 'Indian grouping with CR and DR behind',
    text: 'Txn Date,Narration,Amount,Balance\n02/04/2026,NEFT rent,"1,25,000.00 Dr","8,75,000.00 Cr"\n15/04/2026,Sale,"2,00,000.00 Cr","10,75,000.00 Cr"\n',
    rows: ['2026-04-02 -125000.00', '2026-04-15 200000.00'], proof: 'verified',
  },
  {
    title: 'an unsigned amount with Soll and Haben',
    text: 'Buchungstag;Vorgang;Umsatz;S/H\n02.03.2026;Miete;850,00;S\n13.03.2026;Rechnung;1.234,56;H\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'an unsigned amount with D and C',
    text: 'Date,Description,D/C,Amount\n2026-03-02,Rent,D,850.00\n2026-03-13,Invoice,C,1234.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'yen without decimals',
    text: '日付,摘要,出金,入金,残高,通貨\n2026/3/2,家賃,85000,,215000,JPY\n2026/3/15,振込,,120000,335000,JPY\n',
    rows: ['2026-03-02 -85000', '2026-03-15 120000'], proof: 'verified', currency: 'JPY',
  },
  {
    title: 'units of account with four decimals',
    text: 'Fecha;Glosa;Cargo;Abono;Saldo;Moneda\n02-03-2026;Arriendo;12,3456;;1.087,6544;CLF\n14-03-2026;Venta;;20,0001;1.107,6545;CLF\n',
    rows: ['2026-03-02 -12.3456', '2026-03-14 20.0001'], proof: 'verified', currency: 'CLF',
  },
  {
    title: 'four decimals without a currency',
    text: 'Fecha;Glosa;Cargo;Abono;Saldo\n02-03-2026;Arriendo;12,3456;;1.087,6544\n14-03-2026;Venta;;20,0001;1.107,6545\n',
    rows: ['2026-03-02 -12.3456', '2026-03-14 20.0001'], proof: 'verified', currency: 'CLF', asks: ['currency'],
  },
  {
    title: 'dinars with three decimals',
    text: 'Date,Details,Amount,Balance,Currency\n2026-03-02,Rent,-85.250,914.750,KWD\n2026-03-15,Sale,1120.125,2034.875,KWD\n',
    rows: ['2026-03-02 -85.250', '2026-03-15 1120.125'], proof: 'verified', currency: 'KWD',
  },
  {
    title: 'month names and weekdays',
    text: 'Date,Description,Amount\n"Mon, 2 Mar 2026",Rent,-850.00\n"Fri, 13 Mar 2026",Invoice,1234.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'month before the day, as a word',
    text: 'Date\tDescription\tAmount\nMar 2, 2026\tRent\t-850.00\nMarch 13, 2026\tInvoice\t1234.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'two-digit years with day and time',
    text: 'Data;Opis;Kwota;Saldo\n"02.03.26 14:05";Czynsz;-850,00;150,00\n"15.03.26 09:00";Faktura;1 200,00;1350,00\n',
    rows: ['2026-03-02 -850.00', '2026-03-15 1200.00'], proof: 'verified',
  },
  {
    title: 'ISO timestamps with a zone',
    text: 'created,description,amount,currency\n2026-03-02T08:11:12Z,Rent,-850.00,GBP\n2026-03-13T09:00:00Z,Invoice,1234.56,GBP\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'], currency: 'GBP',
  },
  {
    title: 'preamble, balances around the table, and a total',
    text: 'Account statement\nAccount number: 12345678\nPeriod: 01/03/2026 to 31/03/2026\nOpening balance;1000.00\n\nDate;Text;Debit;Credit\n02/03/2026;Rent;850.00;\n13/03/2026;Invoice;;1234.56\nTotal;;850.00;1234.56\nClosing balance;1384.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'], proof: 'verified',
  },
  {
    title: 'totals alone make it consistent',
    text: 'Date;Text;Debit;Credit\n02/03/2026;Rent;850.00;\n13/03/2026;Invoice;;1234.56\nTotal;;850.00;1234.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'], proof: 'consistent',
  },
  {
    title: 'opening and closing rows inside the table',
    text: 'Date,Description,Amount,Balance\n2026-03-01,Opening balance,,1000.00\n2026-03-02,Rent,-850.00,150.00\n2026-03-13,Invoice,1234.56,1384.56\n2026-03-31,Closing balance,,1384.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'], proof: 'verified',
  },
  {
    title: 'a payee called like a total is no total',
    text: 'Date,Description,Amount\n2026-03-02,Total Energies Paris,-50.00\n2026-03-13,Balance Yoga Studio,-20.00\n2026-03-14,Saldo Pizzeria,-12.00\n',
    rows: ['2026-03-02 -50.00', '2026-03-13 -20.00', '2026-03-14 -12.00'],
  },
  {
    title: 'continuation rows',
    text: 'Date,Description,Withdrawal,Deposit\n18/04/2026,DEBIT PURCHASE,6.66,\n,CARD 1234 LUNCH,,\n19/04/2026,TRANSFER,,10.00\n',
    rows: ['2026-04-18 -6.66', '2026-04-19 10.00'],
  },
  {
    title: 'a delimiter inside a text without quotes',
    text: 'Date,Description,Amount,Balance\n2026-03-02,Rent,-850.00,150.00\n2026-03-13,Smith, Jones and Sons,1234.56,1384.56\n2026-03-14,Fee,-4.56,1380.00\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56', '2026-03-14 -4.56'], proof: 'verified',
  },
  {
    title: 'dates that fit both orders are asked about',
    text: 'Date,Description,Amount,Balance\n05/03/2026,Rent,-850.00,150.00\n06/03/2026,Invoice,1234.56,1384.56\n07/03/2026,Fee,-4.56,1380.00\n',
    rows: ['2026-03-05 -850.00', '2026-03-06 1234.56', '2026-03-07 -4.56'], proof: 'consistent', asks: ['date-order'],
  },
  {
    title: 'a column of positive amounts alone asks for the sign',
    text: 'Date,Description,Amount\n2026-03-05,Acme,850.00\n2026-03-06,Umbrella,1234.56\n',
    rows: ['2026-03-05 850.00', '2026-03-06 1234.56'], asks: ['sign'],
  },
  {
    title: 'purchases printed positive, payments with CR',
    text: 'Date,Merchant,Amount\n05 Mar 2026,Bookshop,£12.34\n06 Mar 2026,Payment,£200.00 CR\n07 Mar 2026,Grocer,£8.00\n',
    rows: ['2026-03-05 -12.34', '2026-03-06 200.00', '2026-03-07 -8.00'], currency: 'GBP',
  },
  {
    title: 'unsigned amounts whose direction only the balance tells',
    text: 'Tarih;Açıklama;Tutar;Bakiye\n01.10.2026;Maaş;1.000,00;5.000,00\n03.10.2026;Kira;2.000,00;3.000,00\n15.10.2026;Satış;500,00;3.500,00\n20.10.2026;Market;100,00;3.400,00\n',
    rows: ['2026-10-01 1000.00', '2026-10-03 -2000.00', '2026-10-15 500.00', '2026-10-20 -100.00'], asks: ['sign'],
  },
  {
    title: 'a broken balance is contradicted',
    text: 'Date,Description,Amount,Balance\n2026-03-02,Rent,-850.00,150.00\n2026-03-13,Invoice,1234.56,1384.56\n2026-03-14,Fee,-4.56,1385.00\n2026-03-15,Fee,-5.00,1380.00\n2026-03-20,Sale,20.00,1400.00\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56', '2026-03-14 -4.56', '2026-03-15 -5.00', '2026-03-20 20.00'], proof: 'contradicted',
  },
  {
    title: 'a row whose amount cannot be read is rejected, not dropped',
    text: 'Date,Description,Amount\n2026-03-02,Rent,-850.00\n2026-03-13,Invoice,12x4.56\n2026-03-14,Fee,-4.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-14 -4.56'], rejected: 1,
  },
  {
    title: 'the balance before each row',
    text: 'Date,Text,Amount,Opening balance\n2026-03-02,Rent,-850.00,1000.00\n2026-03-13,Invoice,1234.56,150.00\n2026-03-14,Fee,-4.56,1384.56\n2026-03-15,Sale,20.00,1380.00\n2026-03-17,Sale,21.00,1400.00\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56', '2026-03-14 -4.56', '2026-03-15 20.00', '2026-03-17 21.00'], proof: 'verified',
  },
  {
    title: 'several accounts in one file, each with its own chain',
    text: 'Account,Date,Text,Amount,Balance,Currency\n1000200030,2026-03-02,Rent,-850.00,150.00,EUR\n1000200031,2026-03-02,Sale,10.00,60.00,EUR\n1000200030,2026-03-13,Invoice,1234.56,1384.56,EUR\n1000200031,2026-03-14,Sale,15.00,75.00,EUR\n1000200030,2026-03-15,Fee,-4.56,1380.00,EUR\n1000200031,2026-03-16,Fee,-5.00,70.00,EUR\n1000200030,2026-03-17,Fee,-5.00,1375.00,EUR\n1000200031,2026-03-18,Fee,-5.00,65.00,EUR\n',
    rows: ['2026-03-02 -850.00', '2026-03-02 10.00', '2026-03-13 1234.56', '2026-03-14 15.00', '2026-03-15 -4.56', '2026-03-16 -5.00', '2026-03-17 -5.00', '2026-03-18 -5.00'], proof: 'verified',
  },
  {
    title: 'days newest first, rows of a day oldest first',
    text: 'Date,Text,Amount,Balance\n2026-03-14,Fee,-4.56,1380.00\n2026-03-14,Sale,20.00,1400.00\n2026-03-02,Rent,-850.00,150.00\n2026-03-02,Invoice,1234.56,1384.56\n2026-03-01,Sale,100.00,1000.00\n',
    rows: ['2026-03-01 100.00', '2026-03-02 -850.00', '2026-03-02 1234.56', '2026-03-14 -4.56', '2026-03-14 20.00'], proof: 'verified',
  },
  {
    title: 'a balance on the last row of each day only',
    text: 'Date,Text,Debit,Credit,Balance\n02/03/2026,Rent,850.00,,\n02/03/2026,Fee,5.00,,145.00\n13/03/2026,Invoice,,1234.56,\n13/03/2026,Fee,4.56,,1375.00\n20/03/2026,Sale,,25.00,1400.00\n',
    rows: ['2026-03-02 -850.00', '2026-03-02 -5.00', '2026-03-13 1234.56', '2026-03-13 -4.56', '2026-03-20 25.00'], proof: 'verified',
  },
  {
    title: 'headers in a language without Latin letters',
    text: 'Дата операции;Описание;Сумма;Остаток;Валюта\n02.03.2026;Аренда;-850,00;150,00;RUB\n13.03.2026;Оплата счета;1 234,56;1 384,56;RUB\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'], proof: 'verified', currency: 'RUB',
  },
  {
    title: 'an unknown language: the shapes alone decide',
    text: 'Ngay;Noi;Xyz;Abc\n02.03.2026;Aaa;-850,00;150,00\n13.03.2026;Bbb;1.234,56;1.384,56\n14.03.2026;Ccc;-4,56;1.380,00\n15.03.2026;Ddd;20,00;1.400,00\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56', '2026-03-14 -4.56', '2026-03-15 20.00'], proof: 'verified',
  },
  {
    title: 'original and account currency side by side',
    text: 'Date,Merchant,Original amount,Original currency,Amount,Currency\n2026-03-02,Hotel,-100.00,USD,-92.10,EUR\n2026-03-13,Refund,50.00,GBP,58.11,EUR\n',
    rows: ['2026-03-02 -92.10', '2026-03-13 58.11'], currency: 'EUR',
  },
  {
    title: 'pending rows are no money yet',
    text: 'Date,Description,Amount,Status\n2026-03-02,Rent,-850.00,Completed\n2026-03-13,Hotel,-50.00,Pending\n2026-03-14,Fee,-4.56,Completed\n',
    rows: ['2026-03-02 -850.00', '2026-03-14 -4.56'],
  },
  {
    title: 'repeated headers and subtotals',
    text: 'Date|Text|Debit|Credit\n28 Nov 2026|Rent|20.00|\nSubtotal||20.00|\n\nDate|Text|Debit|Credit\n02 Dec 2026|Sale||15.00\nSubtotal|||15.00\n',
    rows: ['2026-11-28 -20.00', '2026-12-02 15.00'],
  },
  {
    title: 'a missing closing quote costs one row its tidiness, not the rest of the file',
    text: 'Date,Description,Amount\n2026-03-02,"Rent,-850.00\n2026-03-13,"Invoice 12",1234.56\n2026-03-14,"Fee",-4.56\n2026-03-15,"Fee",-5.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56', '2026-03-14 -4.56', '2026-03-15 -5.56'],
  },
  {
    title: 'every line wrapped in quotes',
    text: '"Date,Description,Amount"\n"2026-03-02,Rent,-850.00"\n"2026-03-13,""Smith, Jones"",1234.56"\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'CR line ends',
    text: 'Date,Description,Amount\r2026-03-02,Rent,-850.00\r2026-03-13,Invoice,1234.56\r',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'line breaks within quotes',
    text: 'Date,Description,Amount\r\n2026-03-02,"Rent\r\nMarch",-850.00\r\n2026-03-13,"Invoice\r\n12",1234.56\r\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'a header named like a prototype member',
    text: '__proto__,Date,constructor,Amount\nx,2026-03-02,Rent,-850.00\ny,2026-03-13,Invoice,1234.56\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.56'],
  },
  {
    title: 'a statement without bookings',
    text: 'Date,Description,Amount,Balance\n',
    rows: [], proof: 'unverifiable',
  },
  {
    title: 'whole amounts and amounts with cents mixed',
    text: 'Date;Text;Amount;Balance\n2026-03-02;Rent;-850;150\n2026-03-13;Invoice;1234,5;1384,5\n2026-03-14;Fee;-4,56;1379,94\n',
    rows: ['2026-03-02 -850.00', '2026-03-13 1234.50', '2026-03-14 -4.56'], proof: 'verified',
  },
  {
    title: 'gross, fee and net: the balance tells which counts',
    text: 'Date,Name,Gross,Fee,Net,Balance\n2026-03-02,A,100.00,-3.00,97.00,97.00\n2026-03-03,B,50.00,-1.50,48.50,145.50\n2026-03-04,C,-20.00,0.00,-20.00,125.50\n2026-03-05,D,10.00,-0.30,9.70,135.20\n',
    rows: ['2026-03-02 97.00', '2026-03-03 48.50', '2026-03-04 -20.00', '2026-03-05 9.70'], proof: 'verified',
  },
  {
    title: 'amounts whose fee stands in a column of its own, as the balance shows',
    text: 'Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n2026-01-03 10:00:00,2026-01-04 09:00:00,Shop,-10.00,0.00,EUR,COMPLETED,90.00\n2026-01-05 10:00:00,2026-01-05 10:00:01,Top-up,50.00,0.50,EUR,COMPLETED,139.50\n2026-01-06 10:00:00,,Hotel,-20.00,0.00,EUR,PENDING,\n2026-01-07 10:00:00,2026-01-08 10:00:00,Cash,-20.00,1.00,EUR,COMPLETED,118.50\n',
    rows: ['2026-01-04 -10.00', '2026-01-05 49.50', '2026-01-08 -21.00'], proof: 'verified',
  },
  {
    title: 'card purchases printed positive, with nothing but habit to tell, are asked about',
    text: 'Trans. Date,Post Date,Description,Amount\n01/13/2026,01/14/2026,GROCERY STORE,45.20\n01/15/2026,01/16/2026,REFUND SHOE SHOP,-500.00\n01/17/2026,01/18/2026,GAS STATION,30.00\n',
    rows: ['2026-01-14 -45.20', '2026-01-16 500.00', '2026-01-18 -30.00'], asks: ['sign'],
  },
  {
    title: 'opening, turnover and closing written as rows with a date',
    text: '"Kliendi konto","Reatüüp","Kuupäev","Saaja/Maksja","Selgitus","Summa","Valuuta","Deebet/Kreedit","Arhiveerimistunnus"\n"EE382200221020145685","10","01.01.2026","","Algsaldo","100.00","EUR","K",""\n"EE382200221020145685","20","05.01.2026","POOD","Ost","20.00","EUR","D","2026010500001"\n"EE382200221020145685","20","13.01.2026","FIRMA","Palk","500.00","EUR","K","2026011300001"\n"EE382200221020145685","82","31.01.2026","","Käive","20.00","EUR","D",""\n"EE382200221020145685","82","31.01.2026","","Käive","500.00","EUR","K",""\n"EE382200221020145685","86","31.01.2026","","Lõppsaldo","580.00","EUR","K",""\n',
    rows: ['2026-01-05 -20.00', '2026-01-13 500.00'], proof: 'verified',
  },
  {
    title: 'decimal commas without quotes between commas',
    text: 'Date,Text,Amount,Balance\n13/01/2026,Shop,-45,20,954,80\n14/01/2026,Salary,1000,00,1954,80\n',
    rows: ['2026-01-13 -45.20', '2026-01-14 1000.00'], proof: 'verified',
  },
  {
    title: 'a calendar of the Buddhist era',
    text: 'วันที่,รายการ,ถอน,ฝาก,คงเหลือ\n13/01/2569,โอนเงิน,"1,200.00",,"8,800.00"\n14/01/2569,เงินเดือน,,"20,000.00","28,800.00"\n',
    rows: ['2026-01-13 -1200.00', '2026-01-14 20000.00'], proof: 'verified',
  },
  {
    title: 'headers written from right to left',
    text: 'التاريخ,الوصف,مدين,دائن,الرصيد\n2026-01-13,شراء,120.00,,880.00\n2026-01-14,راتب,,500.00,1380.00\n',
    rows: ['2026-01-13 -120.00', '2026-01-14 500.00'], proof: 'verified',
  },
];

describe('readStatement reads the shapes of exports', () => {
  for (const shape of SHAPES) {
    it(shape.title, async () => {
      const reading = await readText(shape.text);
      expect(rowsOf(reading)).toEqual(shape.rows);
      expect(reading.questions.map((question) => question.field)).toEqual(shape.asks ?? []);
      expect(reading.rejected).toHaveLength(shape.rejected ?? 0);
      if (shape.proof) expect(reading.proof).toBe(shape.proof);
      if (shape.currency !== undefined) expect(reading.accounts[0]?.currency).toBe(shape.currency);
      const { lineCount, lines } = reading.source;
      expect(Object.values(lineCount).reduce((sum, count) => sum + count, 0)).toBe(lines);
    });
  }
});
