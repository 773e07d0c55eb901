import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';
import { namesMinorUnits } from './minor-units-header.ts';

describe('headers of minor units', () => {
  it.each(['amount_cents', 'amountCents', 'Amount in cents', 'Amount (pence)', 'amount in minor units', 'amountMinor', 'Betrag (Cent)', 'Betrag in Euro-Cent', 'Montant en centimes', 'Importe (céntimos)', 'Kwota w groszach', 'Částka (haléře)', 'Belopp i öre', 'Beløb (øre)', 'Сумма, коп.', '金额(分)'])('%s', (header) => {
    expect(namesMinorUnits(header)).toBe(true);
  });

  it.each(['Amount', 'Percent', 'Cost center', 'Belopp (kr, öre)', 'Beløb kr./øre', 'Betrag Euro und Cent', 'Kwota (zł, grosze)', 'Сумма, руб., коп.', 'Importo ore', 'Recent amount', '分类', ''])('but not %j', (header) => {
    expect(namesMinorUnits(header)).toBe(false);
  });
});

describe('amounts in minor units', () => {
  it('are read as such, and chain with balances in either unit', async () => {
    const cents = await readText('date,description,amount_cents,balance_cents,currency\n2026-01-05,Rent,-125000,875000,EUR\n2026-01-16,Sale,20050,895050,EUR\n');
    expect([rowsOf(cents), cents.proof, cents.transactions[0]!.balance]).toEqual([['2026-01-05 -1250.00', '2026-01-16 200.50'], 'verified', 875_000n]);
    const mixed = await readText('Datum;Text;Betrag (Cent);Saldo\n05.01.2026;Miete;-125000;8.750,00\n16.01.2026;X;20050;8.950,50\n17.01.2026;X;-50;8.950,00\n');
    expect([rowsOf(mixed), mixed.proof]).toEqual([['2026-01-05 -1250.00', '2026-01-16 200.50', '2026-01-17 -0.50'], 'verified']);
  });

  it('are read in two columns, beside whole units, and in currencies without any', async () => {
    expect(rowsOf(await readText('Date,Text,Debit (pence),Credit (pence)\n2026-01-05,Rent,1250,\n2026-01-16,Sale,,2050\n'))).toEqual(['2026-01-05 -12.50', '2026-01-16 20.50']);
    const both = await readText('Created,Amount,amount_cents,Currency,Description\n2026-01-05,12.50,1250,usd,Shoes\n2026-01-06,-2.50,-250,usd,Refund\n');
    expect([rowsOf(both), both.questions]).toEqual([['2026-01-05 12.50', '2026-01-06 -2.50'], []]);
    expect(rowsOf(await readText('date,text,amount in minor units,currency\n2026-01-05,Rent,-1250,JPY\n2026-01-16,Sale,2050,JPY\n'))).toEqual(['2026-01-05 -1250', '2026-01-16 2050']);
  });
});

describe('a unit behind "in"', () => {
  it('makes no money in of amounts: their sign is asked as under a plain header', async () => {
    for (const header of ['Amount in EUR', 'Betrag in Cent', 'Amount (in cents)', 'Amount in account currency']) {
      const reading = await readText(`Date,Text,${header}\n2026-01-05,Rent,1250\n2026-01-06,Shop,1000\n`);
      expect([reading.recipe.columns[2], reading.questions.map(({ field }) => field)]).toEqual(['amount', ['sign']]);
    }
  });

  it('stays money in beside money out', async () => {
    expect(rowsOf(await readText('Date,Text,Amount out EUR,Amount in EUR\n2026-01-05,Rent,12.50,\n2026-01-16,Sale,,20.50\n'))).toEqual(['2026-01-05 -12.50', '2026-01-16 20.50']);
  });
});
