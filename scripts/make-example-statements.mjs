#!/usr/bin/env node
// Writes the statements of examples/statements anew: invented businesses, fixed seeds, balances that add up.
//   node scripts/make-example-statements.mjs [FOLDER]
// Bookings of 2026 up to the end of October. Every file has another shape; README.md in the folder describes them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'examples', 'statements');

// --- invented people and figures ---------------------------------------------------------------------------------

/** mulberry32: a small seeded generator; the same seed gives the same file. */
function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  return {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    chance: (share) => next() < share,
  };
}

/** An IBAN whose check digits (ISO 13616) are right, for an invented bank code. */
function iban(country, rest) {
  const digits = [...(rest + country + '00')].map((char) => (char >= 'A' ? char.charCodeAt(0) - 55 : char)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${rest}`;
}

const NUMBERS = {
  workshop: iban('DE', '999001000104271900'),
  reserve: iban('DE', '999001000104271927'),
  studio: iban('CH', '0999900012345678900'.slice(0, 17)),
  boutique: iban('FR', '99999000010012345678943'),
};

const DAY = 86_400_000;
const utc = (year, month, day) => new Date(Date.UTC(year, month - 1, day));

/** Bank days move a booking off the weekend. */
function bankDay(date) {
  const weekday = date.getUTCDay();
  return weekday === 0 ? new Date(date.getTime() + DAY) : weekday === 6 ? new Date(date.getTime() + 2 * DAY) : date;
}

/**
 * A year of bookings: `monthly` lines fall on their day of each month, `often` lines some times a month.
 * Amounts in cents; a range gives a random one.
 */
function bookings(random, { from, to, monthly, often, growth = 0 }) {
  const rows = [];
  for (let month = from; month <= to; month++) {
    const last = new Date(Date.UTC(2026, month, 0)).getUTCDate();
    const scale = 1 + growth * (month - from) + (month === 8 ? -0.18 : 0);
    for (const line of monthly) {
      if (line.months && !line.months.includes(month)) continue;
      rows.push({ ...line, date: bankDay(utc(2026, month, Math.min(line.day, last))), amount: amountOf(random, line.amount, line.fixed ? 1 : scale), reference: line.reference?.(month) });
    }
    for (const line of often) {
      const times = random.between(...line.times);
      for (let count = 0; count < times; count++) {
        rows.push({ ...line, payee: typeof line.payee === 'string' ? line.payee : random.pick(line.payee), date: bankDay(utc(2026, month, random.between(1, last))), amount: amountOf(random, line.amount, scale), reference: line.reference?.(month, random) });
      }
    }
  }
  return rows.filter((row) => row.date <= utc(2026, 10, 31)).sort((a, b) => a.date - b.date);
}

function amountOf(random, amount, scale) {
  if (typeof amount === 'number') return amount;
  const [low, high] = amount;
  const value = random.between(Math.min(low, high), Math.max(low, high));
  return Math.round(value * scale);
}

function withBalance(rows, opening) {
  let balance = opening;
  return rows.map((row) => ({ ...row, balance: (balance += row.amount) }));
}

// --- writing ------------------------------------------------------------------------------------------------------

const two = (number) => String(number).padStart(2, '0');
const parts = (date) => ({ y: String(date.getUTCFullYear()), m: two(date.getUTCMonth() + 1), d: two(date.getUTCDate()) });
const german = (date) => { const { y, m, d } = parts(date); return `${d}.${m}.${y}`; };
const british = (date) => { const { y, m, d } = parts(date); return `${d}/${m}/${y}`; };
const american = (date) => { const { y, m, d } = parts(date); return `${m}/${d}/${y}`; };
const iso = (date) => { const { y, m, d } = parts(date); return `${y}-${m}-${d}`; };
const SHORT_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const named = (date) => { const { y, d } = parts(date); return `${d} ${SHORT_MONTHS[date.getUTCMonth()]} ${y}`; };

function money(cents, { mark, group = '', plus = false, unsigned = false }) {
  const whole = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(?:\d{3})+$)/g, group);
  const sign = unsigned ? '' : cents < 0 ? '-' : plus ? '+' : '';
  return `${sign}${whole}${mark}${two(Math.abs(cents) % 100)}`;
}

const cell = (delimiter) => (text) => (text.includes(delimiter) || text.includes('"') || text.includes('\n') ? `"${text.replaceAll('"', '""')}"` : text);
const lines = (rows, delimiter, end = '\r\n') => rows.map((row) => row.map(cell(delimiter)).join(delimiter) + end).join('');
const quotedLines = (rows, delimiter, end = '\r\n') => rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter) + end).join('');

