import { randomUUID } from 'node:crypto';
import type { Account, CashFlowSeries, CorrectTransaction, NewAccount, NewTransaction, Transaction } from '@cashflowsmart/sdk/contract';
import { fromDayNumber, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
import { toMoney } from '@cashflowsmart/sdk/money';
import type { DataAccess } from '../database/data-access.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/organisation-vault.ts';
import type { Vault } from '../vault/vault.ts';
import type { AccountDraft } from './account-draft.ts';
import { viewAccount } from './account-view.ts';
import { encodeAccount, type AccountBody } from './account-codec.ts';
import { countAppend, countsOf, draftAppend, type CountedAppend } from './append.ts';
import { openCursor, queryDigest, sealCursor } from './cursor.ts';
import { draftLedgerChange } from './entries.ts';
import { LedgerReader } from './ledger-reader.ts';
import { Events } from '../events/notice.ts';
import { applyWrite, lockAccount } from './ledger-writer.ts';
import { readPage } from './listing.ts';
import { monthNumberOf } from './month-number.ts';
import { sealContent } from './sealed-rows.ts';
import { textMatcher } from './search.ts';
import { seriesOf } from './series.ts';
import type {
  AppendCounts, AppendPlan, AppendRequest, ChangePreview, LedgerChange, LedgerFinding, LedgerOperations, LedgerTransaction, ListRequest, PreparedAppend, SearchRequest,
  SeriesRequest, TransactionPage, Visibility,
} from './types.ts';
import { draftUndo } from './undo.ts';
import { verifyAccount } from './verify.ts';
import { visibleChunks } from './visibility.ts';

export interface LedgerOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation'>;
}

/** How often a change is prepared anew because the account was changed meanwhile. */
const MAX_ATTEMPTS = 8;

/** Days of the calendar: years 0001 to 9999. */
const FIRST_DAY = toDayNumber('0001-01-01');
const LAST_DAY = toDayNumber('9999-12-31');

/** A change that was prepared on what a snapshot showed, and what it comes to. */
interface Prepared<Result> {
  readonly draft: AccountDraft;
  readonly result: Result;
}

interface PendingAppend {
  readonly organisationId: string;
  readonly counted: CountedAppend;
}

/**
 * The ledger over the database. Everything is read in one snapshot and sealed before the transaction that writes it; that
 * transaction locks the account first, and the change is prepared anew where another writer came in between.
 */
export class Ledger implements LedgerOperations {
  readonly #data: DataAccess;
  readonly #vault: Pick<Vault, 'organisation'>;
  readonly #pending = new WeakMap<AppendPlan, PendingAppend>();

  constructor({ data, vault }: LedgerOptions) {
    this.#data = data;
    this.#vault = vault;
  }

