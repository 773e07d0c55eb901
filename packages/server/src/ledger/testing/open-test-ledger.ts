import { randomUUID } from 'node:crypto';
import { fromDayNumber, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
import { insertFixture } from '../../testing/fixtures.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import { openTestVault } from '../../testing/test-vault.ts';
import { sealBody } from '../../vault/sealed-row.ts';
import type { Vault } from '../../vault/vault.ts';
import { Ledger } from '../ledger.ts';
import type { CoveredDays, IncomingRow, LedgerTransaction, Visibility } from '../types.ts';

/** A ledger on a real database, with an organisation, one person and the means to import into it. */
export interface TestLedger {
  readonly ledger: Ledger;
  readonly database: TestDatabase;
  readonly vault: Vault;
  readonly organisationId: string;
  readonly personId: string;
  /** Everything, for the person of the fixture. */
  readonly all: Visibility;
  account(name?: string, options?: { readonly number?: string; readonly currency?: string }): Promise<string>;
  /** An announced import, as the imports feature leaves it before a commit. */
  announce(accountId: string, personId?: string): Promise<string>;
  /** Announces and commits in one go. @returns the import's id. */
  import(accountId: string, rows: readonly IncomingRow[], coverage?: CoveredDays | null, personId?: string): Promise<string>;
  undo(importId: string): Promise<void>;
  person(): Promise<string>;
}

/** With the `vault` of another test ledger it is another organisation in the same database. */
export async function openTestLedger(database: TestDatabase, existing?: Vault): Promise<TestLedger> {
  const { data } = database;
  const vault = existing ?? await openTestVault(database);
  const { organisationId, personId, accountId: unused } = await insertFixture(data, vault);
  // The fixture's account says nothing, not even its currency.
  await data.inOrganisation(organisationId, (trx) => trx.deleteFrom('accounts').where('organisation_id', '=', organisationId).where('id', '=', unused).execute());
  const ledger = new Ledger({ data, vault });
  const setState = (importId: string, state: 'committed' | 'undone') => async (trx: LedgerTransaction): Promise<void> => {
    await trx.updateTable('imports').set({ state }).where('organisation_id', '=', organisationId).where('id', '=', importId).execute();
  };
  const self: TestLedger = {
    ledger, database, vault, organisationId, personId,
    all: { personId, reach: 'all' },
    account: async (name = 'Giro', options = {}) => (await ledger.createAccount(organisationId, { name, currency: 'EUR', ...options })).id,
    announce: async (accountId, by = personId) => {
      const id = randomUUID();
      const keys = await vault.organisation(organisationId);
      await data.inOrganisation(organisationId, (trx) => trx.insertInto('imports').values({
        organisation_id: organisationId, id, account_id: accountId, person_id: by, state: 'review', received_bytes: 0, created_at: new Date(), revision: 1, seal_version: 1,
        sealed: sealBody(keys, { table: 'imports', rowId: id, sealVersion: 1, codecVersion: 1 }, {}),
      }).execute());
      return id;
    },
    import: async (accountId, rows, coverage = null, by = personId) => {
      const importId = await self.announce(accountId, by);
      const { plan } = await ledger.prepareAppend(organisationId, { importId, accountId, rows, coverage });
      await ledger.append(plan, setState(importId, 'committed'));
      return importId;
    },
    undo: (importId) => ledger.undo(organisationId, importId, setState(importId, 'undone')),
    person: async () => {
      const other = await insertFixture(data, vault);
      await data.inOrganisation(organisationId, (trx) => trx.insertInto('members').values({ organisation_id: organisationId, person_id: other.personId, role: 'data-entry', state: 'active', revision: 1 }).execute());
      return other.personId;
    },
  };
  return self;
}

/** A row of a statement; what is left out is the same for all. */
export function row(day: CalendarDate, amount: number | bigint, rest: Partial<IncomingRow> = {}): IncomingRow {
  return { day, valueDay: null, amount: BigInt(amount), balance: null, description: 'Payment', counterparty: null, reference: null, line: 1, ...rest };
}

/**
 * Varied rows over some months, from a fixed seed: thousands of payees, free references, a running balance.
 * @returns `count` rows, oldest first.
 */
export function variedRows(count: number, { from = '2023-01-01', days = 1095, seed = 1 }: { from?: CalendarDate; days?: number; seed?: number } = {}): IncomingRow[] {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const payees = Array.from({ length: 4_000 }, (_, index) => `${['Bäckerei', 'Stadtwerke', 'Autohaus', 'Kanzlei', 'Hotel'][index % 5]} ${random(1e9).toString(36)}`);
  const first = toDayNumber(from);
  let balance = 1_000_000n;
  return Array.from({ length: count }, (_, index) => {
    const day = fromDayNumber(first + Math.floor((index * days) / count));
    const amount = BigInt(Math.round(Math.exp(random(700) / 100 + 5)) * (random(5) === 0 ? 4 : -1));
    balance += amount;
    const payee = payees[Math.floor((random(1_000) * random(4_000)) / 1_000)]!;
    return { day, valueDay: day, amount, balance, description: `${payee} INV-${random(1e8)}`, counterparty: payee, reference: `RF${random(1e6)}`, line: index + 2 };
  });
}