const WINDOWS_1252 = new Map([...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((char, index) => [char, [0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f][index]]));
const windows1252 = (text) => Buffer.from([...text].map((char) => WINDOWS_1252.get(char) ?? char.codePointAt(0)));

const invoice = (prefix) => (month, random) => `${prefix}-2026-${two(month)}${random ? String(random.between(100, 999)) : '001'}`;

// --- the nine files -----------------------------------------------------------------------------------------------

/** Two accounts of one German workshop move money between each other: both files carry these bookings. */
const transfers = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((month, index) => ({ date: bankDay(utc(2026, month, 20)), amount: [250_000, 300_000, 200_000, 350_000, 300_000, -400_000, 150_000, 300_000, 350_000][index] }));

function workshop() {
  const random = generator(1);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.015,
    monthly: [
      { day: 1, payee: 'Immobilien Lindenhof KG', text: 'Miete Werkstatt Lindenweg 4', amount: -285_000, fixed: true },
      { day: 27, payee: 'Lohnkonto Sammelüberweisung', text: 'Löhne und Gehälter', amount: [-1_290_000, -1_220_000], fixed: true, reference: (month) => `LOHN ${two(month)}/2026` },
      { day: 10, payee: 'Finanzamt Musterstadt', text: 'Umsatzsteuer-Vorauszahlung', amount: [-420_000, -280_000], reference: (month) => `UST ${two(month)}/2026` },
      { day: 15, payee: 'Stadtwerke Musterstadt', text: 'Abschlag Strom und Gas', amount: -64_500, fixed: true },
      { day: 3, payee: 'Nordlicht Versicherung AG', text: 'Betriebshaftpflicht Quartal', amount: -118_740, fixed: true, months: [1, 4, 7, 10] },
      { day: 28, payee: 'Krankenkasse Mitte', text: 'Sozialversicherungsbeiträge', amount: [-392_000, -371_000], fixed: true },
    ],
    often: [
      { payee: ['Bäckerei Sonnenschein', 'Hotel Am Markt GmbH', 'Gärtnerei Grünwald', 'Praxis Dr. Weiß', 'Autohaus Böhme', 'Café Jäger', 'Schreinerei Kröger', 'Hausverwaltung Süd GmbH'], text: 'Rechnung', amount: [120_000, 560_000], times: [9, 12], reference: invoice('RE') },
      { payee: ['Holzgroßhandel Tanner', 'Beschläge Moll & Söhne', 'Farben Könighaus', 'Werkzeug-Müller OHG'], text: 'Lieferantenrechnung', amount: [-210_000, -18_000], times: [6, 9], reference: invoice('LF') },
      { payee: 'Kartenterminal Auszahlung', text: 'Kartenumsätze', amount: [14_000, 92_000], times: [4, 6] },
      { payee: ['Tankstelle Ost', 'Baumarkt Hagen', 'Bürobedarf Vogel'], text: 'Kartenzahlung', amount: [-16_500, -1_900], times: [4, 7] },
    ],
  });
  const moved = transfers.map(({ date, amount }) => ({ date, amount: -amount, payee: 'Werkstatt Ahorn GmbH', text: `${amount > 0 ? 'Übertrag auf Rücklagenkonto' : 'Übertrag vom Rücklagenkonto'} ${NUMBERS.reserve}` }));
  const all = withBalance([...rows, ...moved].sort((a, b) => a.date - b.date), 3_184_216);
  const table = [
    ['Buchungstag', 'Wertstellung', 'Auftraggeber/Empfänger', 'Verwendungszweck', 'IBAN Auftragskonto', 'Betrag', 'Saldo nach Buchung', 'Währung'],
    ...all.map((row) => [german(row.date), german(row.date), row.payee, [row.text, row.reference].filter(Boolean).join(' '), NUMBERS.workshop, money(row.amount, { mark: ',', group: '.' }), money(row.balance, { mark: ',', group: '.' }), 'EUR']),
  ];
  return { name: 'werkstatt-girokonto.csv', bytes: Buffer.from(`\ufeff${lines(table, ';')}`) };
}

