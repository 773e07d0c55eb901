import { ProblemError } from '../http/problem-error.ts';
import { unlessDestroyed } from '../vault/errors.ts';
import type { OrganisationVault } from '../vault/organisation-vault.ts';
import { decodeAccount, type AccountBody, type MonthEntry } from './account-codec.ts';
import { decodeAttestation, decodeForward, type Attestation, type Forward } from './attestations.ts';
import { decodeChunk } from './chunk-codec.ts';
import type { Chunk } from './chunk.ts';
import { isId, parseTransactionId } from './ids.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import { decodeMonth } from './month-codec.ts';
import type { MonthNumber } from './month-number.ts';
import type { ChunkEntry, Month } from './months.ts';
import { digestOf, openContent, sameDigest } from './sealed-rows.ts';
import type { LedgerTransaction } from './types.ts';

export interface OpenAccount {
  readonly id: string;
  readonly revision: number;
  readonly ledgerVersion: number;
  readonly sealVersion: number;
  readonly body: AccountBody;
}

export interface OpenMonth {
  readonly id: string;
  readonly sealVersion: number;
  readonly month: Month;
}

export interface OpenChunk {
  readonly id: string;
  readonly sealVersion: number;
  readonly digest: Uint8Array;
  readonly chunk: Chunk;
}

export interface OpenAttestation {
  readonly sealVersion: number;
  readonly attestation: Attestation;
}

/** Chunks fetched by one statement: some megabytes. */
const BATCH = 32;

/** How often a row can have been handed over before its first id is forgotten. */
const MAX_FORWARDS = 100;

/**
 * Opens rows of one organisation's ledger within a transaction. Whatever it gives was checked against the digest in the row
 * above it, so all of it must be read in one snapshot (`repeatable read`).
 *
 * Its methods throw a `LedgerIntegrityError` where a row is missing or is not the one that was written last.
 */
export class LedgerReader {
  readonly #trx: LedgerTransaction;
  readonly #vault: OrganisationVault;

  constructor(trx: LedgerTransaction, vault: OrganisationVault) {
    this.#trx = trx;
    this.#vault = vault;
  }

  /** @throws {ProblemError} `not-found`. */
  async account(accountId: string): Promise<OpenAccount> {
    const [account] = await this.accounts([accountId]);
    return account!;
  }

