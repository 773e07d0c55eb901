import type { Account, CashFlowSeries, Problem, Role, Session, StatementImport, Transaction } from '@cashflowsmart/sdk/contract';

/** What the in-memory API holds. Dates are fixed, so that a picture of a story never changes by itself. */
export interface ApiData {
  /** null: nobody is signed in. */
  readonly session: Session | null;
  readonly accounts: readonly Account[];
  readonly transactions: readonly Transaction[];
  readonly imports: readonly StatementImport[];
  /** Answers to `readCashFlow` by bucket size; a size that is missing answers an empty series. */
  readonly cashFlow: Readonly<Partial<Record<CashFlowSeries['by'], CashFlowSeries>>>;
}

/** An id in the form of the contract, from a small number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const ORGANISATION = idOf(1);
export const OTHER_ORGANISATION = idOf(2);
export const PERSON = idOf(3);
export const CURRENT_ACCOUNT = idOf(10);
export const SAVINGS_ACCOUNT = idOf(11);

export function sessionAs(role: Role, organisations = 1): Session {
  const memberships = [
    { organisationId: ORGANISATION, organisationName: 'Hollerbach Carpentry', role },
    { organisationId: OTHER_ORGANISATION, organisationName: 'Lindqvist & Daughters', role },
  ];
  return { person: { id: PERSON, name: 'Mara Winter' }, memberships: memberships.slice(0, organisations), expiresAt: '2099-01-01T00:00:00Z', idleMinutes: 30 };
}

export const accounts: readonly Account[] = [
  { id: CURRENT_ACCOUNT, name: 'Business account', number: 'DE02120300000000202051', currency: 'EUR', revision: 4, transactionCount: 60, dataFrom: '2025-06-01', dataTo: '2025-08-31' },
  { id: SAVINGS_ACCOUNT, name: 'Tax reserve', number: 'DE02500105170137075030', currency: 'EUR', revision: 2, transactionCount: 4, dataFrom: '2025-06-01', dataTo: '2025-08-31' },
];

const samples: readonly (readonly [amount: string, description: string, counterparty: string | null])[] = [
  ['1840.00', 'Invoice 2025-117, oak staircase, second part', 'Pension Seeblick'],
  ['-62.35', 'Fuel', 'Petrol station Ringstrasse'],
  ['-1210.40', 'Solid oak boards, delivery note 88412, 24 pieces at 2.10 m, treated, with transport to the building site in two loads', 'Timber trade Ahorn'],
  ['-500.00', 'Tax reserve', 'Own account'],
  ['412.90', 'Repair of a kitchen front', null],
  ['-39.99', 'Telephone and internet', 'Telecom'],
  ['-2150.00', 'Wages', 'Payroll'],
  ['96.00', 'Refund of a deposit', 'Tool rental'],
];

const pad = (number: number): string => String(number).padStart(2, '0');

/** `count` transactions, newest first, over three months, one of eight kinds each. */
export function transactionsOf(count: number, options: { readonly accountId?: string; readonly scale?: number } = {}): readonly Transaction[] {
  return Array.from({ length: count }, (_, index): Transaction => {
    const [amount, description, counterparty] = samples[index % samples.length]!;
    const day = 91 - Math.floor((index * 91) / Math.max(count, 30));
    const month = day > 61 ? 8 : day > 30 ? 7 : 6;
    const dayOfMonth = Math.max(1, day - (month === 8 ? 61 : month === 7 ? 30 : 0) + 0);
    const date = `2025-${pad(month)}-${pad(Math.min(dayOfMonth, month === 6 ? 30 : 31))}`;
    return {
      id: `${idOf(500)}.${count - index}`,
      accountId: options.accountId ?? CURRENT_ACCOUNT,
      date,
      valueDate: null,
      amount: { amount, currency: 'EUR' },
      balance: index % 11 === 7 ? null : { amount: (18_240.55 - index * 37.5).toFixed(2), currency: 'EUR' },
      description,
      counterparty,
      reference: index % 4 === 0 ? `RF18 5390 ${1000 + index}` : null,
      transfer: index % samples.length === 3,
      corrected: index % samples.length === 4,
      revision: 1,
      origin: index % samples.length === 4 ? { kind: 'hand', personId: PERSON } : { kind: 'import', importId: idOf(700), line: index + 9 },
    };
  });
}

/** Data of a small business; a story changes what it is about. */
export function apiData(change: Partial<ApiData> = {}): ApiData {
  return { session: sessionAs('operator'), accounts, transactions: transactionsOf(60), imports: [], cashFlow: {}, ...change };
}

export function problemOf(code: string, status: number, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, code, detail, docs: `/problems/${code}`, requestId: 'req-7f3a' };
}
