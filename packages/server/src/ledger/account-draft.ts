import { randomUUID } from 'node:crypto';
import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/organisation-vault.ts';
import { encodeAccount, type AccountBody, type ImportEntry, type MonthEntry } from './account-codec.ts';
import { encodeAttestation, encodeForward, type Attestation, type Forward } from './attestations.ts';
import { encodeChunk } from './chunk-codec.ts';
import type { Chunk } from './chunk.ts';
import { closingsOf } from './closings.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import type { OpenAccount, OpenAttestation, OpenChunk, OpenMonth } from './ledger-reader.ts';
import type { LedgerWrite, SealedChange } from './ledger-writer.ts';
import { encodeMonth } from './month-codec.ts';
import { monthNumberOf, type MonthNumber } from './month-number.ts';
import { addChunk, contributionsOf, emptyMonth, isEmptyMonth, removeChunk, withClosings, type Month } from './months.ts';
import { digestOf, sealContent, type LedgerTable } from './sealed-rows.ts';
import { Turns } from './turns.ts';

/** Months of one account, at most: 200 years. A file with such dates is no statement. */
const MAX_MONTHS = 2_400;

interface PendingRow {
  readonly table: LedgerTable;
  readonly id: string;
  /** The version under which the row is sealed now; 0 for a new one. */
  readonly sealVersion: number;
  readonly content: Uint8Array;
}

/**
 * The next state of one account's ledger, put together from what a reader opened. Sums, digests and what the account says of
 * its months follow from the chunks that are added and removed; nothing is written before `seal` and `applyWrite`.
 */
export class AccountDraft {
  readonly #account: OpenAccount;
  readonly #loaded: ReadonlyMap<MonthNumber, OpenMonth>;
  readonly #months = new Map<MonthNumber, Month>();
  readonly #chunks = new Map<string, PendingRow & { readonly importId: string | null }>();
  readonly #forwards = new Map<string, PendingRow>();
  readonly #attestations = new Map<string, PendingRow>();
  readonly #removedChunks: string[] = [];
  readonly #removedAttestations: string[] = [];
  #imports: readonly ImportEntry[];
  #nextSequence: number;

  /** @param loaded at least every month that the draft will touch. */
  constructor(account: OpenAccount, loaded: ReadonlyMap<MonthNumber, OpenMonth>) {
    this.#account = account;
    this.#loaded = loaded;
    this.#imports = account.body.imports;
    this.#nextSequence = account.body.nextSequence;
  }

  /** Adds a chunk and its share of every month. @returns its id. */
  addChunk(chunk: Chunk, id: string = randomUUID()): string {
    this.#put(id, 0, chunk);
    this.#nextSequence = Math.max(this.#nextSequence, chunk.sequence + 1);
    return id;
  }

  replaceChunk(old: OpenChunk, chunk: Chunk): void {
    this.#takeOut(old);
    this.#put(old.id, old.sealVersion, chunk);
  }

  removeChunk(old: OpenChunk): void {
    this.#takeOut(old);
    this.#removedChunks.push(old.id);
  }

  /** Finds the balance at the end of some days again. @param chunks all that now have rows on them by the statement's date. */
  settleClosings(chunks: readonly Chunk[], days: ReadonlySet<DayNumber>): void {
    const byMonth = Map.groupBy(closingsOf(chunks, days), ([day]) => monthNumberOf(day));
    for (const [month, closings] of byMonth) this.#months.set(month, withClosings(this.#month(month), new Map(closings)));
  }

  /** Puts an import behind those that are in the ledger, with the rows of others that it attests. */
  addImport(importId: string, coverage: ImportEntry['coverage'], attestation: Attestation): void {
    this.#imports = [...this.#imports, { importId, coverage, digest: this.#attest(importId, 0, attestation) }];
  }

  replaceAttestation(importId: string, old: OpenAttestation, attestation: Attestation): void {
    const digest = this.#attest(importId, old.sealVersion, attestation);
    this.#imports = this.#imports.map((entry) => (entry.importId === importId ? { ...entry, digest } : entry));
  }

