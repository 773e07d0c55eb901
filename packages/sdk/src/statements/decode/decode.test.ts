import { describe, expect, it } from 'vitest';
import { StatementProblemError } from '../problem.ts';
import { fileKind } from './file-kind.ts';
import { decodeStatement } from './decode.ts';
import { normaliseLineEnds } from './pieces.ts';
import { encode } from './testing.ts';

const GERMAN = 'Buchungstag;Empfänger;Betrag\n02.03.2026;Müller & Söhne GmbH, Straße 4;-12,50\n03.03.2026;Bäckerei Grünwald;8,00\n';
const FRENCH = 'Date;Libellé;Crédit;Débit\n02/03/2026;Prélèvement électricité reçu à Orléans;;12,50\n03/03/2026;Chèque n° 12 – œuvre;8,00;\n';
const POLISH = 'Data księgowania;Tytuł;Kwota\n2026-03-02;Opłata za przesyłkę, Łódź;-12,50\n2026-03-03;Wynagrodzenie świąteczne;8,00\n';
const CZECH = 'Datum zaúčtování;Název protiúčtu;Částka\n02.03.2026;Příkaz k úhradě, Plzeň;-12,50\n03.03.2026;Mzda za únor, děkujeme;8,00\n';
const TURKISH = 'Tarih;Açıklama;Tutar\n02.03.2026;Şişli şubesi ödeme, İğne;-12,50\n03.03.2026;Maaş ödemesi;8,00\n';
const TURKISH_CAPITALS = 'İşlem Tarihi;İşlem;Tutar\n02.03.2026;İSTANBUL BİM MAĞAZALARI;12,50\n03.03.2026;İZMİR ŞOK;8,00\n';
const RUSSIAN = 'Дата операции;Назначение платежа;Сумма\n02.03.2026;Оплата по счёту;-12,50\n03.03.2026;Зачисление зарплаты;8,00\n';
const DANISH = 'Dato;Tekst;Beløb\n02.03.2026;Køb i Ærø Købmandsgård;-12,50\n03.03.2026;Løn fra Åse;8,00\n';
const JAPANESE = '日付,摘要,お支払金額,お預り金額,残高\n2026/3/2,ｶ)ﾃｽﾄ,1200,,8800\n2026/3/3,振込 山田太郎,,3000,11800\n';
const CHINESE = '交易日期,摘要,支出,收入,余额\n2026-03-02,网上购物,12.50,,87.50\n2026-03-03,工资收入,,30.00,117.50\n';
const TAIWANESE = '交易日期,摘要,支出金額,存入金額,餘額\n2026/03/02,網路購物,12,,88\n2026/03/03,薪資轉帳,,30,118\n';
const KOREAN = '거래일자,적요,출금액,입금액,잔액\n2026-03-02,온라인 쇼핑,1200,,8800\n2026-03-03,급여 이체,,3000,11800\n';

const TEXTS: readonly (readonly [label: string, text: string])[] = [
  ['utf-8', GERMAN], ['utf-16le', GERMAN], ['utf-16be', POLISH], ['windows-1252', GERMAN], ['windows-1252', FRENCH], ['windows-1252', DANISH],
  ['windows-1250', POLISH], ['windows-1250', CZECH], ['iso-8859-2', POLISH], ['iso-8859-2', CZECH], ['windows-1254', TURKISH], ['windows-1254', TURKISH_CAPITALS], ['windows-1251', RUSSIAN], ['koi8-r', RUSSIAN.replace('счёту', 'счету')],
  ['macintosh', GERMAN], ['macintosh', FRENCH], ['shift_jis', JAPANESE], ['gb18030', CHINESE], ['big5', TAIWANESE], ['euc-kr', KOREAN],
  ['iso-8859-15', FRENCH.replace('–', '-').replace('8,00', '8,00 €')],
];

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof StatementProblemError) return error.code;
    throw error;
  }
  return 'none';
}

