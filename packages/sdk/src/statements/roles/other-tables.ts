import type { ColumnProfile } from './column-profile.ts';
import { normalise } from './header-words.ts';

/**
 * Header words of tables that hold amounts and days and are no statements, by subject, in the languages of the header
 * words. Goods are counted and priced, invoices are open until they are due, meters are read. The `own` words are of that
 * subject alone; `more` are words that details of a payment have too.
 */
const SUBJECTS = {
  goods: {
    own:
      'sku|ean|gtin|barcode|item no|article no|article number|part number|unit price|unit cost|price|list price|net price|gross price|cost price|stock|on hand|in stock|stock level|reorder level|artikelnummer|' +
      'artikelnr|bestand|lagerbestand|mindestbestand|preis|stückpreis|einzelpreis|einkaufspreis|verkaufspreis|nettopreis|bruttopreis|listenpreis|prix|prix unitaire|prix ht|prix ttc|prezzo|prezzo unitario|' +
      'giacenza|scorta|precio|precio unitario|costo unitario|coste unitario|existencia|existencias|inventario|preço|preço unitário|custo unitário|estoque|prijs|stukprijs|eenheidsprijs|voorraad|pris|à pris|' +
      'styckpris|stykpris|enhetspris|enhedspris|lagersaldo|lagerantal|beholdning|varenummer|tuotenumero|yksikköhinta|hinta|varasto|varastosaldo|cena|cena jednostkowa|cena netto|cena brutto|stan magazynowy|' +
      'cena za jednotku|skladem|cikkszám|egységár|készlet|cijena|zaliha|preț|preț unitar|stoc|stok|stok kodu|birim fiyat|fiyat|артикул|цена|остаток на складе|ціна|τιμή|τιμή μονάδας|商品コード|品番|品名|単価|在庫|在庫数|单价|' +
      '库存|單價|庫存|상품코드|단가|재고|kode barang|harga|harga satuan|đơn giá|tồn kho',
    more:
      'item code|article|product|product code|unit|units|uom|quantity|qty|vat rate|tax rate|discount|valid from|valid to|valid until|artikel|produkt|einheit|menge|anzahl|stück|mwst satz|rabatt|gültig ab|' +
      'gültig bis|produit|désignation|unité|quantité|qté|taux tva|tva|remise|valable du|valable au|articolo|prodotto|unità|quantità|qtà|aliquota iva|sconto|artículo|producto|unidad|unidades|cantidad|' +
      'descuento|artigo|produto|unidade|quantidade|qtd|desconto|eenheid|aantal|hoeveelheid|korting|enhet|antal|antall|rabat|vare|artikkel|tuote|yksikkö|määrä kpl|towar|indeks|jednostka|jm|ilość|stawka vat|' +
      'zboží|množství|jednotka|tovar|množstvo|termék|mennyiség|egység|proizvod|količina|jedinica|produs|cantitate|ürün|miktar|birim|товар|количество|кол-во|единица|кількість|είδος|ποσότητα|商品|数量|상품|수량|barang|' +
      'satuan|kuantitas|hàng hóa|số lượng',
  },
  invoices: {
    own:
      'invoice no|invoice number|invoice date|due date|due on|payment due|overdue|days overdue|rechnungsnummer|rechnungsnr|rechnungsdatum|fälligkeit|fällig am|fälligkeitsdatum|numéro de facture|n° facture|' +
      'date de facture|date facture|échéance|date d\'échéance|numero fattura|data fattura|scadenza|data scadenza|número de factura|nº factura|fecha factura|fecha de factura|vencimiento|fecha vencimiento|' +
      'fecha de vencimiento|número da fatura|data da fatura|data fatura|vencimento|data vencimento|data de vencimento|factuurnummer|factuurnr|factuurdatum|vervaldatum|vervaldag|fakturanummer|fakturanr|' +
      'fakturadatum|fakturadato|förfallodatum|förfallodag|forfallsdato|forfaldsdato|laskun numero|laskun päivä|eräpäivä|numer faktury|nr faktury|data wystawienia|termin płatności|číslo faktury|' +
      'datum vystavení|datum splatnosti|splatnost|dátum splatnosti|számlaszám|fizetési határidő|esedékesség|račun broj|datum dospijeća|număr factură|data scadenței|scadența|fatura no|fatura tarihi|vade|' +
      'vade tarihi|счет-фактура|номер счета-фактуры|срок оплаты|τιμολόγιο|λήξη|請求書番号|請求日|支払期日|支払期限|発票号码|发票号码|发票日期|到期日|發票號碼|송장|만기일|nomor faktur|jatuh tempo|số hóa đơn|hạn thanh toán',
    more:
      'customer|customer no|debtor|outstanding|amount due|balance due|excl vat|incl vat|excl tax|incl tax|vat|kunde|kundennummer|debitor|offener betrag|mwst|ust|client|montant ht|montant ttc|tva|' +
      'reste à payer|reste dû|solde dû|cliente|imponibile|iva|insoluto|base imponible|pendiente|klant|klantnummer|debiteur|openstaand|openstaand bedrag|excl btw|incl btw|btw|kund|moms|exkl moms|inkl moms|' +
      'restbelopp|asiakas|alv|kontrahent nip|kwota vat|odběratel|dph|vevő|áfa|kupac|pdv|müşteri|kdv|покупатель|ндс|πελάτης|φπα|pelanggan|khách hàng',
  },
  meters: {
    own:
      'meter|meter reading|reading|consumption|usage|temperature|mileage|odometer|zählerstand|verbrauch|kilometerstand|relevé|consommation|lettura|lectura|leitura|meterstand|verbruik|mätarställning|' +
      'förbrukning|målerstand|måleravlesning|forbruk|aflæsning|forbrug|mittarilukema|kulutus|stan licznika|zużycie|stav měřiče|spotřeba|spotreba|mérőállás|fogyasztás|potrošnja|sayaç|tüketim|показания|' +
      'расход энергии|κατανάλωση|検針|使用量|检针|用电量|用電量|사용량|pemakaian|chỉ số|tiêu thụ',
    more: '',
  },
} as const;

