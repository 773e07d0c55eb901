import { describe, expect, it } from 'vitest';
import { headerScores } from './header-words.ts';
import { isAboutSomethingElse } from './other-tables.ts';

const about = (headers: string): boolean => isAboutSomethingElse(headers.split(';').map((header) => ({ header, words: headerScores(header) })));

describe('isAboutSomethingElse', () => {
  it.each([
    ['Invoice number;Invoice date;Due date;Customer;Amount excl. VAT;VAT;Total;Status'], ['Rechnungsnr.;Rechnungsdatum;Fällig am;Kunde;Betrag'],
    ['Numéro de facture;Date de facture;Échéance;Client;Montant TTC'], ['SKU;Product;In;Out;Stock;Unit cost;Value;Last movement'], ['Artikelnummer;Menge;Einzelpreis;Bestand;Datum'],
    ['Artículo;Cantidad;Precio unitario;Importe;Fecha'], ['Date;Meter reading (kWh);Consumption (kWh);Temperature (°C)'], ['Datum;Zählerstand;Verbrauch'], ['日付;商品コード;数量;単価;金額'],
  ])('is said by %s', (headers) => {
    expect(about(headers)).toBe(true);
  });

  it.each([
    ['Date;Description;Amount;Balance'], ['Datum;Name;Brutto;Gebühr;Netto'], ['Date;Name;Type;Gross;Fee;Net;Invoice number;Quantity;Item title;Status'], ['Fecha de consumo;Consumo;Importe'],
    ['Datum;Omschrijving;Bedrag excl. btw;Btw;Bedrag incl. btw'], ['Date;Action;Symbol;Description;Quantity;Price;Fee;Amount'], ['Posting date;Invoice number;Due date;Amount'], ['Data;Descrizione;Entrate;Uscite'], [''],
  ])('is not said by %s', (headers) => {
    expect(about(headers)).toBe(false);
  });
});
