import { describe, expect, it } from 'vitest';
import { StatementProblemError } from '../problem.ts';
import { rowsOf } from '../testing.ts';
import { readPages, tableTexts, type DrawnText } from './testing-pdf.ts';

const heading = (...texts: readonly string[]): readonly DrawnText[] => texts.map((text, index) => ({ text, x: 60, y: 50 + index * 15, size: 11 }));

async function codeOf(...texts: readonly DrawnText[]): Promise<string> {
  try {
    const { proof, transactions } = await readPages([texts]);
    return `${proof}, ${transactions.length} rows`;
  } catch (error) {
    if (error instanceof StatementProblemError) return error.code;
    throw error;
  }
}

describe('a document that lists days and amounts and is no statement', () => {
  it('is an invoice for hours at a rate, whatever its columns are called', async () => {
    const hours = [
      ['03/03/2026', 'Site survey', '4.50', '80.00', '360.00'], ['05/03/2026', 'Drawings', '7.25', '80.00', '580.00'], ['09/03/2026', 'Drawings', '6.00', '80.00', '480.00'],
      ['12/03/2026', 'Site visit', '3.50', '80.00', '280.00'], ['12/03/2026', 'Train fare', '', '', '31.20'], ['', 'Subtotal', '', '', '1,731.20'], ['', 'VAT 20%', '', '', '346.24'], ['', 'Total due', '', '', '2,077.44'],
    ];
    const columns = [60, 130, { right: 360 }, { right: 440 }, { right: 530 }];
    expect(await codeOf(...heading('Larch Studio', 'Date 31 March 2026'), ...tableTexts({ columns, rows: [['Date', 'Service', 'Hours', 'Rate', 'Amount'], ...hours] }))).toBe('no-table');
    expect(await codeOf(...heading('Larch Studio', 'Datum 31.03.2026'), ...tableTexts({ columns, rows: [['Datum', 'Beschreibung', 'Einheiten', 'Satz', 'Betrag'], ...hours] }))).toBe('no-table');
  });

  it('is a list of deliveries with whole pieces at their prices', async () => {
    const rows = [['Date', 'Description', 'Pcs', 'Each', 'Amount'], ['02.03.2026', 'Seed potatoes', '12', '4,15', '49,80'], ['04.03.2026', 'Onion sets', '30', '1,20', '36,00'], ['09.03.2026', 'Compost', '6', '8,95', '53,70'], ['16.03.2026', 'Netting', '2', '14,50', '29,00']];
    expect(await codeOf(...tableTexts({ columns: [60, 130, { right: 360 }, { right: 440 }, { right: 530 }], rows }))).toBe('no-table');
  });

  it('is an interest ladder of balances, days and their products', async () => {
    const rows = [['Valuta', 'Saldi', 'Giorni', 'Numeri'], ['02/01/26', '2.164,68', '5', '10,82'], ['07/01/26', '2.194,50', '7', '15,36'], ['14/01/26', '2.083,85', '4', '8,34'], ['18/01/26', '1.652,85', '2', '3,31'], ['20/01/26', '3.495,18', '6', '20,97']];
    expect(await codeOf(...tableTexts({ columns: [60, { right: 250 }, { right: 330 }, { right: 430 }], rows }))).toBe('no-table');
  });

  it('is an invoice that adds a tax to what it lists', async () => {
    const rows = [['Date', 'Description', 'Amount'], ['01/03/2026', 'Office cleaning', '240.00'], ['08/03/2026', 'Office cleaning', '240.00'], ['15/03/2026', 'Window cleaning', '95.00'], ['', 'Net amount', '575.00'], ['', 'VAT 20%', '115.00'], ['', 'Amount due', '690.00']];
    expect(await codeOf(...heading('Brightside Cleaning', 'Invoice 2026-118', 'Date 31 March 2026'), ...tableTexts({ columns: [60, 130, { right: 530 }], rows }))).toBe('no-table');
  });

  it('is a utility bill by meter readings', async () => {
    const rows = [['Period', 'Reading', 'Usage kWh', 'Price', 'Amount'], ['01/01/2026', '10442', '312', '0.2841', '88.64'], ['01/02/2026', '10730', '288', '0.2841', '81.82'], ['01/03/2026', '10991', '261', '0.2841', '74.15']];
    expect(await codeOf(...heading('Electricity bill'), ...tableTexts({ columns: [60, { right: 210 }, { right: 300 }, { right: 400 }, { right: 530 }], rows }))).toBe('no-table');
  });

  it('is a phone bill by calls', async () => {
    const rows = [['Date', 'Time', 'Number called', 'Duration', 'Amount'], ['05/01/2026', '11:37', '020 7946 0011', '15:40', '1.52'], ['05/01/2026', '17:00', '020 7946 0402', '06:45', '0.00'], ['06/01/2026', '15:34', '020 7946 0199', '04:14', '1.63']];
    expect(await codeOf(...heading('Phone bill'), ...tableTexts({ columns: [60, 130, 200, 330, { right: 530 }], rows }))).toMatch(/^no-/);
  });

  it('is a certificate of taxes', async () => {
    const rows = [['Account number', 'Opened', 'Interest income', 'Federal tax withheld'], ['000000771204', '03/14/2019', '$1.12', '$0.00'], ['000000881200', '06/02/2021', '$318.44', '$0.00'], ['000000881288', '02/11/2024', '$207.90', '$0.00']];
    expect(await codeOf(...heading('2025 tax reporting'), ...tableTexts({ columns: [60, 160, { right: 360 }, { right: 530 }], rows }))).toMatch(/^no-/);
  });

  it('is a payment plan of a loan', async () => {
    const rows = [['Due date', 'Payment', 'Interest', 'Principal', 'Balance'], ['01/04/2026', '500.00', '50.00', '450.00', '9,550.00'], ['01/05/2026', '500.00', '47.75', '452.25', '9,097.75'], ['01/06/2026', '500.00', '45.49', '454.51', '8,643.24']];
    expect(await codeOf(...heading('Repayment schedule'), ...tableTexts({ columns: [60, { right: 210 }, { right: 300 }, { right: 400 }, { right: 530 }], rows }))).toBe('no-table');
  });

  it('is a portfolio of holdings with their gains and losses', async () => {
    const rows = [['Bought', 'ISIN', 'Security', 'Units', 'Price', 'Value', 'Gain'], ['04/11/2019', 'GB0000000001', 'Harbour Trust', '120', '8.415', '1,009.80', '(120.20)'], ['18/02/2021', 'GB0000000002', 'Northern Gas', '45', '31.20', '1,404.00', '54.00'], ['09/09/2023', 'GB0000000003', 'Orchard Foods', '300', '2.155', '646.50', '(3.50)'], ['09/10/2023', 'GB0000000004', 'Orchard Land', '200', '3.100', '620.00', '20.00']];
    expect(await codeOf(...heading('Portfolio on 31 March 2026'), ...tableTexts({ columns: [60, 130, 220, { right: 350 }, { right: 410 }, { right: 480 }, { right: 550 }], rows }))).toBe('no-table');
  });

  it('is a portfolio of holdings', async () => {
    const rows = [['Bought', 'Security', 'Units', 'Price', 'Value'], ['04/11/2019', 'Harbour Trust', '120', '8.415', '1,009.80'], ['18/02/2021', 'Northern Gas', '45', '31.20', '1,404.00'], ['09/09/2023', 'Orchard Foods', '300', '2.155', '646.50']];
    expect(await codeOf(...heading('Portfolio valuation at 31 March 2026'), ...tableTexts({ columns: [60, 130, { right: 360 }, { right: 440 }, { right: 530 }], rows }))).toBe('no-table');
  });
});

