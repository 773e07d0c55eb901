import type { OrganisationVault } from '../vault/organisation-vault.ts';
import { SealedValueError } from '../vault/errors.ts';
import { decodeAttestation, decodeForward, type Attestation } from './attestations.ts';
import { decodeChunk } from './chunk-codec.ts';
import { indexOfOrdinal, type Chunk } from './chunk.ts';
import { closingsOf } from './closings.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import { LedgerReader, type OpenAccount } from './ledger-reader.ts';
import { decodeMonth, encodeMonth } from './month-codec.ts';
import { monthNumberOf, monthText, type MonthNumber } from './month-number.ts';
import { addChunk, contributionsOf, emptyMonth, withClosings, type Month } from './months.ts';
import { digestOf, openContent, sameDigest, type LedgerTable } from './sealed-rows.ts';
import type { LedgerFinding, LedgerTransaction } from './types.ts';

type Report = (kind: LedgerFinding['kind'], about: string) => void;

/**
 * Recomputes everything that one account's ledger says of itself: from the chunks the sums of every month, from all bodies their
 * digests; and looks for rows that nothing tells of. Opens every row of the account; read it in one snapshot.
 */
export async function verifyAccount(trx: LedgerTransaction, vault: OrganisationVault, accountId: string): Promise<LedgerFinding[]> {
  return new Verification(trx, vault, accountId).run();
}

class Verification {
  readonly #trx: LedgerTransaction;
  readonly #vault: OrganisationVault;
  readonly #accountId: string;
  readonly #findings: LedgerFinding[] = [];

  constructor(trx: LedgerTransaction, vault: OrganisationVault, accountId: string) {
    this.#trx = trx;
    this.#vault = vault;
    this.#accountId = accountId;
  }

  async run(): Promise<LedgerFinding[]> {
    const account = await this.#account();
    if (!account) return this.#findings;
    const months = await this.#months(account);
    const chunks = await this.#chunks(months);
    this.#sums(months, chunks);
    await this.#attestations(account, chunks);
    await this.#forwards(chunks);
    return this.#findings;
  }