  async createAccount(organisationId: string, { name, number, currency }: NewAccount, inTransaction?: (trx: LedgerTransaction, account: Account) => Promise<void>): Promise<Account> {
    const vault = await this.#vault.organisation(organisationId);
    const id = randomUUID();
    const body: AccountBody = { name, number: number ?? null, currency, nextSequence: 0, months: [], imports: [] };
    const account = viewAccount({ id, revision: 1, ledgerVersion: 0, sealVersion: 1, body });
    const sealed = sealContent(vault, { table: 'accounts', id, sealVersion: 1 }, encodeAccount(body));
    await this.#data.inOrganisation(organisationId, async (trx) => {
      await trx.insertInto('accounts')
        .values({ organisation_id: organisationId, id, revision: 1, ledger_version: 0, seal_version: 1, sealed })
        .execute();
      await Events.publish(trx, organisationId, { kind: 'ledger' });
      await inTransaction?.(trx, account);
    });
    return account;
  }

  async listAccounts(organisationId: string): Promise<Account[]> {
    const accounts = await this.#read(organisationId, (reader) => reader.accounts());
    return accounts.map(viewAccount).sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  async readAccount(organisationId: string, accountId: string): Promise<Account> {
    return viewAccount(await this.#read(organisationId, (reader) => reader.account(accountId)));
  }

  async prepareAppend(organisationId: string, request: AppendRequest): Promise<PreparedAppend> {
    const counted = await this.#read(organisationId, (reader) => countAppend(reader, request));
    const plan = Object.freeze({}) as AppendPlan;
    this.#pending.set(plan, { organisationId, counted });
    return { ...countsOf(counted), plan };
  }

  async append(plan: AppendPlan, inTransaction: (trx: LedgerTransaction, counts: AppendCounts) => Promise<void>): Promise<AppendCounts> {
    const pending = this.#pending.get(plan);
    if (!pending) throw new TypeError('This plan was prepared by another ledger.');
    const { organisationId, counted } = pending;
    let first: CountedAppend | undefined = counted;
    return this.#change(organisationId, async (read) => {
      const latest = first ?? await read((reader) => countAppend(reader, counted.request));
      first = undefined;
      return { draft: await draftAppend(latest), result: countsOf(latest) };
    }, inTransaction);
  }

  async undo(organisationId: string, importId: string, inTransaction: (trx: LedgerTransaction) => Promise<void>): Promise<void> {
    await this.#change(organisationId, (read) => read(async (reader) => ({ draft: await draftUndo(reader, importId), result: undefined })), inTransaction);
  }

  async list(organisationId: string, visibility: Visibility, { accountId, ...request }: ListRequest): Promise<TransactionPage> {
    return this.search(organisationId, visibility, { ...request, accountIds: [accountId] });
  }

  async search(organisationId: string, visibility: Visibility, { accountIds, text, from, to, cursor, limit }: SearchRequest): Promise<TransactionPage> {
    const ids = [...new Set(accountIds)];
    const query = queryDigest([ids, text ?? null, from ?? null, to ?? null, visibility.personId, visibility.reach]);
    return this.#read(organisationId, async (reader, vault, trx) => {
      const accounts = await reader.accounts(ids);
      const { items, next } = await readPage(reader, {
        accounts, limit,
        from: dayOr(from, FIRST_DAY),
        to: dayOr(to, LAST_DAY),
        after: cursor === undefined ? undefined : openCursor(vault, query, cursor),
        visible: await visibleChunks(trx, organisationId, visibility),
        matches: textMatcher(text),
      });
      return { items, nextCursor: next && sealCursor(vault, query, next) };
    });
  }

  async createTransaction(organisationId: string, personId: string, entry: NewTransaction, inTransaction?: (trx: LedgerTransaction, transaction: Transaction) => Promise<void>): Promise<Transaction> {
    return this.change(organisationId, { kind: 'create', personId, entry }, inTransaction);
  }

  async correctTransaction(organisationId: string, transactionId: string, correction: CorrectTransaction, inTransaction?: (trx: LedgerTransaction) => Promise<void>): Promise<Transaction> {
    return this.change(organisationId, { kind: 'correct', transactionId, correction }, inTransaction);
  }

  async deleteTransaction(organisationId: string, transactionId: string, revision: number, inTransaction?: (trx: LedgerTransaction) => Promise<void>): Promise<void> {
    await this.change(organisationId, { kind: 'delete', transactionId, revision }, inTransaction);
  }

  async change(organisationId: string, change: LedgerChange, inTransaction?: (trx: LedgerTransaction, transaction: Transaction) => Promise<void>): Promise<Transaction> {
    return this.#change(organisationId, (read) => read((reader) => draftLedgerChange(reader, change)), inTransaction);
  }

  async previewChange(organisationId: string, change: LedgerChange): Promise<ChangePreview> {
    const { before, result } = await this.#read(organisationId, (reader) => draftLedgerChange(reader, change));
    return { accountId: result.accountId, before, after: change.kind === 'delete' ? null : result };
  }

  async series(organisationId: string, accountIds: readonly string[], { by, from, to }: SeriesRequest): Promise<CashFlowSeries> {
    const ids = [...new Set(accountIds)];
    const { accounts, months } = await this.#read(organisationId, async (reader) => {
      const accounts = await reader.accounts(ids);
      const lastMonth = monthNumberOf(dayOr(to, LAST_DAY));
      return { accounts, months: await reader.monthsOf(accounts, ({ month }) => month <= lastMonth) };
    });
    const currency = accounts[0]!.body.currency;
    if (accounts.some(({ body }) => body.currency !== currency)) throw new ProblemError('currency-mismatch');
    const series = seriesOf(
      accounts.map(({ body }, index) => ({
        months: Array.from(months[index]!.values(), ({ month }) => month),
        coverage: body.imports.flatMap(({ coverage }) => coverage ?? []),
      })),
      by,
      { ...(from !== undefined && { from: toDayNumber(from) }), ...(to !== undefined && { to: toDayNumber(to) }) },
    );
    if (!series) throw new ProblemError('invalid-request', { errors: [{ path: 'from', rule: 'too-many-buckets' }] });
    return {
      by, currency, accountIds: ids,
      dataFrom: series.covered && fromDayNumber(series.covered.from),
      dataTo: series.covered && fromDayNumber(series.covered.to),
      buckets: series.buckets.map(({ from: first, to: last, coverage, flows, balance }) => ({
        from: fromDayNumber(first),
        to: fromDayNumber(last),
        coverage,
        moneyIn: toMoney(flows.moneyIn, currency),
        moneyOut: toMoney(flows.moneyOut, currency),
        net: toMoney(flows.moneyIn + flows.moneyOut, currency),
        transfersIn: toMoney(flows.transfersIn, currency),
        transfersOut: toMoney(flows.transfersOut, currency),
        count: flows.count,
        balance: balance === null ? null : toMoney(balance, currency),
      })),
    };
  }

  async verify(organisationId: string): Promise<LedgerFinding[]> {
    const ids = await this.#data.inOrganisation(organisationId, (trx) =>
      trx.selectFrom('accounts').select('id').where('organisation_id', '=', organisationId).orderBy('id').execute());
    const findings: LedgerFinding[] = [];
    for (const { id } of ids) {
      // Asked for each: all of them may take longer than keys are given out for.
      const vault = await this.#vault.organisation(organisationId);
      findings.push(...await this.#data.inOrganisation(organisationId, (trx) => verifyAccount(trx, vault, id), { isolation: 'repeatable read' }));
    }
    return findings;
  }

  /** Reads in one snapshot. */
  async #read<T>(organisationId: string, read: (reader: LedgerReader, vault: OrganisationVault, trx: LedgerTransaction) => Promise<T>): Promise<T> {
    const vault = await this.#vault.organisation(organisationId);
    return this.#data.inOrganisation(organisationId, (trx) => read(new LedgerReader(trx, vault), vault, trx), { isolation: 'repeatable read' });
  }

  /** Prepares a change, seals it, and writes it if the account is still what it was prepared on; else all over again. */
  async #change<Result>(
    organisationId: string,
    prepare: (read: <T>(run: (reader: LedgerReader) => Promise<T>) => Promise<T>) => Promise<Prepared<Result>>,
    inTransaction?: (trx: LedgerTransaction, result: Result) => Promise<void>,
  ): Promise<Result> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const { draft, result } = await prepare((run) => this.#read(organisationId, run));
      const write = await draft.seal(await this.#vault.organisation(organisationId));
      const written = await this.#data.inOrganisation(organisationId, async (trx) => {
        if (await lockAccount(trx, organisationId, write.accountId) !== write.baseVersion) return false;
        await applyWrite(trx, organisationId, write);
        await inTransaction?.(trx, result);
        return true;
      });
      if (written) return result;
    }
    throw new ProblemError('changed-meanwhile');
  }
}

function dayOr(date: CalendarDate | undefined, otherwise: number): number {
  return date === undefined ? otherwise : toDayNumber(date);
}