describe('a statement whose numbers multiply', () => {
  it('is read where amounts of another currency stand beside their rates', async () => {
    const rows = [['Date', 'Description', 'Foreign amount', 'Exchange rate', 'Amount'], ['03/03/2026', 'Hotel Aurora', '-120.00', '0.8562', '-102.74'], ['05/03/2026', 'Museum shop', '-34.50', '0.8570', '-29.57'], ['09/03/2026', 'Refund Hotel Aurora', '60.00', '0.8544', '51.26']];
    const reading = await readPages([tableTexts({ columns: [60, 130, { right: 360 }, { right: 440 }, { right: 530 }], rows })]);
    expect(rowsOf(reading)).toEqual(['2026-03-03 -102.74', '2026-03-05 -29.57', '2026-03-09 51.26']);
  });

  it('is read where trades stand beside the balance of an account', async () => {
    const rows = [['Date', 'Description', 'Units', 'Price', 'Amount', 'Balance'], ['03/03/2026', 'Bought Harbour Trust', '12', '8.50', '-102.00', '898.00'], ['05/03/2026', 'Bought Northern Gas', '4', '31.25', '-125.00', '773.00'], ['09/03/2026', 'Sold Harbour Trust', '6', '9.00', '54.00', '827.00']];
    const reading = await readPages([tableTexts({ columns: [60, 130, { right: 300 }, { right: 370 }, { right: 450 }, { right: 530 }], rows })]);
    expect(rowsOf(reading)).toEqual(['2026-03-03 -102.00', '2026-03-05 -125.00', '2026-03-09 54.00']);
  });
});