function reserve() {
  const random = generator(2);
  const interest = [3, 6, 9].map((month) => ({ date: utc(2026, month, 30), amount: random.between(4_100, 9_800), payee: 'Zinsabschluss', text: 'Habenzinsen Quartal' }));
  const taxes = [2, 5, 8].map((month) => ({ date: bankDay(utc(2026, month, 16)), amount: -random.between(180_000, 240_000), payee: 'Finanzamt Musterstadt', text: 'Gewerbesteuer Vorauszahlung' }));
  const savings = bookings(random, {
    from: 1, to: 10, monthly: [{ day: 5, payee: 'Leasing Fuhrpark Rhein GmbH', text: 'Leasingrate Transporter', amount: -41_900, fixed: true }],
    often: [{ payee: ['Familie Ahorn', 'Erbengemeinschaft Ahorn', 'Gesellschafterin M. Ahorn'], text: 'Einlage', amount: [20_000, 90_000], times: [2, 4] }, { payee: ['Depot Ausschüttung', 'Genossenschaftsanteile', 'Rückvergütung Einkaufsverbund'], text: 'Gutschrift', amount: [3_500, 28_000], times: [2, 4] }],
  });
  const moved = transfers.map(({ date, amount }) => ({ date, amount, payee: 'Werkstatt Ahorn GmbH', text: `${amount > 0 ? 'Übertrag vom Girokonto' : 'Übertrag auf Girokonto'} ${NUMBERS.workshop}` }));
  const all = withBalance([...interest, ...taxes, ...savings, ...moved].sort((a, b) => a.date - b.date), 4_500_000).reverse();
  const rows = all.map((row) => [NUMBERS.reserve, german(row.date), german(row.date), row.payee, row.text, money(row.amount, { mark: ',', plus: true }), money(row.balance, { mark: ',', plus: true }), 'EUR']);
  return { name: 'ruecklagen-ohne-kopfzeile.csv', bytes: Buffer.from(lines(rows, ';')) };
}