  /** In the order of `accountIds`; all where it is left out. @throws {ProblemError} `not-found` where one is missing. */
  async accounts(accountIds?: readonly string[]): Promise<OpenAccount[]> {
    let query = this.#trx.selectFrom('accounts').select(['id', 'revision', 'ledger_version', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId);
    if (accountIds && !accountIds.every(isId)) throw new ProblemError('not-found');
    if (accountIds) query = query.where('id', 'in', [...new Set(accountIds)]);
    const rows = await query.execute();
    const open = (row: (typeof rows)[number]): OpenAccount => ({
      id: row.id,
      revision: row.revision,
      ledgerVersion: row.ledger_version,
      sealVersion: row.seal_version,
      body: decodeAccount(openContent(this.#vault, { table: 'accounts', id: row.id, sealVersion: row.seal_version }, row.sealed)),
    });
    // Whoever asks for one is told that it is lost; a list of all goes on without it.
    if (!accountIds) return rows.flatMap((row) => unlessDestroyed(() => open(row)) ?? []);
    const byId = new Map(rows.map((row) => [row.id, open(row)]));
    return accountIds.map((id) => {
      const account = byId.get(id);
      if (!account) throw new ProblemError('not-found');
      return account;
    });
  }

  /** The months of an account for which `wanted` holds; all where it is left out. */
  async months(account: OpenAccount, wanted?: (entry: MonthEntry) => boolean): Promise<Map<MonthNumber, OpenMonth>> {
    const [months] = await this.monthsOf([account], wanted);
    return months!;
  }

  /** The same for several accounts at once, in their order. */
  async monthsOf(accounts: readonly OpenAccount[], wanted: (entry: MonthEntry) => boolean = () => true): Promise<Map<MonthNumber, OpenMonth>[]> {
    const entries = accounts.map(({ body }) => body.months.filter(wanted));
    const all = entries.every((some, index) => some.length === accounts[index]!.body.months.length);
    const rows = entries.every(({ length }) => length === 0) ? [] : await this.#trx.selectFrom('ledger_months').select(['id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId)
      .where('account_id', 'in', accounts.map(({ id }) => id))
      .$if(!all, (query) => query.where('id', 'in', entries.flat().map(({ id }) => id)))
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return entries.map((some) => new Map(some.map((entry) => [entry.month, this.#openMonth(entry, byId.get(entry.id))])));
  }

  /** Chunks by what the months say of them, in the order of `entries`; each once. */
  async chunks(account: OpenAccount, entries: Iterable<Pick<ChunkEntry, 'id' | 'owner' | 'digest'>>): Promise<OpenChunk[]> {
    const wanted = new Map(Array.from(entries, (entry) => [entry.id, entry]));
    const ids = [...wanted.keys()];
    const opened: OpenChunk[] = [];
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      const byId = new Map((await this.#chunkRows(batch)).map((row) => [row.id, row]));
      for (const id of batch) {
        const row = byId.get(id);
        if (!row) throw new LedgerIntegrityError('A chunk is missing.');
        const chunk = this.#openChunk(account.id, row);
        requireSame(chunk, wanted.get(id)!);
        opened.push(chunk);
      }
    }
    return opened;
  }

  /** A chunk by its id, unchecked: the caller looks for it in the months. @throws {ProblemError} `not-found`. */
  async chunk(accountId: string, chunkId: string): Promise<OpenChunk> {
    const [row] = await this.#chunkRows([chunkId]);
    if (!row) throw new ProblemError('not-found');
    return this.#openChunk(accountId, row);
  }

  /**
   * Where a transaction is now: the account and the chunk, which is another one where the row was handed over.
   * @throws {ProblemError} `not-found`.
   */
  async locate(transactionId: string): Promise<{ readonly accountId: string; readonly chunkId: string; readonly ordinal: number }> {
    const parts = parseTransactionId(transactionId);
    let chunkId = parts?.chunkId;
    for (let step = 0; parts && chunkId !== undefined && step < MAX_FORWARDS; step++) {
      const row = await this.#trx.selectFrom('ledger_chunks').select('account_id')
        .where('organisation_id', '=', this.#vault.organisationId).where('id', '=', chunkId).executeTakeFirst();
      if (row) return { accountId: row.account_id, chunkId, ordinal: parts.ordinal };
      chunkId = (await this.#forward(chunkId))?.find(({ ordinal }) => ordinal.includes(parts.ordinal))?.chunkId;
    }
    throw new ProblemError('not-found');
  }

  /** The account in whose ledger an import is. @throws {ProblemError} `import-not-committed`. */
  async accountOfImport(importId: string): Promise<string> {
    const row = await this.#trx.selectFrom('ledger_attestations').select('account_id')
      .where('organisation_id', '=', this.#vault.organisationId).where('import_id', '=', importId).executeTakeFirst();
    if (!row) throw new ProblemError('import-not-committed');
    return row.account_id;
  }

  /** Every attestation of an account, by import. */
  async attestations(account: OpenAccount): Promise<Map<string, OpenAttestation>> {
    const rows = await this.#trx.selectFrom('ledger_attestations').select(['import_id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('account_id', '=', account.id).execute();
    const byId = new Map(rows.map((row) => [row.import_id, row]));
    return new Map(account.body.imports.map(({ importId, digest }) => {
      const row = byId.get(importId);
      if (!row) throw new LedgerIntegrityError('An attestation is missing.');
      const content = openContent(this.#vault, { table: 'ledger_attestations', id: importId, sealVersion: row.seal_version }, row.sealed);
      if (!sameDigest(digestOf(content), digest)) throw new LedgerIntegrityError('An attestation is not the one that was written last.');
      return [importId, { sealVersion: row.seal_version, attestation: decodeAttestation(content) }];
    }));
  }

  #openMonth(entry: MonthEntry, row: { id: string; seal_version: number; sealed: Uint8Array } | undefined): OpenMonth {
    if (!row) throw new LedgerIntegrityError('A month is missing.');
    const content = openContent(this.#vault, { table: 'ledger_months', id: row.id, sealVersion: row.seal_version }, row.sealed);
    if (!sameDigest(digestOf(content), entry.digest)) throw new LedgerIntegrityError('A month is not the one that was written last.');
    return { id: row.id, sealVersion: row.seal_version, month: decodeMonth(content) };
  }

  async #forward(chunkId: string): Promise<Forward | undefined> {
    const row = await this.#trx.selectFrom('ledger_forwards').select(['seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('chunk_id', '=', chunkId).executeTakeFirst();
    return row && decodeForward(openContent(this.#vault, { table: 'ledger_forwards', id: chunkId, sealVersion: row.seal_version }, row.sealed));
  }

  #chunkRows(ids: readonly string[]) {
    return this.#trx.selectFrom('ledger_chunks').select(['id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('id', 'in', ids).execute();
  }

  #openChunk(accountId: string, row: { id: string; seal_version: number; sealed: Uint8Array }): OpenChunk {
    const content = openContent(this.#vault, { table: 'ledger_chunks', id: row.id, sealVersion: row.seal_version }, row.sealed);
    const chunk = decodeChunk(content);
    if (chunk.accountId !== accountId) throw new LedgerIntegrityError('A chunk belongs to another account.');
    return { id: row.id, sealVersion: row.seal_version, digest: digestOf(content), chunk };
  }
}

function requireSame({ digest, chunk: { owner } }: OpenChunk, entry: Pick<ChunkEntry, 'owner' | 'digest'>): void {
  if (!sameDigest(digest, entry.digest)) throw new LedgerIntegrityError('A chunk is not the one that was written last.');
  if (owner.importId !== entry.owner.importId || owner.personId !== entry.owner.personId) throw new LedgerIntegrityError('A chunk belongs to another owner.');
}