/** Units in which no money is measured, as a header names them: in brackets, after a stroke, or at the end. */
const MEASURE = /(?:^|[\s([/])(?:[kmg]?wh|kw|m³|m3|km|kg|°\s?[cf]|kpl|pcs|stk)(?:[\s)\]/]|$)/iu;
const MIN_COLUMNS = 2;
/** Fewer columns than this of all are details of a payment: the order that it paid, the shares that it bought. */
const MIN_SHARE = 0.4;
/** Scripts without spaces between words. */
const NO_SPACES = /[\u3040-\u30ff\u3400-\u9fff]/;

const SURELY = 0.9;

type Subject = keyof typeof SUBJECTS;
type Named = Pick<ColumnProfile, 'header' | 'words'>;

interface Terms {
  readonly terms: ReadonlySet<string>;
  /** Words of the longest term: no longer run of words of a header is looked up. */
  readonly mostWords: number;
}

const known = new Map<string, Terms>();

function termsOf(list: string): Terms {
  let found = known.get(list);
  if (!found) {
    const terms = new Set(list.split('|').map(normalise).filter((term) => term !== ''));
    known.set(list, (found = { terms, mostWords: Math.max(...[...terms].map((term) => term.split(' ').length)) }));
  }
  return found;
}

/** Whether a header is, or contains as words of its own, a term of the list. */
function speaksOf(list: string, header: string): boolean {
  const text = normalise(header);
  const { terms, mostWords } = termsOf(list);
  if (NO_SPACES.test(text)) return [...terms].some((term) => NO_SPACES.test(term) && text.includes(term));
  const words = text.split(/[\s/%,]+/).filter((word) => word !== '');
  return words.some((_, from) => words.slice(from, from + mostWords).some((__, more) => terms.has(words.slice(from, from + more + 1).join(' '))));
}

/** A column that is named as the day of a booking or of a payment makes a statement of any table. */
function namesBooking({ words }: Named): boolean {
  return Math.max(words['booking-date'] ?? 0, words['transaction-date'] ?? 0) >= SURELY;
}

/**
 * Whether the headers of a table are about goods, invoices or meters rather than about bookings: two columns or more, a
 * good part of all that have a header, and one at least by a word of that subject alone.
 */
export function isAboutSomethingElse(profiles: readonly Named[]): boolean {
  if (profiles.some(namesBooking)) return false;
  const headers = profiles.map(({ header }) => header).filter((header) => header !== '');
  return (Object.keys(SUBJECTS) as Subject[]).some((subject) => {
    const { own, more } = SUBJECTS[subject];
    const owned = headers.filter((header) => speaksOf(own, header) || (subject === 'meters' && MEASURE.test(header)));
    const columns = headers.filter((header) => owned.includes(header) || speaksOf(more, header)).length;
    return owned.length > 0 && columns >= MIN_COLUMNS && columns >= headers.length * MIN_SHARE;
  });
}