function studio() {
  const random = generator(3);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.02,
    monthly: [
      { day: 1, payee: 'Liegenschaften Seefeld AG', text: 'Miete Atelier', amount: -340_000, fixed: true },
      { day: 25, payee: 'Lohnzahlungen', text: 'Sammelauftrag Löhne', amount: [-1_640_000, -1_580_000], fixed: true },
      { day: 15, payee: 'Ausgleichskasse', text: 'AHV/IV/EO Beiträge', amount: [-248_000, -231_000], fixed: true },
      { day: 20, payee: 'Steuerverwaltung', text: 'MWST-Abrechnung', amount: [-620_000, -410_000], months: [2, 5, 8] },
      { day: 31, payee: 'Kontoführung', text: 'Dienstleistungspreise', amount: -1_250, fixed: true },
    ],
    often: [
      { payee: ['Berghotel Alpenblick', 'Uhrenatelier Frey', 'Kantonsschule Au', 'Verlag Quellenhof', 'Weingut Bieri', 'Gemeinde Oberwil', 'Zahnklinik am See'], text: 'Gutschrift Rechnung', amount: [180_000, 920_000], times: [5, 7], reference: invoice('R') },
      { payee: ['Papierfabrik Emmental', 'Druckerei Luchs AG', 'Softwarehaus Binär GmbH', 'Fotograf N. Keller'], text: 'Zahlungsauftrag', amount: [-260_000, -24_000], times: [5, 8], reference: invoice('Z') },
      { payee: ['Restaurant Krone', 'Bahnhof Ticketautomat', 'Buchhandlung am Rathaus'], text: 'Einkauf Debitkarte', amount: [-18_900, -1_240], times: [3, 6] },
    ],
  });
  const opening = 6_214_385;
  const all = withBalance(rows, opening);
  const closing = all[all.length - 1].balance;
  const swiss = (cents, unsigned = true) => money(cents, { mark: '.', group: '’', unsigned });
  const head = [
    ['Kontoauszug'], ['Konto:', NUMBERS.studio], ['Kontoinhaber:', 'Atelier Bergluft GmbH'], ['Zeitraum:', '01.01.2026 - 31.10.2026'], ['Währung:', 'CHF'],
    ['Anfangssaldo:', `${swiss(opening)} CHF`], ['Schlusssaldo:', `${swiss(closing)} CHF`], [],
    ['Buchungsdatum', 'Buchungstext', 'Belastung', 'Gutschrift', 'Valuta', 'Saldo'],
  ];
  const body = all.map((row) => [german(row.date), [row.text, row.payee, row.reference].filter(Boolean).join(', '), row.amount < 0 ? swiss(row.amount) : '', row.amount < 0 ? '' : swiss(row.amount), german(row.date), swiss(row.balance, false)]);
  const sum = (sign) => all.filter((row) => Math.sign(row.amount) === sign).reduce((total, row) => total + row.amount, 0);
  const foot = [['Total', '', swiss(sum(-1)), swiss(sum(1)), '', ''], [], ['Alle Angaben ohne Gewähr. Gutschriften gelten unter Vorbehalt des Eingangs.']];
  return { name: 'atelier-kontoauszug.csv', bytes: Buffer.from(lines([...head, ...body, ...foot], ';')) };
}

function cafe() {
  const random = generator(4);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.01,
    monthly: [
      { day: 1, payee: 'HARBOUR ESTATES LTD', text: 'STANDING ORDER RENT', amount: -195_000, fixed: true },
      { day: 28, payee: 'STAFF WAGES', text: 'BULK PAYMENT', amount: [-610_000, -560_000], fixed: true },
      { day: 7, payee: 'REVENUE OFFICE VAT', text: 'DIRECT DEBIT', amount: [-310_000, -240_000], months: [2, 5, 8] },
      { day: 22, payee: 'REVENUE OFFICE PAYE', text: 'DIRECT DEBIT', amount: [-128_000, -104_000], fixed: true },
      { day: 14, payee: 'NORTHERN ENERGY', text: 'DIRECT DEBIT', amount: [-58_000, -33_000] },
      { day: 30, payee: 'ACCOUNT CHARGES', text: 'FEE', amount: -1_200, fixed: true },
    ],
    often: [
      { payee: 'CARD TERMINAL PAYOUT', text: 'CREDIT', amount: [42_000, 131_000], times: [15, 18] },
      { payee: ['DAIRY VALLEY FARMS', 'OLD MILL BAKERS', 'ROASTERY NO 9', 'GREENGROCER PELL', 'CITY LAUNDRY'], text: 'FASTER PAYMENT', amount: [-64_000, -8_000], times: [8, 11] },
      { payee: ['CASH PAID IN', 'EVENT CATERING, PARISH HALL', 'EVENT CATERING, ROWING CLUB'], text: 'CREDIT', amount: [11_000, 78_000], times: [2, 4] },
    ],
  });
  const all = withBalance(rows, 1_120_655).reverse();
  const pounds = (cents, unsigned) => money(cents, { mark: '.', group: ',', unsigned });
  const table = [
    ['Date', 'Type', 'Description', 'Paid out (GBP)', 'Paid in (GBP)', 'Balance (GBP)'],
    ...all.map((row) => [british(row.date), row.text, row.payee, row.amount < 0 ? pounds(row.amount, true) : '', row.amount < 0 ? '' : pounds(row.amount, true), pounds(row.balance, false)]),
  ];
  return { name: 'cafe-current-account.csv', bytes: Buffer.from(lines(table, ',')) };
}