  removeImport(importId: string): void {
    this.#removedAttestations.push(importId);
    this.#imports = this.#imports.filter((entry) => entry.importId !== importId);
  }

  addForward(chunkId: string, forward: Forward): void {
    this.#forwards.set(chunkId, { table: 'ledger_forwards', id: chunkId, sealVersion: 0, content: encodeForward(forward) });
  }

  /** Seals all that changed. Outside a transaction, because it takes time; gives way to other work in between. */
  async seal(vault: OrganisationVault): Promise<LedgerWrite> {
    const seal = ({ table, id, sealVersion, content }: PendingRow): SealedChange => {
      const next = sealVersion + 1;
      return { id, sealVersion: next, sealed: sealContent(vault, { table, id, sealVersion: next }, content) };
    };
    const chunks = [];
    const turns = new Turns();
    for (const chunk of this.#chunks.values()) {
      chunks.push({ ...seal(chunk), importId: chunk.importId });
      await turns.give();
    }
    const { months, body } = this.#finished();
    const { id, sealVersion } = this.#account;
    return {
      accountId: id,
      baseVersion: this.#account.ledgerVersion,
      account: seal({ table: 'accounts', id, sealVersion, content: encodeAccount(body) }),
      chunks,
      removedChunks: this.#removedChunks,
      months: months.map(seal),
      removedMonths: this.#account.body.months.filter((entry) => !body.months.some((kept) => kept.id === entry.id)).map((entry) => entry.id),
      attestations: Array.from(this.#attestations.values(), seal),
      removedAttestations: this.#removedAttestations,
      forwards: Array.from(this.#forwards.values(), seal),
    };
  }

  #attest(importId: string, sealVersion: number, attestation: Attestation): Uint8Array {
    const content = encodeAttestation(attestation);
    this.#attestations.set(importId, { table: 'ledger_attestations', id: importId, sealVersion, content });
    return digestOf(content);
  }

  #put(id: string, sealVersion: number, chunk: Chunk): void {
    const content = encodeChunk(chunk);
    this.#chunks.set(id, { table: 'ledger_chunks', id, sealVersion, content, importId: chunk.owner.importId });
    const entry = { id, owner: chunk.owner, sequence: chunk.sequence, digest: digestOf(content) };
    for (const [month, share] of contributionsOf(chunk)) this.#months.set(month, addChunk(this.#month(month), entry, share));
  }

  #takeOut({ id, chunk }: OpenChunk): void {
    for (const [month, share] of contributionsOf(chunk)) this.#months.set(month, removeChunk(this.#month(month), id, share));
  }

  #month(month: MonthNumber): Month {
    const drafted = this.#months.get(month) ?? this.#loaded.get(month)?.month;
    if (drafted) return drafted;
    if (this.#account.body.months.some((entry) => entry.month === month)) throw new LedgerIntegrityError('A month is changed that was not read.');
    return emptyMonth(month);
  }

  #finished(): { readonly months: readonly PendingRow[]; readonly body: AccountBody } {
    const entries = new Map(this.#account.body.months.map((entry) => [entry.month, entry]));
    const months: PendingRow[] = [];
    for (const month of this.#months.values()) {
      if (isEmptyMonth(month)) {
        entries.delete(month.month);
        continue;
      }
      const content = encodeMonth(month);
      const id = entries.get(month.month)?.id ?? randomUUID();
      months.push({ table: 'ledger_months', id, sealVersion: this.#loaded.get(month.month)?.sealVersion ?? 0, content });
      entries.set(month.month, { month: month.month, id, count: countOf(month), digest: digestOf(content) } satisfies MonthEntry);
    }
    if (entries.size > MAX_MONTHS) throw new ProblemError('invalid-request', { errors: [{ path: 'date', rule: 'range' }] });
    return {
      months,
      body: {
        ...this.#account.body,
        nextSequence: this.#nextSequence,
        months: [...entries.values()].sort((a, b) => a.month - b.month),
        imports: this.#imports,
      },
    };
  }
}

function countOf(month: Month): number {
  return month.chunks.reduce((sum, { count }) => sum + count, 0);
}