describe('decodeStatement', () => {
  for (const [label, text] of TEXTS) {
    it(`reads ${label}: ${text.slice(0, 12)}`, () => {
      expect(decodeStatement(encode(text, label)).text).toBe(text);
    });
  }

  it('drops byte-order marks', () => {
    expect(decodeStatement(encode(`\ufeff${GERMAN}`, 'utf-8')).text).toBe(GERMAN);
    expect(decodeStatement(encode(`\ufeff${GERMAN}`, 'utf-16le')).text).toBe(GERMAN);
    expect(decodeStatement(encode(`\ufeff${GERMAN}`, 'utf-16be')).text).toBe(GERMAN);
  });

  it('finds the code page by letters far from the beginning', () => {
    const text = `${'2026-03-02;Shop;1.00\n'.repeat(5_000)}2026-03-03;Größe für Bäcker;2.00\n`;
    expect(decodeStatement(encode(text, 'windows-1252')).text).toBe(text);
  });

  it('takes the encoding of a recipe as it is', () => {
    expect(decodeStatement(encode(GERMAN, 'macintosh'), 'macintosh').text).toBe(GERMAN);
    expect(codeOf(() => decodeStatement(encode(GERMAN, 'utf-8'), 'no-such-encoding'))).toBe('recipe-mismatch');
  });

  it('names what is no statement', () => {
    expect(codeOf(() => decodeStatement(new Uint8Array()))).toBe('file-empty');
    expect(codeOf(() => decodeStatement(encode('\ufeff \r\n\t', 'utf-8')))).toBe('file-empty');
    expect(fileKind(encode('junk before\n%PDF-1.7\n', 'utf-8'))).toBe('pdf');
    expect(codeOf(() => decodeStatement(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6])))).toBe('file-not-text');
    expect(codeOf(() => decodeStatement(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0])))).toBe('file-not-text');
    expect(codeOf(() => decodeStatement(Uint8Array.from([0x89, 0x50, 0x4e, 0x47])))).toBe('file-not-text');
    expect(codeOf(() => decodeStatement(Uint8Array.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) & 255))))).toBe('file-not-text');
    expect(codeOf(() => decodeStatement(Uint8Array.from(Array.from({ length: 4096 }, (_, at) => 1 + ((at * 37) % 255)))))).toBe('file-not-text');
  });

  it('takes no-break spaces alone for what they are, and not for letters of the encodings that have one there', () => {
    const bytes = encode('Date:\u00a005/09/2026\nAmount:\u00a0-60.00\u00a0\n', 'windows-1252');
    expect(decodeStatement(bytes)).toEqual({ text: 'Date:\u00a005/09/2026\nAmount:\u00a0-60.00\u00a0\n', encoding: 'windows-1252' });
  });

  it('tells damaged UTF-8 from another encoding', () => {
    const bytes = encode(GERMAN, 'utf-8');
    bytes[bytes.lastIndexOf(0xc3) + 1] = 0x20;
    expect(codeOf(() => decodeStatement(bytes))).toBe('encoding-invalid');
    const marked = encode(`\ufeff${GERMAN}`, 'utf-8');
    marked[20] = 0xff;
    expect(codeOf(() => decodeStatement(marked))).toBe('encoding-invalid');
  });
});

describe('normaliseLineEnds', () => {
  it('makes one line feed of CRLF, CR, CR CR LF, also mixed', () => {
    expect(normaliseLineEnds('a\r\nb\rc\r\r\nd\ne\r')).toBe('a\nb\nc\nd\ne\n');
  });

  it('joins line ends that the pieces of a long file cut', () => {
    const text = `${'x'.repeat(2 * 1024 * 1024 - 1)}\r\n${'y'.repeat(10)}\r\n`;
    expect(decodeStatement(encode(text, 'utf-8')).text).toBe(text.replaceAll('\r\n', '\n'));
  });
});