function boutique() {
  const random = generator(5);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.02,
    monthly: [
      { day: 2, payee: 'SCI LES TILLEULS', text: 'PRÉLÈVEMENT loyer boutique', amount: -142_000, fixed: true },
      { day: 29, payee: 'SALAIRES', text: 'VIREMENT salaires équipe', amount: [-545_000, -502_000], fixed: true },
      { day: 16, payee: 'URSSAF MIDI', text: 'PRÉLÈVEMENT cotisations', amount: [-198_000, -176_000], fixed: true },
      { day: 19, payee: 'DGFIP TVA', text: 'PRÉLÈVEMENT TVA', amount: [-172_000, -98_000] },
      { day: 8, payee: 'ÉNERGIE CLAIRE', text: 'PRÉLÈVEMENT électricité', amount: [-21_500, -14_800] },
    ],
    often: [
      { payee: 'REMISE CARTES BANCAIRES', text: 'VIREMENT REÇU', amount: [48_000, 158_000], times: [13, 16] },
      { payee: ['TISSAGES DU LITTORAL', 'ATELIER CÔTÉ FIL', 'MAROQUINERIE BÉRANGER', 'TRANSPORTS LEFÈVRE'], text: 'VIREMENT fournisseur', amount: [-148_000, -19_000], times: [5, 7] },
      { payee: ['DÉPÔT ESPÈCES', 'CHÈQUE CLIENTE'], text: 'REMISE', amount: [6_000, 44_000], times: [2, 3] },
    ],
  });
  const all = withBalance(rows, 894_132);
  const francs = (cents) => money(cents, { mark: ',', group: '\u00a0' });
  const table = [
    ['Relevé de compte'], ['Numéro de compte', NUMBERS.boutique], ['Devise', 'EUR'], [],
    ['Date de comptabilisation', 'Libellé', 'Détail de l’opération', 'Montant', 'Solde'],
    ...all.map((row) => [british(row.date), row.payee, row.text, francs(row.amount), francs(row.balance)]),
  ];
  return { name: 'boutique-releve.csv', bytes: windows1252(lines(table, ';')) };
}

function consultancy() {
  const random = generator(6);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.02,
    monthly: [
      { day: 1, payee: 'Orchard Street Offices', text: 'Office rent', amount: -310_000, fixed: true },
      { day: 26, payee: 'Payroll', text: 'Monthly payroll run', amount: [-1_980_000, -1_890_000], fixed: true },
      { day: 18, payee: 'Tax Office', text: 'Withholding tax', amount: [-520_000, -470_000], fixed: true },
      { day: 12, payee: 'Cloudworks Hosting', text: 'Subscription', amount: [-48_900, -43_200] },
    ],
    often: [
      { payee: ['Meridian Foods', 'Tall Pines Clinic', 'Harbourside Council', 'Quill & Partners', 'Aster Logistics', 'Redgum Wines'], text: 'Invoice payment', amount: [310_000, 1_150_000], times: [4, 6], reference: invoice('INV') },
      { payee: ['Freelance designer', 'Freelance analyst', 'Courier service'], text: 'Supplier payment', amount: [-220_000, -12_500], times: [3, 5], reference: invoice('SUP') },
      { payee: ['Airline booking', 'City Taxi', 'Corner Coffee', 'Stationery Depot'], text: 'Card purchase', amount: [-64_000, -850], times: [5, 8] },
    ],
  });
  const all = withBalance(rows, 2_450_770);
  const table = [
    ['Account', 'Booking date', 'Payee', 'Details', 'Reference', 'Amount (AUD)', 'Balance (AUD)'],
    ...all.map((row) => ['062-999 10458823', named(row.date), row.payee, row.text, row.reference ?? '', money(row.amount, { mark: '.' }), money(row.balance, { mark: '.' })]),
  ];
  return { name: 'consultancy-month-names.csv', bytes: Buffer.from(quotedLines(table, ',', '\n')) };
}

