import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from './testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

describe('files of several accounts', () => {
  it('tells two accounts of a few rows apart, and proves each of them', async () => {
    const reading = await readText(lines(
      'Account number,Date,Narrative,Debit,Credit,Balance',
      '062000111222,31/03/2026,Grocer,40.00,,960.00', '062000111222,14/03/2026,Salary,,900.00,1000.00',
      '062000333444,31/03/2026,Interest,,1.00,501.00', '062000333444,15/03/2026,Withdrawal,20.00,,500.00',
    ));
    expect(reading.accounts.map(({ number, proof }) => [number, proof.status])).toEqual([['062000111222', 'verified'], ['062000333444', 'verified']]);
  });

  it('follows the account that stands above each table', async () => {
    const table = (account: string, ...rows: readonly string[]): readonly string[] => [`Account: ${account}`, 'Date,Text,Amount,Balance', ...rows, ''];
    const reading = await readText(lines(
      ...table('Checking 111122223333', '2026-03-02,Shop,-14.20,985.80', '2026-03-16,Salary,900.00,1885.80'),
      ...table('Savings 444455556666', '2026-03-05,Transfer,100.00,600.00', '2026-03-30,Interest,1.00,601.00'),
      ...table('Checking 111122223333', '2026-04-02,Shop,-85.80,1800.00'),
    ));
    expect(reading.accounts.map(({ number, closing, proof }) => [number, closing, proof.status])).toEqual([['111122223333', 180000n, 'verified'], ['444455556666', 60100n, 'verified']]);
    expect(reading.transactions.map(({ account }) => account)).toEqual([0, 1, 0, 1, 0]);
  });

  it('takes accounts that vary from row to row for those of the other party', async () => {
    const reading = await readText(lines(
      'Date;Account;Details;Amount', '02.03.2026;DE02100100100006820101;Rent;-850,00', '13.03.2026;DE89370400440532013000;Invoice 7;1.200,00',
      '20.03.2026;DE12500105170648489890;Power;-90,00', '27.03.2026;DE75512108001245126199;Phone;-20,00',
    ));
    expect(reading.accounts).toHaveLength(1);
    expect(reading.transactions).toHaveLength(4);
  });
});

describe('accounts of the other party', () => {
  it('are no own accounts where two rows in turn share one', async () => {
    const reading = await readText(lines('Date;Value date;Payee;Purpose;IBAN;Amount', '02.03.2026;02.03.2026;Landlord;Rent;DE02100100100006820101;-850,00', '13.03.2026;13.03.2026;Landlord;Power;DE02100100100006820101;-90,00', '20.03.2026;20.03.2026;Acme;Salary;DE89370400440532013000;2.000,00'));
    expect(reading.accounts).toHaveLength(1);
    expect(reading.transactions).toHaveLength(3);
  });
});