  readonly #report: Report = (kind, about) => {
    this.#findings.push({ accountId: this.#accountId, kind, about });
  };

  async #account(): Promise<OpenAccount | undefined> {
    try {
      return await new LedgerReader(this.#trx, this.#vault).account(this.#accountId);
    } catch (error) {
      if (!(error instanceof SealedValueError || error instanceof LedgerIntegrityError)) throw error;
      this.#report('unreadable', this.#accountId);
      return undefined;
    }
  }

  async #months(account: OpenAccount): Promise<Map<MonthNumber, Month>> {
    const rows = await this.#trx.selectFrom('ledger_months').select(['id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('account_id', '=', this.#accountId).execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const months = new Map<MonthNumber, Month>();
    for (const { id, month, digest } of account.body.months) {
      const row = byId.get(id);
      byId.delete(id);
      if (!row) {
        this.#report('month-missing', monthText(month));
        continue;
      }
      const opened = this.#open('ledger_months', id, row, decodeMonth);
      if (!opened) continue;
      if (!sameDigest(opened.digest, digest) || opened.body.month !== month) this.#report('month-digest', monthText(month));
      months.set(month, opened.body);
    }
    for (const id of byId.keys()) this.#report('month-orphan', id);
    return months;
  }

  async #chunks(months: ReadonlyMap<MonthNumber, Month>): Promise<Map<string, Chunk>> {
    const ids = await this.#trx.selectFrom('ledger_chunks').select(['id', 'import_id'])
      .where('organisation_id', '=', this.#vault.organisationId).where('account_id', '=', this.#accountId).execute();
    const listed = Map.groupBy([...months.values()].flatMap((month) => month.chunks), ({ id }) => id);
    const chunks = new Map<string, Chunk>();
    for (const { id, import_id: importId } of ids) {
      const entries = listed.get(id);
      listed.delete(id);
      if (!entries) {
        this.#report('chunk-orphan', id);
        continue;
      }
      const row = await this.#trx.selectFrom('ledger_chunks').select(['seal_version', 'sealed'])
        .where('organisation_id', '=', this.#vault.organisationId).where('id', '=', id).executeTakeFirstOrThrow();
      const opened = this.#open('ledger_chunks', id, row, decodeChunk);
      if (!opened) continue;
      if (entries.some(({ digest }) => !sameDigest(digest, opened.digest))) this.#report('chunk-digest', id);
      if (opened.body.accountId !== this.#accountId || opened.body.owner.importId !== importId) this.#report('chunk-owner', id);
      chunks.set(id, opened.body);
    }
    for (const id of listed.keys()) this.#report('chunk-missing', id);
    return chunks;
  }

  /** Every month as it would be if it were made of its chunks now. */
  #sums(months: ReadonlyMap<MonthNumber, Month>, chunks: ReadonlyMap<string, Chunk>): void {
    const computed = new Map<MonthNumber, Month>();
    const entries = new Map([...months.values()].flatMap((month) => month.chunks.map((entry) => [entry.id, entry])));
    for (const [id, chunk] of chunks) {
      const entry = entries.get(id)!;
      for (const [month, share] of contributionsOf(chunk)) computed.set(month, addChunk(computed.get(month) ?? emptyMonth(month), entry, share));
    }
    const days = new Set([...chunks.values()].flatMap((chunk) => Array.from(chunk.rows.day)));
    for (const [month, closings] of Map.groupBy(closingsOf([...chunks.values()], days), ([day]) => monthNumberOf(day))) {
      computed.set(month, withClosings(computed.get(month)!, new Map(closings)));
    }
    for (const month of new Set([...months.keys(), ...computed.keys()])) {
      const [stored, now] = [months.get(month), computed.get(month)];
      if (!stored || !now || !sameMonth(stored, now)) this.#report('month-sums', monthText(month));
    }
  }

  async #attestations(account: OpenAccount, chunks: ReadonlyMap<string, Chunk>): Promise<void> {
    const rows = await this.#trx.selectFrom('ledger_attestations').select(['import_id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('account_id', '=', this.#accountId).execute();
    const byId = new Map(rows.map((row) => [row.import_id, row]));
    for (const { importId, digest } of account.body.imports) {
      const row = byId.get(importId);
      byId.delete(importId);
      if (!row) {
        this.#report('attestation-missing', importId);
        continue;
      }
      const opened = this.#open('ledger_attestations', importId, row, decodeAttestation);
      if (!opened) continue;
      if (!sameDigest(opened.digest, digest)) this.#report('attestation-digest', importId);
      if (!allRowsExist(opened.body, chunks)) this.#report('attestation-row', importId);
    }
    for (const id of byId.keys()) this.#report('attestation-orphan', id);
    const living = new Set(account.body.imports.map(({ importId }) => importId));
    for (const [id, { owner }] of chunks) {
      if (owner.importId !== null && !living.has(owner.importId)) this.#report('chunk-owner', id);
    }
  }

  /** A forward may lead to a chunk that was handed over again, or to rows that went with their last import. */
  async #forwards(chunks: ReadonlyMap<string, Chunk>): Promise<void> {
    const rows = await this.#trx.selectFrom('ledger_forwards').select(['chunk_id', 'seal_version', 'sealed'])
      .where('organisation_id', '=', this.#vault.organisationId).where('account_id', '=', this.#accountId).execute();
    for (const row of rows) {
      const opened = this.#open('ledger_forwards', row.chunk_id, row, decodeForward);
      if (!opened) continue;
      const broken = opened.body.some(({ chunkId, ordinal }) => {
        const chunk = chunks.get(chunkId);
        return chunk !== undefined && ordinal.some((at) => indexOfOrdinal(chunk, at) === -1);
      });
      if (broken || chunks.has(row.chunk_id)) this.#report('forward-broken', row.chunk_id);
    }
  }

  #open<Body>(table: LedgerTable, id: string, row: { seal_version: number; sealed: Uint8Array }, decode: (content: Uint8Array) => Body): { body: Body; digest: Uint8Array } | undefined {
    try {
      const content = openContent(this.#vault, { table, id, sealVersion: row.seal_version }, row.sealed);
      return { body: decode(content), digest: digestOf(content) };
    } catch (error) {
      if (!(error instanceof SealedValueError || error instanceof LedgerIntegrityError)) throw error;
      this.#report('unreadable', id);
      return undefined;
    }
  }
}

function allRowsExist(attestation: Attestation, chunks: ReadonlyMap<string, Chunk>): boolean {
  return Array.from(attestation).every(([chunkId, { ordinal }]) => {
    const chunk = chunks.get(chunkId);
    return chunk !== undefined && ordinal.every((at) => indexOfOrdinal(chunk, at) !== -1);
  });
}

/** Whether two months say the same, in whatever order their chunks were added. */
function sameMonth(a: Month, b: Month): boolean {
  return sameDigest(digestOf(encodeMonth(inOneOrder(a))), digestOf(encodeMonth(inOneOrder(b))));
}

function inOneOrder(month: Month): Month {
  return { ...month, chunks: month.chunks.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}
