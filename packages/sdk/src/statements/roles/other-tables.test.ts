import { describe, expect, it } from 'vitest';
import { headerScores, type HeaderScores } from './header-words.ts';
import { isAboutSomethingElse } from './other-tables.ts';

const named = (headers: string): readonly { readonly header: string; readonly words: HeaderScores }[] => headers.split(';').map((header) => ({ header, words: headerScores(header) }));
const about = (headers: string, amounts?: string): boolean => isAboutSomethingElse(named(headers), amounts === undefined ? [] : named(amounts));

describe('isAboutSomethingElse', () => {
  it.each([
    ['Invoice number;Invoice date;Due date;Customer;Amount excl. VAT;VAT;Total;Status'], ['Rechnungsnr.;Rechnungsdatum;Fällig am;Kunde;Betrag'],
    ['Numéro de facture;Date de facture;Échéance;Client;Montant TTC'], ['SKU;Product;In;Out;Stock;Unit cost;Value;Last movement'], ['Artikelnummer;Menge;Einzelpreis;Bestand;Datum'],
    ['Artículo;Cantidad;Precio unitario;Importe;Fecha'], ['Date;Meter reading (kWh);Consumption (kWh);Temperature (°C)'], ['Datum;Zählerstand;Verbrauch'], ['日付;商品コード;数量;単価;金額'],
    ['Order ID;Order date;Customer;Product;Quantity;Unit price;Total'], ['Employee;Date;Hours;Hourly rate;Project'], ['Mitarbeiter;Datum;Stunden;Stundensatz'], ['Date;Salarié;Projet;Heures;Taux horaire'], ['Сотрудник;Дата;Часы;Проект'],
    ['Date;Heure;Numéro appelé;Type;Durée;Montant € TTC'], ['Datum;Uhrzeit;Rufnummer;Dauer;Betrag'], ['Account number;Opened;1 Interest income;2 Early withdrawal penalty;4 Federal tax withheld'],
    ['Date;Policy number;Insured;Premium due'],
  ])('is said by %s', (headers) => {
    expect(about(headers)).toBe(true);
  });

  it.each([
    ['Date;Description;Amount;Balance'], ['Datum;Name;Brutto;Gebühr;Netto'], ['Date;Name;Type;Gross;Fee;Net;Invoice number;Quantity;Item title;Status'], ['Fecha de consumo;Consumo;Importe'],
    ['Datum;Omschrijving;Bedrag excl. btw;Btw;Bedrag incl. btw'], ['Date;Action;Symbol;Description;Quantity;Price;Fee;Amount'], ['Posting date;Invoice number;Due date;Amount'], ['Data;Descrizione;Entrate;Uscite'], [''],
    ['Date;Time;Description;Phone number;Amount'], ['Date;Security;Gross;Tax withheld;Net'], ['Date;Description;Points;Amount'], ['Booking date;Policy number;Premium;Balance'],
  ])('is not said by %s', (headers) => {
    expect(about(headers)).toBe(false);
  });

  it.each([
    ['Date;Open;High;Low;Close;Volume', 'Open'], ['Datum;Eröffnung;Hoch;Tief;Schluss', 'Hoch'], ['Дата;Валюта;Курс', 'Курс'], ['First name;Last name;Phone;Birthday', 'Phone'], ['Prénom;Nom;Date de naissance;Code postal', 'Code postal'],
    ['Date;Station;Temperature;Humidity', 'Humidity'], ['日付;体重;歩数', '体重'], ['Symbol;Name;Quantity;Price;Market value;As of', 'Market value'], ['time;latitude;longitude;depth;mag;place', 'depth'],
    ['Date;Partner;Points', 'Points'],
  ])('is said by %s where the amounts would be %s', (headers, amounts) => {
    expect(about(headers, amounts)).toBe(true);
  });

  it.each([
    ['Datum;ISIN;Stück;Kurs;Kurswert;Betrag', 'Betrag'], ['Date;Description;Currency;Rate;Amount', 'Amount'], ['Date;First name;Last name;Phone;Amount', 'Amount'], ['Date;Account;Operation;Currency;Change', 'Change'],
    ['Date;Store;Points;Amount', 'Amount'],
  ])('is not said by %s where the amounts are %s', (headers, amounts) => {
    expect(about(headers, amounts)).toBe(false);
  });
});