function shop() {
  const random = generator(7);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.03,
    monthly: [
      { day: 1, payee: 'Pand en Plein Vastgoed', text: 'Huur winkel', amount: -168_000, fixed: true },
      { day: 24, payee: 'Salarissen', text: 'Salarisbetaling', amount: [-480_000, -455_000], fixed: true },
      { day: 30, payee: 'Belastingdienst', text: 'Omzetbelasting kwartaal', amount: [-390_000, -310_000], months: [4, 7, 10] },
      { day: 14, payee: 'Waterland Energie', text: 'Incasso energie', amount: -22_750, fixed: true },
    ],
    often: [
      { payee: 'Betaalautomaat uitbetaling', text: 'Pinomzet', amount: [28_000, 115_000], times: [14, 17] },
      { payee: ['Kaasmakerij De Wilg', 'Groothandel Van Rijn', 'Bloemenveiling West', 'Verpakkingen Noord'], text: 'Factuur', amount: [-96_000, -9_500], times: [6, 8], reference: invoice('F') },
      { payee: ['Webshop uitbetaling', 'Marktkraam contant'], text: 'Storting', amount: [9_000, 61_000], times: [3, 4] },
    ],
  });
  const all = withBalance(rows, 512_040).reverse();
  const table = [
    ['Datum', 'Naam tegenpartij', 'Omschrijving', 'Af Bij', 'Bedrag (EUR)', 'Saldo na mutatie'],
    ...all.map((row) => [iso(row.date), row.payee, [row.text, row.reference].filter(Boolean).join(' '), row.amount < 0 ? 'Af' : 'Bij', money(row.amount, { mark: ',', unsigned: true }), money(row.balance, { mark: ',' })]),
  ];
  return { name: 'winkel-nieuwste-eerst.csv', bytes: Buffer.from(quotedLines(table, ';', '\n')) };
}

function agency() {
  const random = generator(8);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.02,
    monthly: [
      { day: 3, payee: 'Coworking Plaza Nova', text: 'Alquiler oficina', amount: -98_000, fixed: true },
      { day: 28, payee: 'Nóminas', text: 'Transferencia nóminas', amount: [-712_000, -680_000], fixed: true },
      { day: 20, payee: 'Agencia Tributaria', text: 'Pago impuestos modelo 303', amount: [-415_000, -330_000], months: [7, 10] },
      { day: 30, payee: 'Seguridad Social', text: 'Adeudo cotizaciones', amount: [-214_000, -205_000], fixed: true },
    ],
    often: [
      { payee: ['Bodegas El Roble', 'Clínica Levante', 'Cerámicas Talavera', 'Ayuntamiento de Villanueva', 'Hostal Los Pinos'], text: 'Abono factura', amount: [120_000, 540_000], times: [6, 8], reference: invoice('FV') },
      { payee: ['Imprenta Rápida', 'Estudio de sonido Eco', 'Publicidad Exterior Sur'], text: 'Pago proveedor', amount: [-165_000, -22_000], times: [4, 6], reference: invoice('FC') },
      { payee: ['Estación de servicio', 'Restaurante La Plaza', 'Papelería Centro'], text: 'Compra tarjeta', amount: [-13_500, -1_150], times: [4, 7] },
    ],
  });
  const all = withBalance(rows, 1_805_390);
  const table = [
    ['Fecha contable', 'Fecha valor', 'Concepto', 'Beneficiario', 'Importe', 'Saldo', 'Divisa'],
    ...all.map((row) => [german(row.date).replaceAll('.', '-'), german(row.date).replaceAll('.', '-'), [row.text, row.reference].filter(Boolean).join(' '), row.payee, money(row.amount, { mark: ',', group: '.' }), money(row.balance, { mark: ',', group: '.' }), 'EUR']),
  ];
  return { name: 'agencia-saldo.csv', bytes: Buffer.from(lines(table, '\t')) };
}

