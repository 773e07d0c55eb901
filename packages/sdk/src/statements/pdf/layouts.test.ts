import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledger } from '../testing-arbitraries.ts';
import { rowsOf } from '../testing.ts';
import { drawPdf, isAccountedFor, readBytes, readPages, tableTexts, type DrawnText } from './testing-pdf.ts';
import { printedLayout, printLedger } from './testing-statement.ts';

const heading = (...texts: readonly string[]): readonly DrawnText[] => texts.map((text, index) => ({ text, x: 60, y: 50 + index * 15, size: 11 }));
const note = (text: string, y: number): DrawnText => ({ text, x: 60, y });

describe('a table with one column of amounts and a balance', () => {
  it('is read and proven, with what stands above it', async () => {
    const reading = await readPages([[
      ...heading('Harbour Mutual', 'Account number: 4471 0098 2210', 'Statement period 01/04/2026 to 30/04/2026'),
      ...tableTexts({
        columns: [60, 130, { right: 430 }, { right: 530 }],
        rows: [
          ['Date', 'Description', 'Amount', 'Balance'],
          ['02/04/2026', 'Ferry tickets', '-36.40', '1,963.60'],
          ['09/04/2026', 'Wages Lighthouse Trust', '2,210.00', '4,173.60'],
          ['17/04/2026', 'Boat yard', '-173.60', '4,000.00'],
          ['28/04/2026', 'Sailmaker', '-58.25', '3,941.75'],
        ],
      }),
      note('Harbour Mutual is a friendly society. Call us on 0800 555 019.', 780),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-04-02 -36.40', '2026-04-09 2210.00', '2026-04-17 -173.60', '2026-04-28 -58.25']);
    expect(reading.transactions.map(({ description, balance }) => [description, balance])).toEqual([
      ['Ferry tickets', 196360n], ['Wages Lighthouse Trust', 417360n], ['Boat yard', 400000n], ['Sailmaker', 394175n],
    ]);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
    expect(reading.accounts).toMatchObject([{ number: '447100982210', period: { from: '2026-04-01', to: '2026-04-30' }, opening: 200000n, closing: 394175n }]);
    expect(reading.source).toMatchObject({ kind: 'pdf', lines: 9, header: ['Date', 'Description', 'Amount', 'Balance'], lineCount: { transactions: 4, header: 1, markers: 4 } });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is read where its columns are centred and ruled by nothing but their places', async () => {
    const centred = (text: string, x: number, y: number): DrawnText => ({ text, x: x - text.length * 2.6, y });
    const rows = [['12.01.2026', 'Bäckerei am Wall', '-8,70 €', '1.491,30 €'], ['13.01.2026', 'Stadtwerke Abschlag', '-104,00 €', '1.387,30 €'], ['15.01.2026', 'Honorar Lesung', '1.250,00 €', '2.637,30 €'], ['19.01.2026', 'Kiosk', '-3,20 €', '2.634,10 €']];
    const reading = await readPages([[
      ...['Buchungstag', 'Verwendungszweck', 'Betrag', 'Saldo'].map((text, index) => centred(text, [90, 250, 400, 500][index]!, 150)),
      ...rows.flatMap((cells, row) => cells.map((text, index) => centred(text, [90, 250, 400, 500][index]!, 170 + row * 18))),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-01-12 -8.70', '2026-01-13 -104.00', '2026-01-15 1250.00', '2026-01-19 -3.20']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ currency: 'EUR' }] });
  });

  it('is read where the day stands on the second line of a booking, below its amount', async () => {
    const bookings = [['Transfer from Lighthouse Trust', '27 March 2026 Reference A-17', '3,100.00', '4,028.17'], ['Card at the ferry', '20 March 2026 Reference C-11', '-44.29', '928.17'], ['Card at the kiosk', '20 March 2026 Reference C-10', '-7.54', '972.46'], ['Transfer to the boat yard', '11 March 2026 Reference T-2', '-120.00', '980.00'], ['Card at the chandlery', '9 March 2026 Reference C-4', '-65.47', '1,100.00']] as const;
    const reading = await readPages([[
      ...heading('Harbour Wallet'),
      ...tableTexts({ columns: [60, { right: 350 }, { right: 430 }, { right: 530 }], rows: [['Description', 'Incoming', 'Outgoing', 'Amount']] }),
      ...bookings.flatMap(([text, second, amount, balance], row): readonly DrawnText[] => {
        const y = 170 + row * 36;
        return [{ text, x: 60, y }, { text: amount, x: amount.startsWith('-') ? 430 : 350, y, align: 'right' }, { text: balance, x: 530, y, align: 'right' }, { text: second, x: 60, y: y + 12 }];
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-03-09 -65.47', '2026-03-11 -120.00', '2026-03-20 -7.54', '2026-03-20 -44.29', '2026-03-27 3100.00']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
    expect(reading.transactions[4]!.description).toContain('Lighthouse Trust');
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is read where its days are a month and a day with a blank between, behind the amounts', async () => {
    const reading = await readPages([[
      ...heading('Protea Savings', 'Statement from 18 December 2025 to 17 January 2026'),
      ...tableTexts({
        columns: [60, { right: 330 }, { right: 400 }, 420, { right: 530 }],
        rows: [
          ['Details', 'Debits', 'Credits', 'Date', 'Balance'],
          ['Balance brought forward', '', '', '12 17', '1,840.22-'], ['Grocer', '53.68-', '', '12 18', '1,893.90-'], ['Transfer', '', '2,000.00', '12 21', '106.10'], ['Rent', '695.85-', '', '01 02', '589.75-'], ['Fee', '10.25-', '', '01 05', '600.00-'],
        ],
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2025-12-18 -53.68', '2025-12-21 2000.00', '2026-01-02 -695.85', '2026-01-05 -10.25']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
  });

  it('is read without the brackets below an amount that say what was paid abroad', async () => {
    const reading = await readPages([[
      ...heading('Steppe Bank', 'Period 01.03.2026 - 31.03.2026'),
      ...tableTexts({
        columns: [60, { right: 250 }, 280],
        rows: [
          ['Date', 'Amount', 'Details'],
          ['15.03.2026', '- 6 898,49 \u20ac', 'Grocer'], ['14.03.2026', '- 1 530,44 \u20ac', 'Music'], ['', '(- 2,99 USD)', ''], ['10.03.2026', '+ 412 300,00 \u20ac', 'Salary'], ['08.03.2026', '- 49 705,33 \u20ac', 'Cash'],
        ],
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-03-08 -49705.33', '2026-03-10 412300.00', '2026-03-14 -1530.44', '2026-03-15 -6898.49']);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is read without a header', async () => {
    const reading = await readPages([[
      ...heading('Pelican Savings', 'Opening balance 700.00'),
      ...tableTexts({
        columns: [60, 150, { right: 420 }, { right: 520 }],
        rows: [['2026-02-03', 'Locksmith', '-120.00', '580.00'], ['2026-02-16', 'Garden centre', '-44.90', '535.10'], ['2026-02-24', 'Tax refund', '310.00', '845.10'], ['2026-02-27', 'Optician', '-95.10', '750.00']],
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-02-03 -120.00', '2026-02-16 -44.90', '2026-02-24 310.00', '2026-02-27 -95.10']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
  });
});

describe('separate columns of debits and credits', () => {
  const rows = [
    ['03 Mar 2026', 'Opening balance', '', '', '5,000.00'],
    ['05 Mar 2026', 'Chandlery', '412.80', '', '4,587.20'],
    ['11 Mar 2026', 'Charter 4018', '', '1,950.00', '6,537.20'],
    ['20 Mar 2026', 'Mooring fee', '337.20', '', '6,200.00'],
    ['26 Mar 2026', 'Charter 4022', '', '800.00', '7,000.00'],
  ];
  const expected = ['2026-03-05 -412.80', '2026-03-11 1950.00', '2026-03-20 -337.20', '2026-03-26 800.00'];
  const columns = [60, 130, { right: 370 }, { right: 450 }, { right: 530 }];

  it('are read with money out on the left', async () => {
    const reading = await readPages([[...heading('Quayside Bank'), ...tableTexts({ columns, rows: [['Date', 'Details', 'Money out', 'Money in', 'Balance'], ...rows] })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 500000n, closing: 700000n }] });
  });

  it('are read with money in on the left', async () => {
    const turned = rows.map(([date, text, out, into, balance]) => [date!, text!, into!, out!, balance!]);
    const reading = await readPages([[...heading('Quayside Bank'), ...tableTexts({ columns, rows: [['Date', 'Details', 'Credit', 'Debit', 'Balance'], ...turned] })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });

  it('are read where the headers stand left of right-aligned figures', async () => {
    const reading = await readPages([[
      ...tableTexts({ columns: [60, 130, 320, 400, 480], rows: [['Date', 'Details', 'Withdrawals', 'Deposits', 'Balance']], top: 120 }),
      ...tableTexts({ columns, rows, top: 140 }),
    ]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });
});

describe('a header on several lines', () => {
  it('is read from its first line where that says which columns are days', async () => {
    const columns = [60, 125, { right: 230 }, { right: 300 }, 310];
    const head: readonly DrawnText[] = [
      { text: 'Data', x: 70, y: 100 }, { text: 'Data', x: 128, y: 100 }, { text: 'Movimenti', x: 188, y: 100 }, { text: 'Movimenti', x: 258, y: 100 },
      { text: 'Descrizione delle operazioni', x: 380, y: 104 },
      { text: 'operazione', x: 60, y: 109 }, { text: 'valuta', x: 125, y: 109 }, { text: 'Dare', x: 210, y: 109 }, { text: 'Avere', x: 276, y: 109 },
    ];
    const reading = await readPages([[...head, ...tableTexts({ columns, top: 124, rows: [
      ['31/12/25', '', '', '2.310,45', 'SALDO INIZIALE A VOSTRO CREDITO'], ['02/01/26', '03/01/26', '145,77', '', 'PRELIEVO'], ['06/01/26', '07/01/26', '', '29,82', 'BONIFICO A VOSTRO FAVORE'],
      ['13/01/26', '15/01/26', '219,99', '', 'IMPOSTA DI BOLLO'], ['', '', '365,76', '29,82', 'TOTALE MOVIMENTI'], ['31/03/26', '', '', '1.974,51', 'SALDO FINALE A VOSTRO CREDITO'], 40, ['Il riassunto segue.', '', '', '', ''],
    ] })]]);
    expect(reading.transactions.map(({ date, valueDate, amount }) => [date, valueDate, amount])).toEqual([['2026-01-02', '2026-01-03', -14577n], ['2026-01-06', '2026-01-07', 2982n], ['2026-01-13', '2026-01-15', -21999n]]);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [], questions: [] });
    expect(reading.source.header).toEqual(['Data operazione', 'Data valuta', 'Movimenti Dare', 'Movimenti Avere', 'Descrizione delle operazioni']);
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('tables of several currencies, one below the other', () => {
  it('are accounts of their own by what stands above their headers, over a new page too', async () => {
    const columns = [60, 140, { right: 400 }, { right: 460 }, { right: 530 }];
    const head = ['Date', 'Description', 'Gross', 'Fee', 'Net'];
    const reading = await readPages([
      [
        ...heading('Larch Pay', 'Account statement 1 March 2026 - 31 March 2026'),
        ...tableTexts({ columns: [60, { right: 200 }, { right: 320 }], top: 90, rows: [['Currency', 'Payments', 'Withdrawals'], ['EUR', '60.00', '-40.00'], ['USD', '90.00', '0.00']] }),
        ...tableTexts({ columns, top: 150, rows: [['EUR transactions'], head, ['01/03/2026', 'Payment of Ada', '61.80', '-1.80', '60.00'], ['16/03/2026', 'Withdrawal', '-40.00', '0.00', '-40.00'], 14, ['USD transactions'], head, ['02/03/2026', 'Payment of Bo', '20.60', '-0.60', '20.00']] }),
      ],
      tableTexts({ columns, top: 60, rows: [head, ['22/03/2026', 'Payment of Cy', '72.10', '-2.10', '70.00']] }),
    ]);
    expect(reading.accounts.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect(reading.transactions.map(({ amount, account }) => [account, amount])).toEqual([[0, 6000n], [1, 2000n], [0, -4000n], [1, 7000n]]);
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('days and months in cells of their own', () => {
  it('are the dates of bookings, beside fees that the balances leave out', async () => {
    const reading = await readPages([[
      ...heading('Caisse du Vieux-Port', 'Période du 1 JAN 2026 au 31 JAN 2026'),
      ...tableTexts({ columns: [60, 92, 135, 180, { right: 380 }, { right: 430 }, { right: 480 }, { right: 540 }], rows: [
        ['Date', '', 'Code', 'Description', 'Frais', 'Retrait', 'Dépôt', 'Solde'], ['31', 'DÉC', '', 'Solde reporté', '', '', '', '1 105,63'], ['01', 'JAN', 'VWW', 'Virement de A', '1,25', '', '73,06', '1 178,69'],
        ['02', 'JAN', 'RI', 'Loyer', '', '1 140,00', '', '38,69'], ['14', 'JAN', 'AIN', 'Achat', '', '39,87', '', '1,18-'], ['15', 'JAN', 'VWW', 'Virement de B', '1,25', '', '410,22', '409,04'],
      ] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-01-01 73.06', '2026-01-02 -1140.00', '2026-01-14 -39.87', '2026-01-15 410.22']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [], questions: [] });
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('sections for deposits and withdrawals', () => {
  const columns = [60, 140, { right: 520 }];

  it('give the amounts below them their direction, and their subtotals are no bookings', async () => {
    const reading = await readPages([[
      ...heading('Prairie Credit Union', 'Statement period 05/01/2026 through 05/31/2026', 'Beginning balance: $1,000.00', 'Ending balance: $1,605.50'),
      ...tableTexts({ top: 140, columns, rows: [
        ['Deposits and Additions'], 4, ['Date', 'Description', 'Amount'], ['05/04/2026', 'Payroll Grain Co', '1,400.00'], ['05/20/2026', 'Mobile deposit', '75.50'], ['', 'Total deposits and additions', '$1,475.50'],
      ] }),
      ...tableTexts({ top: 260, columns, rows: [
        ['Withdrawals and Debits'], 4, ['Date', 'Description', 'Amount'], ['05/06/2026', 'Feed store', '620.00'], ['05/13/2026', 'Tractor lease', '215.00'], ['05/29/2026', 'Diner', '35.00'], ['', 'Total withdrawals and debits', '$870.00'],
      ] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-05-04 1400.00', '2026-05-06 -620.00', '2026-05-13 -215.00', '2026-05-20 75.50', '2026-05-29 -35.00']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 100000n, closing: 160550n }] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('name no more columns than their amounts, for each card of a statement', async () => {
    const reading = await readPages([[
      ...heading('Bluebox Gold Card', 'Closing Date 03/15/26'),
      { text: 'New Balance', x: 60, y: 85 }, { text: '$519.74', x: 160, y: 85 },
      ...tableTexts({
        columns: [60, 120, { right: 530 }], top: 100, font: 'embedded',
        rows: [
          ['Payments and Credits', '', ''], ['Detail', '', ''],
          ['Payments', '', 'Amount'], ['02/20/26*', 'Autopay payment received', '-$840.55'],
          ['Credits', '', 'Amount'], ['02/27/26', 'Returned kettle', '-$20.00'],
          ['New Charges', '', ''], ['Ada North 7-31004', '', '$461.97'], ['Bo North 7-31012', '', '$17.77'], ['Total New Charges', '', '$479.74'],
          ['Ada North', '', ''], ['Card Ending 7-31004', '', 'Amount'], ['02/07/26', 'Northern Air Lines', '$385.97'], ['', 'Date of Departure: 03/19', ''], ['02/16/26', 'Grocer', '$76.00'],
          ['Bo North', '', ''], ['Card Ending 7-31012', '', 'Amount'], ['02/18/26', 'Newspaper', '$17.77'],
          ['Fees', '', ''], ['', '', 'Amount'], ['03/15/26', 'Late payment fee', '$40.00'], ['Total Fees for this Period', '', '$40.00'],
        ],
      }),
      { text: '*Indicates posting date', x: 120, y: 113 }, { text: '◊', x: 533, y: 256, font: 'embedded' }, { text: '◊', x: 533, y: 282, font: 'embedded' },
    ]]);
    expect(reading.transactions.map(({ date, amount, description }) => [date, amount, description])).toEqual([
      ['2026-02-07', -38597n, 'Northern Air Lines Date of Departure: 03/19'], ['2026-02-16', -7600n, 'Grocer'], ['2026-02-18', -1777n, 'Newspaper'], ['2026-02-20', 84055n, 'Autopay payment received'], ['2026-02-27', 2000n, 'Returned kettle'], ['2026-03-15', -4000n, 'Late payment fee'],
    ]);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('leave a list of balances by day aside', async () => {
    const reading = await readPages([[
      ...heading('Prairie Credit Union', 'Beginning balance: $250.00', 'Ending balance: $290.00'),
      ...tableTexts({ top: 140, columns, rows: [['Deposits'], ['Date', 'Description', 'Amount'], ['06/02/2026', 'Cheque deposit', '90.00']] }),
      ...tableTexts({ top: 220, columns, rows: [['Withdrawals'], ['Date', 'Description', 'Amount'], ['06/15/2026', 'Hardware store', '38.00'], ['06/18/2026', 'Bakery', '12.00']] }),
      ...tableTexts({ top: 320, columns: [60, { right: 200 }, 260, { right: 400 }], rows: [['Daily ending balance'], ['Date', 'Balance', 'Date', 'Balance'], ['06/02/2026', '340.00', '06/18/2026', '290.00'], ['06/15/2026', '302.00']] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-06-02 90.00', '2026-06-15 -38.00', '2026-06-18 -12.00']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });
});

describe('descriptions of several lines', () => {
  const columns = [60, 140, { right: 440 }, { right: 530 }];
  const header = ['Date', 'Description', 'Amount', 'Balance'];

  it('are joined where the amount stands on the first of them', async () => {
    const reading = await readPages([[...tableTexts({ columns, leading: 12, rows: [
      header, 6,
      ['2026-03-02', 'Standing order', '-600.00', '1,400.00'], ['', 'Ms D Okafor'], ['', 'Rent for the studio'], 6,
      ['2026-03-09', 'Transfer received', '950.00', '2,350.00'], ['', 'Gallery on the Hill'], 6,
      ['2026-03-23', 'Card payment', '-50.00', '2,300.00'], ['', 'Paper mill shop'],
    ] })]]);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Standing order Ms D Okafor Rent for the studio', 'Transfer received Gallery on the Hill', 'Card payment Paper mill shop']);
    expect(rowsOf(reading)).toEqual(['2026-03-02 -600.00', '2026-03-09 950.00', '2026-03-23 -50.00']);
    expect(reading.source.lineCount).toMatchObject({ transactions: 3, continuations: 4, rejected: 0 });
    expect(reading.proof).toBe('verified');
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('keep the days in their second lines, however wide the blanks beside those, where no header names the columns', async () => {
    const card = (day: string, amount: string, paid: string, time: string): readonly (readonly string[])[] => [[day, 'BETALING VIA BANCONTACT', '', '', '', amount], ['', 'MET KAART 6703 XX19', 'OP', paid, `OM ${time}`]];
    const reading = await readPages([[
      { text: 'Vorig saldo op 31-01-2026', x: 60, y: 80 }, { text: '1.000,00 +', x: 530, y: 80, align: 'right' },
      ...tableTexts({ columns: [60, 130, 270, 295, 330, { right: 530 }], rows: [...card('02-02-2026', '50,00 -', '31/01', '12:33'), ...card('03-02-2026', '62,00 -', '01/02', '18:04'), ['05-02-2026', 'OVERSCHRIJVING VAN', '', '', '', '15,00 +'], ...card('06-02-2026', '55,00 -', '05/02', '14:08')] }),
      { text: 'Nieuw saldo op 28-02-2026', x: 60, y: 260 }, { text: '848,00 +', x: 530, y: 260, align: 'right' },
    ]]);
    expect(reading.transactions.map(({ date, amount, description }) => [date, amount, description])).toEqual([
      ['2026-02-02', -5000n, 'BETALING VIA BANCONTACT MET KAART 6703 XX19 OP 31/01 OM 12:33'], ['2026-02-03', -6200n, 'BETALING VIA BANCONTACT MET KAART 6703 XX19 OP 01/02 OM 18:04'], ['2026-02-05', 1500n, 'OVERSCHRIJVING VAN'],
      ['2026-02-06', -5500n, 'BETALING VIA BANCONTACT MET KAART 6703 XX19 OP 05/02 OM 14:08'],
    ]);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('keep the kind of a booking that could be the title of a section', async () => {
    const booking = (name: string, kind: string, more: string, day: string, amount: string): readonly (readonly string[] | number)[] => [[name, day, amount], [kind], [more], 8];
    const reading = await readPages([[
      ...heading('Harbour Bank', '01.04.2026 - 30.04.2026'),
      ...tableTexts({ columns: [60, 330, { right: 530 }], leading: 11, rows: [
        ['Beschreibung', 'Verbuchungsdatum', 'Betrag'], 8,
        ...booking('Stadtwerke', 'Lastschriften', 'Abschlag April', '03.04.2026', '-61,00€'), ...booking('Konzertkasse', 'Gutschriften', 'Karten zurück', '07.04.2026', '+43,94€'),
        ...booking('Bäckerei am Wall', 'Kartenzahlung', 'Ecke Mitte', '09.04.2026', '-8,70€'), ['Verein', '12.04.2026', '+20,00€'], ['Gutschriften'], 8, ['Kiosk', '13.04.2026', '-2,00€'],
      ] }),
    ]]);
    expect(reading.transactions.map(({ amount, description }) => [amount, description])).toEqual([
      [-6100n, 'Stadtwerke Lastschriften Abschlag April'], [4394n, 'Konzertkasse Gutschriften Karten zurück'], [-870n, 'Bäckerei am Wall Kartenzahlung Ecke Mitte'], [2000n, 'Verein Gutschriften'], [-200n, 'Kiosk'],
    ]);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('are joined where the amount stands on the last of them', async () => {
    const reading = await readPages([[...tableTexts({ columns, leading: 12, rows: [
      header, 6,
      ['2026-03-02', 'Standing order'], ['', 'Ms D Okafor'], ['', 'Rent for the studio', '-600.00', '1,400.00'], 6,
      ['2026-03-09', 'Transfer received'], ['', 'Gallery on the Hill', '950.00', '2,350.00'], 6,
      ['2026-03-23', 'Card payment'], ['', 'Paper mill shop', '-50.00', '2,300.00'], 6,
      ['2026-03-24', 'Interest', '1.00', '2,301.00'],
    ] })]]);
    expect(reading.transactions.map(({ date, description }) => [date, description])).toEqual([
      ['2026-03-02', 'Standing order Ms D Okafor Rent for the studio'], ['2026-03-09', 'Transfer received Gallery on the Hill'], ['2026-03-23', 'Card payment Paper mill shop'], ['2026-03-24', 'Interest'],
    ]);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('are joined on either side with even gaps between all lines', async () => {
    const reading = await readPages([[...tableTexts({ columns, leading: 12, rows: [
      header,
      ['2026-03-02', 'Standing order'], ['', 'Ms D Okafor', '-600.00', '1,400.00'],
      ['2026-03-09', 'Transfer received'], ['', 'Gallery on the Hill', '950.00', '2,350.00'],
      ['2026-03-23', 'Card payment'], ['', 'Paper mill shop', '-50.00', '2,300.00'],
    ] })]]);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Standing order Ms D Okafor', 'Transfer received Gallery on the Hill', 'Card payment Paper mill shop']);
    expect(reading.proof).toBe('verified');
  });
});

describe('dates that stand only on the first booking of a day', () => {
  it('hold for those below it, over a new page too', async () => {
    const columns = [60, 130, { right: 370 }, { right: 450 }, { right: 530 }];
    const header = ['Date', 'Payment type and details', 'Paid out', 'Paid in', 'Balance'];
    const reading = await readPages([
      tableTexts({ columns, rows: [header, ['11 May 26', 'BALANCE BROUGHT FORWARD', '', '', '310.00'], ['12 May 26', 'Ironmonger', '18.00'], ['', 'Florist', '22.00', '', '270.00'], ['14 May 26', 'Choir fees', '', '130.00', '400.00'], ['15 May 26', 'Piano tuner', '85.00']] }),
      tableTexts({ columns, rows: [header, ['', 'Sheet music', '15.00', '', '300.00'], ['19 May 26', 'Concert', '', '240.00'], ['', 'Taxi', '40.00', '', '500.00']] }),
    ]);
    expect(rowsOf(reading)).toEqual(['2026-05-12 -18.00', '2026-05-12 -22.00', '2026-05-14 130.00', '2026-05-15 -85.00', '2026-05-15 -15.00', '2026-05-19 240.00', '2026-05-19 -40.00']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 31000n, closing: 50000n }] });
    expect(reading.transactions.map(({ source }) => source.page)).toEqual([1, 1, 1, 1, 2, 2, 2]);
  });

  it('may have their times below them, which are no part of the texts', async () => {
    const reading = await readPages([[
      ...heading('Harbour Bank', 'Period 2026.03.01 ~ 2026.03.31'),
      ...tableTexts({
        columns: [60, 130, { right: 330 }, { right: 420 }, { right: 520 }],
        rows: [
          ['Date', 'Description', 'Withdrawal', 'Deposit', 'Balance'],
          ['2026.03.03', 'Salary', '0', '69,772', '1,274,322'], ['11:37:34', '', '', '', ''], 4,
          ['2026.03.08', 'Rent', '143,859', '0', '1,130,463'], ['10:23:58', 'by standing order', '', '', ''], 4,
          ['2026.03.19', 'Coffee', '11,010', '0', '1,119,453'], ['17:30:40', '', '', '', ''],
        ],
      }),
    ]]);
    expect(reading.transactions.map(({ date, description }) => [date, description])).toEqual([['2026-03-03', 'Salary'], ['2026-03-08', 'Rent by standing order'], ['2026-03-19', 'Coffee']]);
    expect(reading.proof).toBe('verified');
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('may stand on lines of their own', async () => {
    const reading = await readPages([tableTexts({ columns: [60, { right: 400 }, { right: 500 }], rows: [
      ['Description', 'Amount', 'Balance'], ['7 August 2026'], ['Night market', '-31.00', '469.00'], ['Bus pass', '-60.00', '409.00'], ['9 August 2026'], ['Pottery sale', '91.00', '500.00'],
    ] })]);
    expect(rowsOf(reading)).toEqual(['2026-08-07 -31.00', '2026-08-07 -60.00', '2026-08-09 91.00']);
    expect(reading.proof).toBe('verified');
  });
});

describe('what stands beside the table', () => {
  const columns = [60, 130, { right: 350 }, { right: 420 }];
  const rows = [['Date', 'Description', 'Amount', 'Balance'], ['2026-10-01', 'Vet', '-140.00', '860.00'], ['2026-10-08', 'Kennel deposit', '-90.00', '770.00'], ['2026-10-13', 'Puppy sold', '650.00', '1,420.00'], ['2026-10-30', 'Dog food', '-20.00', '1,400.00']];
  const expected = ['2026-10-01 -140.00', '2026-10-08 -90.00', '2026-10-13 650.00', '2026-10-30 -20.00'];

  it('is left out of the descriptions where it is a side bar', async () => {
    const bar = ['Good to know', 'Our branches are', 'closed in winter.', 'Ask your adviser.'].map((text, index): DrawnText => ({ text, x: 460, y: 133 + index * 13, size: 7 }));
    const reading = await readPages([[...tableTexts({ columns, rows }), ...bar]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Vet', 'Kennel deposit', 'Puppy sold', 'Dog food']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is left out where a side bar names days and figures', async () => {
    const days = Array.from({ length: 14 }, (_, index) => [`2026-10-${String(index + 3).padStart(2, '0')}`, `Ferry crossing no ${index + 1}`, '-4.25', (900 - 4.25 * (index + 1)).toFixed(2)]);
    const bar = ['Good to know', 'Our rates change', 'on 01/12/2026 to', '2.15 % a year.', 'Ask in any branch.'].map((text, index): DrawnText => ({ text, x: 460, y: 133 + index * 13, size: 7 }));
    const reading = await readPages([[...tableTexts({ columns, rows: [rows[0]!, ...days] }), ...bar]]);
    expect(reading.transactions.map(({ date, description }) => [date, description])).toEqual(days.map(([date, text]) => [date, text]));
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });

  it('is none of pieces and prices where cash moves without them too', async () => {
    const reading = await readPages([[
      ...heading('Crestline Brokerage', 'Statement Period: February 1-28, 2026'),
      ...tableTexts({ columns: [60, 300, 370], top: 100, rows: [['Description', 'Quantity', 'Market value($)'], ['Crestline total market fund', '61.0000', '18,241.44'], ['Crestline dividend fund', '140.0000', '3,823.40']] }),
      ...tableTexts({
        columns: [60, 110, 190, { right: 400 }, { right: 460 }, { right: 540 }], top: 200,
        rows: [
          ['Date', 'Category', 'Description', 'Quantity', 'Price', 'Amount($)'],
          ['02/02', 'Deposit', 'From the bank', '', '', '2,500.00'], ['02/03', 'Purchase', 'Crestline total market', '6.0000', '301.1200', '(1,806.72)'],
          ['02/13', 'Dividend', 'Crestline dividend', '', '', '21.84'], ['', 'Purchase', 'Crestline dividend', '0.5000', '28.8000', '(14.40)'],
          ['02/25', 'Sale', 'Crestline total market', '(1.0000)', '304.5000', '304.50'], ['02/27', 'Interest', 'Credit interest', '', '', '0.42'],
        ],
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-02-02 2500.00', '2026-02-03 -1806.72', '2026-02-13 21.84', '2026-02-13 -14.40', '2026-02-25 304.50', '2026-02-27 0.42']);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is none of goods where securities are bought and sold', async () => {
    const reading = await readPages([[
      ...heading('Crestline Brokerage', 'Statement Period: February 1-28, 2026'),
      ...tableTexts({
        columns: [40, 100, 150, { right: 400 }, { right: 460 }, { right: 550 }], top: 100,
        rows: [
          ['Date', 'Symbol', 'Description', 'Quantity', 'Price', 'Amount'],
          ['02/03', 'VTI', 'Bought total market', '6.0000', '301.1200', '(1,806.72)'], ['02/06', 'VTI', 'Sold total market', '2.0000', '303.0000', '606.00'],
          ['02/13', 'SCHD', 'Bought dividend', '40.0000', '27.4500', '(1,098.00)'], ['02/18', 'XOM', 'Sold oil', '25.0000', '112.3400', '2,808.50'],
        ],
      }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-02-03 -1806.72', '2026-02-06 606.00', '2026-02-13 -1098.00', '2026-02-18 2808.50']);
  });

  it('is no booking where it lists what is due and when', async () => {
    const reading = await readPages([[
      ...heading('Sahyadri Card', 'Statement period 13/02/2026 to 12/03/2026'),
      ...tableTexts({ columns: [60, 230, 400], top: 100, rows: [['Total amount due', 'Minimum amount due', 'Payment due date'], ['9,140.50', '457.00', '01 Apr 2026']] }),
      ...tableTexts({ columns: [60, 130, { right: 330 }], top: 160, rows: [['Date', 'Transaction details', 'Amount'], ['14 Feb 26', 'Indian oil', '922.59 D'], ['28 Feb 26', 'Payment received', '4,000.00 C'], ['08 Mar 26', 'Finance charges', '74.18 D']] }),
      ...[['Rewards', 160], ['Closing balance 9,023', 173], ['EMI 4,578.77', 186]].map(([text, y]) => ({ text: String(text), x: 380, y: Number(y) })),
    ]]);
    expect(reading.transactions.map(({ date, amount, description }) => [date, amount, description])).toEqual([['2026-02-14', -92259n, 'Indian oil'], ['2026-02-28', 400000n, 'Payment received'], ['2026-03-08', -7418n, 'Finance charges']]);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is no booking where tables of other things stand above and below', async () => {
    const reading = await readPages([[
      ...tableTexts({ top: 60, columns: [60, { right: 300 }], rows: [['Account summary'], ['Opening balance', '1,000.00'], ['Total paid in', '650.00'], ['Total paid out', '250.00'], ['Closing balance', '1,400.00']] }),
      ...tableTexts({ top: 160, columns, rows }),
      ...tableTexts({ top: 300, columns: [60, 150, { right: 350 }], rows: [['Upcoming payments'], ['Date', 'Payee', 'Amount'], ['2026-11-03', 'Insurance', '-33.00'], ['2026-11-05', 'Water board', '-21.00']] }),
      ...tableTexts({ top: 400, columns: [60, { right: 200 }, { right: 300 }], rows: [['Exchange rates'], ['Date', 'Currency', 'Rate'], ['2026-10-30', 'USD', '1.0842'], ['2026-10-30', 'GBP', '0.8391']] }),
    ]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 100000n, closing: 140000n }] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is no booking where a summary below the table begins where none of its texts do', async () => {
    const reading = await readPages([[
      ...heading('Harbour Bank'),
      ...tableTexts({ columns: [60, 130, { right: 530 }], rows: [['Date', 'Description', 'Amount'], ['02/04/2026', 'Ferry tickets', '-36.40'], ['', 'Fee of the ferry', '-1.50'], ['09/04/2026', 'Wages', '+2,210.00'], ['17/04/2026', 'Boat yard', '-173.60']] }),
      ...tableTexts({ columns: [260, { right: 530 }], top: 220, leading: 20, rows: [['At a glance'], ['What there was', '+1,000.00'], ['What came in', '+2,210.00'], ['What there is', '+2,998.50']] }),
      ...tableTexts({ columns: [60, { right: 530 }], top: 310, rows: [['Still to come', '400.00']] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-04-02 -36.40', '2026-04-02 -1.50', '2026-04-09 2210.00', '2026-04-17 -173.60']);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is parted where the same table is printed twice side by side', async () => {
    const reading = await readPages([[
      ...heading('Cheques paid'),
      ...tableTexts({ top: 100, columns: [60, 120, { right: 270 }, 320, 380, { right: 530 }], rows: [
        ['Date', 'Number', 'Amount', 'Date', 'Number', 'Amount'], ['09/03/2026', '2101', '45.00', '09/21/2026', '2103', '310.00'], ['09/14/2026', '2102', '75.80', '09/28/2026', '2104', '12.40'],
      ] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-09-03 -45.00', '2026-09-14 -75.80', '2026-09-21 -310.00', '2026-09-28 -12.40']);
    expect(reading.transactions.map(({ reference }) => reference)).toEqual(['2101', '2102', '2103', '2104']);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('is parted where two columns of bookings run down a page with lines of their own, and titles over them', async () => {
    const left = [['Payments received'], ['Date', 'Merchant', 'Amount'], ['03/12/2025', 'PAYMENT THANK YOU', '-310.40'], ['Card purchases'], ['Date', 'Merchant', 'Amount'], ['04/12/2025', 'FERRY LINES', '45.00'], ['', 'TRAVEL. HARBOUR'], ['13/12/2025', 'BOOKSHOP', '18.50'], ['', 'CULTURE. HARBOUR']];
    const right = [['Card purchases (continued)'], ['Date', 'Merchant', 'Amount'], ['14/12/2025', 'KIOSK', '6.20'], ['', 'FOOD. OLD TOWN'], ['15/12/2025', 'REFUND KIOSK', '-3.10'], ['', 'FOOD. OLD TOWN'], ['16/12/2025', 'BOAT YARD', '75.80'], ['', 'SPORT. HARBOUR']];
    const reading = await readPages([
      [
        ...heading('Harbour Card', 'Statement date 20/12/2025'),
        ...tableTexts({ top: 110, columns: [40, 95, { right: 285 }], rows: left }), ...tableTexts({ top: 110, columns: [310, 365, { right: 555 }], rows: right.slice(0, 4) }), ...tableTexts({ top: 168, columns: [310, 365, { right: 555 }], rows: right.slice(4) }),
      ],
      tableTexts({ top: 60, columns: [40, 95, { right: 285 }], rows: [['Next statements'], ['Date', 'Merchant', 'Amount'], ['04/01/2026', 'SAILMAKER 2 OF 3', '90.00'], ['Total', '', '90.00']] }),
    ]);
    expect(reading.transactions.map(({ date, amount, description }) => [date, amount < 0n ? -amount : amount, description])).toEqual([
      ['2025-12-03', 31040n, 'PAYMENT THANK YOU'], ['2025-12-04', 4500n, 'FERRY LINES TRAVEL. HARBOUR'], ['2025-12-13', 1850n, 'BOOKSHOP CULTURE. HARBOUR'], ['2025-12-14', 620n, 'KIOSK FOOD. OLD TOWN'],
      ['2025-12-15', 310n, 'REFUND KIOSK FOOD. OLD TOWN'], ['2025-12-16', 7580n, 'BOAT YARD SPORT. HARBOUR'],
    ]);
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('a booking whose lines figures part', () => {
  const header = ['Date', 'Description', 'Debit', 'Credit', 'Balance'];
  const columns = [60, 130, { right: 380 }, { right: 450 }, { right: 530 }] as const;
  const first = [
    header, ['', 'BALANCE BROUGHT FORWARD', '', '', '1,000.00'],
    ['02/06/2026', 'CHEQUE', '', '', ''], ['', 'NO. 4410', '150.00', '', '850.00'], 6,
    ['05/06/2026', 'TRANSFER IN', '', '', ''], ['', 'SAILMAKERS GUILD', '', '400.00', '1,250.00'], 6,
    ['19/06/2026', 'DIRECT DEBIT', '', '', ''],
    ['', 'PAGE TOTALS', '150.00', '400.00', ''], ['', 'BALANCE CARRIED FORWARD', '', '', '1,250.00'],
  ];
  const pages = (second: readonly (readonly string[] | number)[]): Promise<Awaited<ReturnType<typeof readPages>>> =>
    readPages([tableTexts({ columns, rows: first }), tableTexts({ columns, rows: [header, ['', 'BALANCE BROUGHT FORWARD', '', '', '1,250.00'], ...second] })]);

  it('has the day and the texts that stand above the totals of the page before', async () => {
    const reading = await pages([['', 'HARBOUR LIGHTS', '60.00', '', '1,190.00'], 6, ['22/06/2026', 'CHEQUE', '', '', ''], ['', 'NO. 4411', '90.00', '', '1,100.00'], ['', 'PAGE TOTALS', '150.00', '', ''], ['', 'CLOSING BALANCE', '', '', '1,100.00']]);
    expect(rowsOf(reading)).toEqual(['2026-06-02 -150.00', '2026-06-05 400.00', '2026-06-19 -60.00', '2026-06-22 -90.00']);
    expect(reading.transactions[2]!.description).toBe('DIRECT DEBIT HARBOUR LIGHTS');
    expect(reading.proof).toBe('verified');
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('has them where another line at the foot of the page parts them, too', async () => {
    const foot = (y: number): readonly DrawnText[] => [{ text: 'Printed for you', x: 130, y }, { text: '30/06/2026', x: 290, y }];
    const reading = await readPages([
      [...tableTexts({ columns, top: 100, leading: 12, rows: first.slice(0, -2) }), ...foot(230)],
      tableTexts({ columns, rows: [header, ['', 'HARBOUR LIGHTS', '60.00', '', '1,190.00'], 6, ['22/06/2026', 'CHEQUE', '', '', ''], ['', 'NO. 4411', '90.00', '', '1,100.00']] }),
    ]);
    expect(rowsOf(reading)).toEqual(['2026-06-02 -150.00', '2026-06-05 400.00', '2026-06-19 -60.00', '2026-06-22 -90.00']);
    expect(reading.transactions[2]!.description).toBe('DIRECT DEBIT HARBOUR LIGHTS');
  });

  it('gives nothing of it to a booking that has a day of its own', async () => {
    const reading = await pages([['22/06/2026', 'CHEQUE', '', '', ''], ['', 'NO. 4411', '150.00', '', '1,100.00']]);
    expect(rowsOf(reading)).toEqual(['2026-06-02 -150.00', '2026-06-05 400.00', '2026-06-22 -150.00']);
    expect(reading.transactions[2]!.description).toBe('CHEQUE NO. 4411');
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('a table whose signs of the currency stand apart from its amounts', () => {
  it('is read without them', async () => {
    const rows = [['02/06/2026', 'Cheque 4410', '150.00', '', '850.00'], ['05/06/2026', 'Sailmakers Guild', '', '400.00', '1,250.00'], ['19/06/2026', 'Harbour Lights', '60.00', '', '1,190.00']];
    const reading = await readPages([[
      ...tableTexts({ columns: [60, 130, { right: 350 }, { right: 450 }, { right: 540 }], top: 100, leading: 15, size: 9, rows: [['Date', 'Description', 'Debit', 'Credit', 'Balance'], ['', 'Opening balance', '', '', '1,000.00'], ...rows] }),
      ...rows.flatMap(([, , debit], at): DrawnText[] => (debit === '' ? [{ text: '$', x: 357, y: 130 + at * 15, size: 9 }] : [{ text: '(', x: 352.5, y: 130 + at * 15, size: 9 }, { text: '$', x: 458, y: 130 + at * 15, size: 9 }])),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-06-02 -150.00', '2026-06-05 400.00', '2026-06-19 -60.00']);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Cheque 4410', 'Sailmakers Guild', 'Harbour Lights']);
    expect(reading.proof).toBe('verified');
  });
});

const RUNS = { numRuns: Number(process.env['STATEMENT_RUNS'] ?? 40), seed: 20262, endOnFailure: true } as const;

describe('any ledger on any pages', () => {
  it('reads back as it was printed, or says where its signs are unsure; every line is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, printedLayout, async (written, how) => {
        const reading = await readBytes(await drawPdf({ pages: printLedger(written, how) }));
        expect(isAccountedFor(reading)).toBe(true);
        const rows = [...rowsOf(reading)].sort();
        const expected = written.rows.map((row) => `${row.date} ${(row.cents / 100).toFixed(2)}`).sort();
        // Which way money goes is open where one column holds it, few rows have a minus, and texts speak against it.
        const open = (how.money === 'signed' || how.money === 'trailing') && reading.questions.some(({ field }) => field === 'sign');
        if (!open) {
          expect(rows).toEqual(expected);
          return;
        }
        expect(rows.map((row) => row.replace(' -', ' ')).sort()).toEqual(expected.map((row) => row.replace(' -', ' ')).sort());
        if (rows.join() !== expected.join()) expect(reading.proof).not.toBe('verified');
      }),
      RUNS,
    );
  });
});

describe('a transfer that is called as what a page carries forward', () => {
  it('is booked where another text stands beside it', async () => {
    const reading = await readPages([tableTexts({
      columns: [60, 130, 230, { right: 530 }],
      rows: [
        ['Buchungstag', 'Vorgang', 'Auftraggeber/Empfänger', 'Betrag'],
        ['01.02.2026', 'Alter Saldo', '', '1.000,00'],
        ['03.02.2026', 'Übertrag', 'Girokonto', '+400,00'],
        ['17.02.2026', 'Übertrag', 'Girokonto', '-180,00'],
        ['17.02.2026', 'Übertrag', 'auf Seite 2', '1.220,00'],
        ['28.02.2026', 'Zinsen', 'Abschluss', '+12,31'],
        ['28.02.2026', 'Neuer Saldo', '', '1.232,31'],
      ],
    })]);
    expect(rowsOf(reading)).toEqual(['2026-02-03 400.00', '2026-02-17 -180.00', '2026-02-28 12.31']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
  });
});

describe('amounts that are printed once more in another currency', () => {
  const printed = (second: readonly string[]): readonly DrawnText[] => tableTexts({
    columns: [60, 130, { right: 330 }, { right: 430 }, { right: 530 }],
    rows: [
      ['Date', 'Description', 'Debit EUR', 'Credit EUR', 'Balance EUR'],
      ['', 'Opening balance', '', '', '844.19'], ['', '', '', '', '1,651.09 BGN'],
      ['02.01.2026', 'Direct debit', '71.70', '', '772.49'], ['', 'Electricity', second[0]!, '', '1,510.86 BGN'],
      ['07.01.2026', 'Cash machine', '28.12', '', '744.37'], ['', '', second[1]!, '', '1,455.86 BGN'],
      ['09.01.2026', 'Salary', '', '1,480.50', '2,224.87'], ['', 'Software Ltd', '', second[2]!, '4,351.47 BGN'],
      ['', 'Closing balance', '', '', '2,224.87'], ['', '', '', '', '4,351.47 BGN'],
    ],
  });

  it('count in the currency of the account alone', async () => {
    const reading = await readPages([printed(['140.23 BGN', '55.00 BGN', '2,895.61 BGN'])]);
    expect(rowsOf(reading)).toEqual(['2026-01-02 -71.70', '2026-01-07 -28.12', '2026-01-09 1480.50']);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Direct debit Electricity', 'Cash machine', 'Salary Software Ltd']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
  });

  it('are amounts of their own where no rate leads from one to the other', async () => {
    const reading = await readPages([printed(['12.10 BGN', '3.00 BGN', '7.45 BGN'])]);
    expect(reading.proof).not.toBe('verified');
    expect(reading.transactions.length + reading.rejected.length).toBeGreaterThan(3);
  });
});
