import fc from 'fast-check';

/** For tests: the words with which a bank of some language heads its columns, flags its rows and describes them. */
export interface Language {
  readonly encodings: readonly string[];
  /** Date, text, amount, money out, money in, direction, balance, fee, currency. */
  readonly header: readonly [date: string, text: string, amount: string, out: string, into: string, flag: string, balance: string, fee: string, currency: string];
  readonly flags: readonly [out: string, into: string];
  readonly texts: readonly string[];
}

export const LANGUAGES = {
  en: { encodings: ['windows-1252', 'iso-8859-15', 'macintosh'], header: ['Date', 'Description', 'Amount', 'Debit', 'Credit', 'Dr/Cr', 'Balance', 'Fee', 'Currency'], flags: ['DR', 'CR'], texts: ['Rent', 'Café "Luna"', 'Card 12/34 shop', 'Smith, Jones; Partners', '12345', 'Invoice 4711'] },
  de: { encodings: ['windows-1252', 'iso-8859-1', 'macintosh'], header: ['Buchungstag', 'Verwendungszweck', 'Betrag', 'Soll', 'Haben', 'Soll/Haben', 'Saldo', 'Gebühr', 'Währung'], flags: ['S', 'H'], texts: ['Miete', 'Müller & Söhne', 'Kartenzahlung Bäckerei', 'Rechnung 4711'] },
  fr: { encodings: ['windows-1252', 'iso-8859-15'], header: ['Date', 'Libellé', 'Montant', 'Débit', 'Crédit', 'Sens', 'Solde', 'Frais', 'Devise'], flags: ['Débit', 'Crédit'], texts: ['Loyer', 'Café de la Gare', 'Réf. 4711', 'Boulangerie Forêt'] },
  es: { encodings: ['windows-1252'], header: ['Fecha', 'Concepto', 'Importe', 'Cargo', 'Abono', 'Cargo/Abono', 'Saldo', 'Comisión', 'Divisa'], flags: ['Cargo', 'Abono'], texts: ['Alquiler', 'Panadería Núñez', 'Recibo 4711'] },
  pl: { encodings: ['windows-1250', 'iso-8859-2'], header: ['Data', 'Opis', 'Kwota', 'Obciążenia', 'Uznania', 'Strona', 'Saldo', 'Opłata', 'Waluta'], flags: ['Wn', 'Ma'], texts: ['Czynsz', 'Piekarnia Źródło', 'Zakupy Łódź', 'Faktura 4711'] },
  cs: { encodings: ['windows-1250', 'iso-8859-2'], header: ['Datum', 'Popis', 'Částka', 'Má dáti', 'Dal', 'Typ', 'Zůstatek', 'Poplatek', 'Měna'], flags: ['Výdaj', 'Příjem'], texts: ['Nájem', 'Pekařství Říha', 'Faktura 4711'] },
  tr: { encodings: ['windows-1254'], header: ['Tarih', 'Açıklama', 'Tutar', 'Borç', 'Alacak', 'Borç/Alacak', 'Bakiye', 'Ücret', 'Para birimi'], flags: ['Borç', 'Alacak'], texts: ['Kira', 'Fırın Güneş', 'Fatura 4711', 'Şişli Eczanesi'] },
  ru: { encodings: ['windows-1251'], header: ['Дата', 'Описание', 'Сумма', 'Расход', 'Приход', 'Дебет/Кредит', 'Остаток', 'Комиссия', 'Валюта'], flags: ['Дебет', 'Кредит'], texts: ['Аренда', 'Книжный магазин', 'Счёт 4711'] },
  he: { encodings: ['windows-1255'], header: ['תאריך', 'תיאור', 'סכום', 'חובה', 'זכות', 'חובה/זכות', 'יתרה', 'עמלה', 'מטבע'], flags: ['חובה', 'זכות'], texts: ['שכר דירה', 'מאפייה', 'חשבונית 4711'] },
  ja: { encodings: ['shift_jis'], header: ['日付', '摘要', '金額', '出金', '入金', '入出金', '残高', '手数料', '通貨'], flags: ['出金', '入金'], texts: ['家賃', 'コンビニ', '請求書 4711'] },
  ko: { encodings: ['euc-kr'], header: ['거래일자', '내용', '금액', '출금', '입금', '입출금', '잔액', '수수료', '통화'], flags: ['출금', '입금'], texts: ['월세', '편의점', '청구서 4711'] },
  zh: { encodings: ['gb18030'], header: ['交易日期', '摘要', '金额', '支出', '收入', '收支', '余额', '手续费', '币种'], flags: ['支出', '收入'], texts: ['房租', '便利店', '发票 4711'] },
  tw: { encodings: ['big5'], header: ['交易日期', '摘要', '金額', '支出', '存入', '收支', '餘額', '手續費', '幣別'], flags: ['支出', '收入'], texts: ['房租', '便利商店', '發票 4711'] },
} as const satisfies Readonly<Record<string, Language>>;