function brewery() {
  const random = generator(9);
  const rows = bookings(random, {
    from: 1, to: 10, growth: 0.015,
    monthly: [
      { day: 1, payee: 'Riverside Properties LLC', text: 'ACH DEBIT rent', amount: -420_000, fixed: true },
      { day: 15, payee: 'Payroll Services', text: 'ACH DEBIT payroll', amount: [-865_000, -820_000], fixed: true },
      { day: 30, payee: 'Payroll Services', text: 'ACH DEBIT payroll', amount: [-865_000, -820_000], fixed: true },
      { day: 20, payee: 'State Department of Revenue', text: 'ACH DEBIT sales tax', amount: [-186_000, -131_000] },
      { day: 8, payee: 'Valley Power and Water', text: 'BILL PAYMENT', amount: [-118_000, -82_000] },
    ],
    often: [
      { payee: 'Card terminal payout', text: 'DEPOSIT', amount: [102_000, 262_000], times: [12, 15] },
      { payee: ['Hops & Grain Supply Co', 'Glassworks Ltd', 'Fermentation Equipment Inc', 'Label Printers'], text: 'CHECK', amount: [-214_000, -16_000], times: [5, 7] },
      { payee: ['Tap House Downtown', 'Lakeside Grill', 'Market Hall Taproom'], text: 'DEPOSIT wholesale', amount: [64_000, 248_000], times: [4, 6] },
    ],
  });
  const table = [
    ['Posting Date', 'Description', 'Amount', 'Type', 'Currency'],
    ...rows.map((row) => [american(row.date), `${row.text} ${row.payee}`, money(row.amount, { mark: '.' }), row.amount < 0 ? 'DEBIT' : 'CREDIT', 'USD']),
  ];
  return { name: 'brewery-checking.csv', bytes: Buffer.from(lines(table, ',', '\n')) };
}

const ACCOUNTS = [
  { file: 'werkstatt-girokonto.csv', name: 'Werkstatt, Girokonto', number: NUMBERS.workshop, currency: 'EUR' },
  { file: 'ruecklagen-ohne-kopfzeile.csv', name: 'Werkstatt, Rücklagen', number: NUMBERS.reserve, currency: 'EUR' },
  { file: 'atelier-kontoauszug.csv', name: 'Atelier, Geschäftskonto', number: NUMBERS.studio, currency: 'CHF' },
  { file: 'cafe-current-account.csv', name: 'Café, current account', number: null, currency: 'GBP' },
  { file: 'boutique-releve.csv', name: 'Boutique, compte courant', number: NUMBERS.boutique, currency: 'EUR' },
  { file: 'consultancy-month-names.csv', name: 'Consultancy, operating account', number: '062-99910458823', currency: 'AUD' },
  { file: 'winkel-nieuwste-eerst.csv', name: 'Winkel, zakelijke rekening', number: null, currency: 'EUR' },
  { file: 'agencia-saldo.csv', name: 'Agencia, cuenta corriente', number: null, currency: 'EUR' },
  { file: 'brewery-checking.csv', name: 'Brewery, checking', number: null, currency: 'USD' },
];

mkdirSync(folder, { recursive: true });
for (const make of [workshop, reserve, studio, cafe, boutique, consultancy, shop, agency, brewery]) {
  const { name, bytes } = make();
  writeFileSync(join(folder, name), bytes);
}
writeFileSync(join(folder, 'accounts.json'), `${JSON.stringify(ACCOUNTS, null, 2)}\n`);