describe('amounts that are printed more than once', () => {
  it('takes those of the currency that every row shares', async () => {
    const reading = await readText(lines(
      'Date;Amount;Currency;Charged;Currency;Text', '13.03.2026;-12,50;USD;-11,40;EUR;Cloud hosting', '14.03.2026;-30,00;EUR;-30,00;EUR;Fuel', '15.03.2026;500,00;EUR;500,00;EUR;Customer',
    ));
    expect(rowsOf(reading)).toEqual(['2026-03-13 -11.40', '2026-03-14 -30.00', '2026-03-15 500.00']);
    expect(reading.accounts.map(({ currency }) => currency)).toEqual(['EUR']);
    expect(reading.questions).toEqual([]);
  });

  it('takes those whose header names the currency before those with a currency in each row', async () => {
    const reading = await readText(lines(
      'Date,Text,Amount (UAH),Amount of operation,Currency,Balance', '13.03.2026,Film,-421.20,-9.99,USD,9000.00', '12.03.2026,Bread,-10.80,-10.80,UAH,9421.20', '11.03.2026,Salary,9000.00,9000.00,UAH,9432.00',
    ));
    expect(rowsOf(reading)).toEqual(['2026-03-11 9000.00', '2026-03-12 -10.80', '2026-03-13 -421.20']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
    expect(reading.accounts.map(({ currency }) => currency)).toEqual(['UAH']);
  });

  it('takes the net amount where a fee with its own sign explains the gross one, given back with a refund', async () => {
    const reading = await readText(lines('Date,Description,Gross,Fee,Net', '2026-03-01,Payment of Ada,67.66,-2.03,65.63', '2026-03-04,Payment of Bo,51.66,-1.64,50.02', '2026-03-14,Refund to Bo,-45.00,1.12,-43.88', '2026-03-16,Withdrawal,-60.00,0.00,-60.00'));
    expect(reading.transactions.map(({ amount }) => amount)).toEqual([6563n, 5002n, -4388n, -6000n]);
    expect(reading.questions).toEqual([]);
  });

  it('takes the net amount where the fee beside it explains the gross one', async () => {
    const reading = await readText(lines('Date,Type,Amount,Fee,Net,Description', '2026-03-02,sold,50.00,1.75,48.25,Order 1', '2026-03-05,returned,-20.00,0.00,-20.00,Order 2', '2026-03-16,sent,-28.25,0.00,-28.25,To the bank'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 48.25', '2026-03-05 -20.00', '2026-03-16 -28.25']);
    expect(reading.questions).toEqual([]);
  });

  it('does not ask about a copy of the amounts without their signs', async () => {
    const reading = await readText(lines('Date,Text,Amount,Amount absolute', '2026-03-02,Rent,-850.00,850.00', '2026-03-13,Sale,120.00,120.00', '2026-03-14,Fee,-3.00,3.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -850.00', '2026-03-13 120.00', '2026-03-14 -3.00']);
    expect(reading.questions).toEqual([]);
  });
});

describe('fees', () => {
  it('are taken from money out and money in where the balances say so', async () => {
    const reading = await readText(lines(
      'Day,Text,Received,Spent,Fee,Balance', '14.03.2026,Wages,500.00,,,500.00', '15.03.2026,Cash machine,,-40.00,-2.50,457.50', '16.03.2026,Fuel,,-57.50,,400.00',
    ));
    expect(rowsOf(reading)).toEqual(['2026-03-14 500.00', '2026-03-15 -42.50', '2026-03-16 -57.50']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
  });

  it('tell which way is in: what they make smaller', async () => {
    const reading = await readText(lines(
      'Created,Purpose,Amount,Fee,Net,Currency', '2026-03-14,Charge of card 1,20.00,0.80,19.20,chf', '2026-03-15,Charge of card 2,30.00,1.20,28.80,chf', '2026-03-16,Withdrawal,-48.00,0.00,-48.00,chf',
    ));
    expect(rowsOf(reading)).toEqual(['2026-03-14 19.20', '2026-03-15 28.80', '2026-03-16 -48.00']);
    expect(reading.questions).toEqual([]);
    expect(reading.accounts[0]?.currency).toBe('CHF');
  });

  it('tell nothing where no amount has a minus, as in a list of invoices', async () => {
    const reading = await readText(lines('Issued,Customer,Net,Fee,Gross', '2026-03-14,Acme,100.00,20.00,120.00', '2026-03-15,Umbrella,200.00,40.00,240.00'));
    expect(reading.questions.map(({ field }) => field)).toContain('sign');
  });
});

describe('cards', () => {
  const CARD = ['Date,Text,Amount', '2026-03-14,Bookshop,12.00', '2026-03-15,PAYMENT RECEIVED - THANK YOU,-300.00', '2026-03-16,Grocer,44.10', '2026-03-17,Fuel,70.00'];

  it('print purchases as they are where the payment of the bill has a minus', async () => {
    const reading = await readText(lines(...CARD));
    expect(rowsOf(reading)).toEqual(['2026-03-14 -12.00', '2026-03-15 300.00', '2026-03-16 -44.10', '2026-03-17 -70.00']);
    expect(reading.questions).toEqual([]);
  });

  it('leave the sign open where the minus says nothing', async () => {
    const reading = await readText(lines(...CARD).replace('PAYMENT RECEIVED - THANK YOU', 'Something else'));
    expect(reading.questions.map(({ field }) => field)).toEqual(['sign']);
  });
});

describe('a column of amounts for each currency', () => {
  it('gives each row the currency that stands over its amount', async () => {
    const text = lines('Day,Text,EUR,SEK', '14.03.2026,Rent,-850.00,', '15.03.2026,Fika,,-45.00', '16.03.2026,Wages,2000.00,');
    const reading = await readText(text);
    expect(reading.accounts.map(({ currency }) => currency)).toEqual(['EUR', 'SEK']);
    expect(rowsOf(reading)).toEqual(['2026-03-14 -850.00', '2026-03-15 -45.00', '2026-03-16 2000.00']);
    expect(reading.transactions.map(({ account }) => account)).toEqual([0, 1, 0]);
    expect(reading.questions).toEqual([]);
    const again = await readText(text, { recipe: reading.recipe });
    expect(again.transactions).toEqual(reading.transactions);
  });

  it('is none where each row has both: those are conversions', async () => {
    const reading = await readText(lines('Day,Text,Amount (EUR),Amount (SEK)', '14.03.2026,Rent,-10.00,-110.00', '16.03.2026,Wages,20.00,220.00'));
    expect(reading.accounts).toHaveLength(1);
  });
});

describe('a table of something else', () => {
  it('is refused where no header is about money and the numbers only count', async () => {
    await expect(readText(lines('No;Name;Date of entry;Street;Town', '17;Ann;13.03.2026;Elm 5;Bern', '18;Bob;14.03.2026;Oak 6;Biel'))).rejects.toMatchObject({ code: 'no-amounts' });
  });
});

describe('a sign that several currencies share', () => {
  it('is asked about where they count other decimals, with the rows of each', async () => {
    const text = lines('Date,Details,Withdrawal,Deposit,Balance', '2026-03-14,Card,¥1000,,¥9000', '2026-03-15,Wages,,¥50000,¥59000');
    const reading = await readText(text);
    expect(reading.questions.map(({ field, choices }) => [field, choices.map(({ value, rows }) => [value, rows[0]?.amount])])).toEqual([['currency', [['JPY', '-1000'], ['CNY', '-1000.00']]]]);
    const answered = await readText(text, { answers: { currency: 'CNY' } });
    expect(answered.questions).toEqual([]);
    expect(answered.transactions.map(({ amount }) => amount)).toEqual([-100_000n, 5_000_000n]);
  });

  it('is no matter of the reading where they count the same', async () => {
    const reading = await readText(lines('Date,Details,Amount', '2026-03-14,Card,-$10.00', '2026-03-15,Wages,$50.00'));
    expect(reading.questions).toEqual([]);
    expect(reading.accounts[0]?.currency).toBeNull();
  });

  it('is asked about where amounts have three decimals and no currency', async () => {
    const reading = await readText(lines('Date,Details,Amount', '2026-03-14,Card,"-1,010.125"', '2026-03-15,Wages,"2,050.500"'));
    expect(rowsOf(reading)).toEqual(['2026-03-14 -1010.125', '2026-03-15 2050.500']);
    expect(reading.questions.map(({ field }) => field)).toEqual(['currency']);
  });
});

describe('a column for both directions', () => {
  it('is one of signed amounts', async () => {
    const reading = await readText(lines('取引日,入出金額,内容', '2026/3/14,50000,給料', '2026/3/15,300,利息', '2026/3/16,-1000,カード'));
    expect(reading.recipe.columns).toEqual(['date', 'amount', 'description']);
    expect(reading.transactions.map(({ amount }) => amount > 0n)).toEqual([true, true, false]);
  });
});

describe('balances that are none', () => {
  it('leaves out the balance of the account that is repeated on every row', async () => {
    const reading = await readText(lines('Date;Label;Amount;Balance', '2026-03-02;Rent;-850,00;1000.00', '2026-03-13;Sale;120,00;1000.00', '2026-03-14;Fee;-3,00;1000.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -850.00', '2026-03-13 120.00', '2026-03-14 -3.00']);
    expect(reading).toMatchObject({ proof: 'unverifiable', rejected: [] });
    expect(reading.transactions.map(({ balance }) => balance)).toEqual([null, null, null]);
  });

  it('asks where another table adds up as a statement does', async () => {
    const reading = await readText(lines('Day;Reading;Used', '01.03.2026;10000,00;0,00', '02.03.2026;10012,50;12,50', '13.03.2026;10137,50;125,00', '14.03.2026;10150,25;12,75'));
    expect(reading.proof).not.toBe('verified');
    expect(reading.questions.map(({ field }) => field)).toContain('columns');
  });
});

describe('balances with a flag of their own', () => {
  it('are overdrawn where it says debit', async () => {
    const beside = await readText(lines('Date,Details,Amount,DR/CR,Balance,DR/CR', '02/03/2026,Cheque,250.00,DR,750.00,CR', '16/03/2026,Receipt,1200.00,CR,1950.00,CR', '31/03/2026,Rent,2000.00,DR,50.00,DR'));
    expect(rowsOf(beside)).toEqual(['2026-03-02 -250.00', '2026-03-16 1200.00', '2026-03-31 -2000.00']);
    expect([beside.proof, beside.accounts[0]!.closing]).toEqual(['verified', -5000n]);
    const pair = lines('Date,Details,Withdrawal,Deposit,Balance,Dr/Cr', '02/03/2026,Cheque,250.00,,50.00,Dr', '16/03/2026,Receipt,,1200.00,1150.00,Cr');
    const reading = await readText(pair);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
    expect((await readText(pair, { recipe: reading.recipe })).transactions).toEqual(reading.transactions);
  });
});

describe('dashes for nothing', () => {
  it('leave a money column as empty as blanks do', async () => {
    const reading = await readText(lines('Date|Text|Deposits|Withdrawals|Balance|Code', '02/03/2026|Shop|-|$87.90|$2,912.10|101', '25/03/2026|Salary|$18,000.00|-|$20,912.10|201'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -87.90', '2026-03-25 18000.00']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
  });
});

describe('decimal marks', () => {
  it('reads groups of three as thousands where the script of the header knows no third decimal', async () => {
    const reading = await readText(lines('"日付","摘要","支払い金額","預かり金額","差引残高"', '"2026/3/2","カード","30,000","","470,000"', '"2026/3/25","給料","","280,000","750,000"'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -30000.00', '2026-03-25 280000.00']);
    expect(reading.questions).toEqual([]);
  });
});

describe('flags', () => {
  it('follow the names in their header', async () => {
    const reading = await readText(lines('Fecha;Detalle;Monto;Cargo/Abono', '05/03/2026;Arriendo;450,50;C', '27/03/2026;Sueldo;1.200,00;A'));
    expect(rowsOf(reading)).toEqual(['2026-03-05 -450.50', '2026-03-27 1200.00']);
  });

  it('are not the letters with which a bank codes its bookings', async () => {
    const reading = await readText(lines('Date;Text;Amount;Balance;Class', '31.03.2026;Grocer;-245,90;12.754,10;A', '27.03.2026;Salary;12.500,00;13.000,00;B', '01.03.2026;Rent;-4.000,00;500,00;C'));
    expect(rowsOf(reading)).toEqual(['2026-03-01 -4000.00', '2026-03-27 12500.00', '2026-03-31 -245.90']);
    expect(reading.proof).toBe('verified');
  });
});

describe('descriptions', () => {
  const described = async (...text: readonly string[]): Promise<readonly string[]> => (await readText(lines(...text))).transactions.map(({ description }) => description);

  it('go on in the columns to the right that have no name', async () => {
    expect(await described('"Date","Amount","Description","",""', '"2026-03-02","-12.00","Card payment","GROCER TOWN","9 o\'clock"', '"2026-03-13","40.00","Transfer","ACME",""')).toEqual(["Card payment · GROCER TOWN · 9 o'clock", 'Transfer · ACME']);
  });

  it('are taken from a reference in words where only the counterparty is named', async () => {
    expect(await described('Date,Counter party,Reference,Amount', '2026-03-02,Grocer,weekly shopping,-12.00', '2026-03-13,Acme,March pay,40.00')).toEqual(['Grocer · weekly shopping', 'Acme · March pay']);
  });

  it('leave out the account number of the counterparty', async () => {
    expect(await described('Datum;Rekening tegenpartij;Naam tegenpartij;Mededeling;Bedrag', '13.03.2026;BE71096123456769;Jansen;Huur;-850,00', '14.03.2026;BE71096123456769;Peeters;Factuur;20,00')).toEqual(['Jansen · Huur', 'Peeters · Factuur']);
  });
});

describe('days without a year', () => {
  it('take it from the dates that are stated above the table', async () => {
    const reading = await readText(lines("Account,'1234567890", 'Period,01/03/2026 - 31/03/2026', '', 'Date,Details,Amount,,Balance', "'02/03,Grocer,50000.00,DB,950000.00", "'25/03,Salary,5000000.00,CR,5950000.00", "'31/03,Fee,15000.00,DB,5935000.00"));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -50000.00', '2026-03-25 5000000.00', '2026-03-31 -15000.00']);
    expect(reading.proof).toBe('verified');
  });

  it('are read from the longer table, where a line of dates and balances above it looks like one as well', async () => {
    const reading = await readText(lines(
      "3,'Statement','From Date','To Date','Opening Balance','Closing Balance'", "3,87,'28 February 2026','27 March 2026',3120.44,26240.44",
      "5,'Number','Date','Description','Amount','Balance'", "5,1,'28 Feb','Card',-1250.00,1870.44", "5,2,'01 Mar','Fee',-130.00,1740.44", "5,3,'03 Mar','Salary',24500.00,26240.44", "6,'END'",
    ));
    expect(rowsOf(reading)).toEqual(['2026-02-28 -1250.00', '2026-03-01 -130.00', '2026-03-03 24500.00']);
    expect(reading.proof).toBe('verified');
  });

  it('lie on the right side of the new year', async () => {
    const reading = await readText(lines('Period,15/12/2025 - 15/01/2026', '', 'Date,Details,Amount', '20/12,Grocer,-50.00', '02/01,Salary,500.00'));
    expect(rowsOf(reading)).toEqual(['2025-12-20 -50.00', '2026-01-02 500.00']);
  });

  const YEARLESS = lines('Statement', '', 'Date,Details,Amount,Balance', '20/12,Grocer,-50.00,950.00', '02/01,Salary,500.00,1450.00', '14/01,Rent,-450.00,1000.00');

  it('are asked about where nothing states a year, with the rows of each', async () => {
    const reading = await readText(YEARLESS);
    const [question] = reading.questions;
    const year = new Date().getUTCFullYear();
    expect(question).toMatchObject({ field: 'year' });
    expect(question!.choices.map(({ value, rows }) => [value, rows[0]?.date, rows[1]?.date])).toEqual([year, year - 1, year - 2].map((each) => [String(each), `${each - 1}-12-20`, `${each}-01-02`]));
    expect(reading.proof).not.toBe('verified');
  });

  it('lie in the year that a person says, also beside a recipe', async () => {
    const answered = await readText(YEARLESS, { answers: { year: '2019' } });
    expect(rowsOf(answered)).toEqual(['2018-12-20 -50.00', '2019-01-02 500.00', '2019-01-14 -450.00']);
    expect(answered).toMatchObject({ questions: [], proof: 'verified' });
    const { recipe } = answered;
    expect((await readText(YEARLESS, { recipe })).questions.map(({ field }) => field)).toEqual(['year']);
    expect((await readText(YEARLESS, { recipe, answers: { year: '2019' } })).transactions).toEqual(answered.transactions);
    await expect(readText(YEARLESS, { answers: { year: 'next' } })).rejects.toMatchObject({ code: 'recipe-mismatch' });
  });

  it('take it from what stands below the table', async () => {
    const reading = await readText(`${YEARLESS}\nPrinted on 20 January 2020\n`);
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2019-12-20', '2020-01-02', '2020-01-14']);
    expect(reading.questions).toEqual([]);
  });
});

describe('a day that is printed once for all its rows', () => {
  const GROUPED = ['Date,Text,Amount,Balance', '13/03/2026,Gift,20.00,100.00', '14/03/2026,Grocer,-10.00,90.00', ',Baker,-5.00,85.00', ',Fuel,-25.00,60.00', '16/03/2026,Wages,40.00,100.00', '17/03/2026,Phone,-7.00,93.00'];

  it('is that of the rows below it whose balance follows', async () => {
    const reading = await readText(lines(...GROUPED));
    expect(rowsOf(reading)).toEqual(['2026-03-13 20.00', '2026-03-14 -10.00', '2026-03-14 -5.00', '2026-03-14 -25.00', '2026-03-16 40.00', '2026-03-17 -7.00']);
    expect(reading).toMatchObject({ proof: 'verified', rejected: [] });
    const newestFirst = await readText(lines(GROUPED[0]!, '17/03/2026,Phone,-7.00,93.00', '16/03/2026,Wages,40.00,100.00', '14/03/2026,Fuel,-25.00,60.00', ',Baker,-5.00,85.00', ',Grocer,-10.00,90.00', '13/03/2026,Gift,20.00,100.00'));
    expect(newestFirst).toMatchObject({ proof: 'verified', rejected: [] });
    expect(newestFirst.transactions).toHaveLength(6);
  });

  it('is none of theirs where the balance does not follow', async () => {
    const reading = await readText(lines(...GROUPED).replace('85.00', '84.00'));
    expect(reading.rejected.map(({ reason }) => reason)).toContain('date-missing');
  });
});

describe('seconds since 1970', () => {
  it('are days in a column that its header calls a date', async () => {
    const reading = await readText(lines('created_at,title,amount', '1773446400,Grocer,-10.00', '1773532800000,Wages,50.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-14 -10.00', '2026-03-15 50.00']);
  });
});

describe('states of a row', () => {
  it.each(['Declined', 'REVERSED', 'Stornováno', 'Отклонена', '승인취소', 'Afventer', 'Čeká na zaúčtování', 'Processing'])('%s moves no money', async (state) => {
    const reading = await readText(lines('Date;Merchant;Amount;Status', '13.03.2026;Grocer;-10,00;Done', `14.03.2026;Hotel;-99,00;${state}`, '15.03.2026;Wages;50,00;Done'));
    expect(rowsOf(reading)).toEqual(['2026-03-13 -10.00', '2026-03-15 50.00']);
  });
});

describe('dates as spreadsheets count them', () => {
  it('are read in a column that its header calls a date', async () => {
    const reading = await readText(lines('Date,Text,Money out,Money in,Balance', '46083,Grocer,14.20,,985.80', '46097,Salary,,900.00,1885.80', '46112,Rent,885.80,,1000.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -14.20', '2026-03-16 900.00', '2026-03-31 -885.80']);
    const again = await readText(lines('Date,Text,Money out,Money in,Balance', '46120,Grocer,14.00,,986.00'), { recipe: reading.recipe });
    expect(rowsOf(again)).toEqual(['2026-04-08 -14.00']);
  });
});

describe('headers in unusual places', () => {
  it('are not seen in a narrow line of the preamble that sounds like one', async () => {
    const reading = await readText(lines('Sorted by;Date, amount', '', 'xx;xxx;xxxx;xxxxx', '27.03.2026;Power;-54,90;3.012,76', '16.03.2026;Salary;2.450,00;3.067,66', '03.03.2026;Rent;-850,00;617,66', '02.03.2026;Phone;-19,99;1.467,66'));
    expect(reading.source.header).toEqual(['xx', 'xxx', 'xxxx', 'xxxxx']);
    expect(reading).toMatchObject({ proof: 'verified' });
  });

  it('lose no row that stands above the first of them', async () => {
    const reading = await readText(lines('05.01.2026;Sale;100,00;1.100,00', '20.01.2026;Rent;-50,00;1.050,00', 'Date;Text;Amount;Balance', '03.02.2026;Sale;80,00;1.130,00', '14.02.2026;Fee;-30,00;1.100,00'));
    expect(rowsOf(reading)).toEqual(['2026-01-05 100.00', '2026-01-20 -50.00', '2026-02-03 80.00', '2026-02-14 -30.00']);
    expect(reading.source.lineCount).toMatchObject({ transactions: 4, header: 1, markers: 0 });
  });

  it('may be written as one word with capitals inside', async () => {
    const reading = await readText(lines('operationDate,valueDate,merchantName,amount', '13.03.2026,11.03.2026,Grocer,-12.00', '14.03.2026,14.03.2026,Acme,40.00'));
    expect(reading.recipe.columns).toEqual(['date', 'value-date', 'counterparty', 'amount']);
  });
});

describe('files without a header', () => {
  it('ask for the direction where letters of the last column mean the same way', async () => {
    const reading = await readText(lines('05/03/2026;Lease;450.000,50;C', '27/03/2026;Company;1.200.000,00;A', '28/03/2026;Shop;35.990,00;C'));
    expect(reading.questions.map(({ field }) => field)).toContain('sign');
  });

  it('leave out rows that a column of states calls pending', async () => {
    const reading = await readText(lines('02.03.2026;Train;-48,00;952,00;Booked', '27.03.2026;Salary;25.000,00;25.952,00;Booked', '30.03.2026;Grocer;-312,45;25.639,55;Booked', '02.04.2026;Rent;-8.000,00;17.639,55;Pending'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -48.00', '2026-03-27 25000.00', '2026-03-30 -312.45']);
  });

  it('take no column for a balance that repeats the amounts', async () => {
    const reading = await readText(lines('30.12.2025;Sent;1300.00;0.00;EUR;1300.00;0.00;2285.69', '30.12.2025;Sent;1500.00;0.00;EUR;1500.00;0.00;3585.69', '16.12.2025;Received;0.00;55.00;EUR;0.00;55.00;5085.69'));
    expect(rowsOf(reading)).toEqual(['2025-12-16 55.00', '2025-12-30 -1500.00', '2025-12-30 -1300.00']);
  });
});

describe('a chain against the dates', () => {
  it('is contradicted: a lost row may leave balances that close from the wrong end', async () => {
    const reading = await readText(lines('Date,Text,Money out,Money in,Balance', '2026-03-02,Grocer,14.20,,985.80', '2026-03-31,Rent,885.80,,1000.00'));
    expect(reading.proof).toBe('contradicted');
  });
});

describe('columns of fees', () => {
  it('book a fee that stands alone on its row', async () => {
    const reading = await readText(lines(
      'Date,Description,Money In,Money Out,Fee,Balance', '2026-03-02,Cash,,-100.00,-5.00,895.00', '2026-03-16,Salary,900.00,,,1795.00', '2026-03-20,Shop,,-20.00,-1.00,1774.00',
      '2026-03-25,Shop,,-30.00,,1744.00', '2026-03-31,Monthly fee,,,-7.50,1736.50',
    ));
    expect(reading.transactions.map(({ amount }) => amount)).toEqual([-10500n, 90000n, -2100n, -3000n, -750n]);
    expect(reading.rejected).toEqual([]);
  });
});

describe('headers that are a sign alone', () => {
  it('name the columns of money out and in', async () => {
    const reading = await readText(lines('Time,Details,[-],[+]', '2 Mar 26 09:26,Shop,12.50,', '3 Mar 26 10:00,Card,3.00,', '16 Mar 26 11:00,From a friend,,900.00'));
    expect(reading.transactions.map(({ amount }) => amount)).toEqual([-1250n, -300n, 90000n]);
    expect(reading.questions).toEqual([]);
  });
});

describe('days of the Republic of China in seven digits', () => {
  it('are read under a header that calls them dates', async () => {
    const reading = await readText(lines('帳務日期,摘要,支出,存入,餘額', '1130226,轉帳,100,,900', '1130301,薪資,,500,1400'));
    expect(rowsOf(reading).length).toBe(2);
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2024-02-26', '2024-03-01']);
  });
});

describe('a line above rows without a header', () => {
  const rows = ['02-03-2026,Shop,-14.20,985.80', '16-03-2026,Salary,900.00,1885.80', '18-03-2026,Rent,-85.80,1800.00'];

  it('is no row where it writes its date in another way than all rows', async () => {
    const reading = await readText(lines('2026-04-01,PL61109010140000071219812874,1000.00,1800.00', ...rows));
    expect(reading.transactions.map(({ amount }) => amount)).toEqual([-1420n, 90000n, -8580n]);
    expect(reading.proof).toBe('consistent');
  });

  it('is a row where it is written like them', async () => {
    expect((await readText(lines('01-03-2026,Interest,1.00,1000.00', ...rows))).transactions).toHaveLength(4);
  });
});

describe('currencies of other decimals in one file', () => {
  it('counts the amounts and balances of each row in the decimals of its own currency', async () => {
    const reading = await readText(lines(
      'Date,Text,Amount,Currency,Balance', '2026-03-05,Shop,-12.50,EUR,87.50', '2026-03-14,Fare,-250,JPY,9750', '2026-03-15,Fuel,-7.250,KWD,92.750', '2026-03-16,Noodles,-750,JPY,9000', '2026-03-28,Cafe,-7.25,EUR,80.25',
    ));
    expect(reading.accounts.map(({ currency }) => currency)).toEqual(['EUR', 'JPY', 'KWD']);
    expect(reading.transactions.map(({ amount, balance }) => [amount, balance])).toEqual([[-1250n, 8750n], [-250n, 9750n], [-7250n, 92_750n], [-750n, 9000n], [-725n, 8025n]]);
  });

  it('shows the rows of a question in them', async () => {
    const reading = await readText(lines('Date,Text,Amount,Currency', '02/03/2026,Shop,-12.50,EUR', '03/03/2026,Fare,-250,JPY', '04/03/2026,Cafe,-7.25,EUR'));
    expect(reading.questions.map(({ field, choices }) => [field, choices[0]?.rows.map(({ amount }) => amount)])).toEqual([['date-order', ['-12.50', '-250', '-7.25']]]);
  });
});