/** Locales whose month names banks print. Some names in Croatian are those of other months in Czech and Polish. */
const MONTHS_IN = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'sk', 'hr', 'hu', 'ro', 'tr', 'id', 'ru', 'uk', 'bg', 'el'] as const;

/** For tests: how a statement file is written, in every respect in which banks differ. */
export interface Dialect {
  readonly language: keyof typeof LANGUAGES;
  readonly headed: boolean;
  /** The kind of encoding; a legacy one is one of the language. */
  readonly encoding: 'utf-8' | 'utf-8 marked' | 'utf-16le' | 'utf-16le marked' | 'utf-16be' | 'utf-16be marked' | 'legacy';
  readonly delimiter: string;
  /** A first line `sep=` with the delimiter. */
  readonly separatorLine: boolean;
  /** Around cells that need them, around all, escaped with a backslash, or around whole lines whose own quotes are doubled. */
  readonly quotes: 'needed' | 'all' | 'escaped' | 'lines';
  readonly lineEnd: '\n' | '\r\n' | '\r' | 'mixed';
  readonly date: 'dd.mm.yyyy' | 'dd/mm/yyyy' | 'mm/dd/yyyy' | 'yyyy-mm-dd' | 'yyyy/mm/dd' | 'yyyymmdd' | 'd.m.yyyy' | 'dd.mm.yy' | 'mm/dd/yy' | 'yy-mm-dd' | 'month name' | 'short month name' | 'with time' | 'serial' | 'era' | 'buddhist' | 'no year';
  readonly monthsIn: (typeof MONTHS_IN)[number];
  readonly mark: '.' | ',';
  /** `other` is the mark that is not the decimal mark; `indian` groups by two beyond the thousands, with it. */
  readonly group: '' | 'other' | 'indian' | ' ' | '\u00a0' | '\u202f' | "'" | '’';
  readonly money: 'minus' | 'unicode minus' | 'trailing' | 'parentheses' | 'plus and minus' | 'marked' | 'out-in' | 'in-out' | 'flag';
  readonly balance: 'none' | 'after' | 'before';
  readonly newestFirst: boolean;
  /** Amounts are printed before a fee that the balance takes off as well. */
  readonly fee: boolean;
  readonly currency: 'EUR' | 'JPY' | 'KWD';
  readonly currencyIn: 'column' | 'amount' | 'header' | 'nowhere';
  /** A period and an account number above the table, a note below it. */
  readonly framed: boolean;
}

const anyDialect: fc.Arbitrary<Dialect> = fc.record({
  language: fc.constantFrom(...(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])),
  headed: fc.constantFrom(true, true, true, false),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'legacy', 'legacy', 'legacy', 'utf-8 marked', 'utf-16le', 'utf-16le marked', 'utf-16be', 'utf-16be marked'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  separatorLine: fc.constantFrom(false, false, false, true),
  quotes: fc.constantFrom('needed', 'needed', 'all', 'escaped', 'lines'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r', 'mixed'),
  date: fc.constantFrom('dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd', 'yyyy/mm/dd', 'yyyymmdd', 'd.m.yyyy', 'dd.mm.yy', 'mm/dd/yy', 'yy-mm-dd', 'month name', 'short month name', 'with time', 'serial', 'era', 'buddhist', 'no year'),
  monthsIn: fc.constantFrom(...MONTHS_IN),
  mark: fc.constantFrom('.', ','),
  group: fc.constantFrom('', '', 'other', 'other', 'indian', ' ', '\u00a0', '\u202f', "'", '’'),
  money: fc.constantFrom('minus', 'minus', 'unicode minus', 'trailing', 'parentheses', 'plus and minus', 'marked', 'out-in', 'in-out', 'flag'),
  balance: fc.constantFrom('none', 'after', 'after', 'before'),
  newestFirst: fc.boolean(),
  fee: fc.constantFrom(false, false, false, false, true),
  currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD'),
  currencyIn: fc.constantFrom('column', 'amount', 'header', 'nowhere'),
  framed: fc.boolean(),
});

/** Languages of countries with a currency of three decimals; elsewhere `1.234` without a currency is no amount of one. */
const WITH_THIRDS: ReadonlySet<string> = new Set(['en', 'fr']);

/** For tests: random dialects that somebody could write. What many banks do comes more often. */
export const dialect: fc.Arbitrary<Dialect> = anyDialect.map((each) => ({
  ...each,
  // Without a header nothing calls a column a fee, and balances before their rows of one day are balances after them, reversed.
  fee: each.fee && each.headed,
  ...(each.balance === 'before' && !each.headed && { balance: 'after' as const }),
  ...(each.group === 'indian' && { mark: '.' as const }),
  ...(each.currency === 'KWD' && each.currencyIn === 'nowhere' && !WITH_THIRDS.has(each.language) && { currency: 'EUR' as const }),
}));
