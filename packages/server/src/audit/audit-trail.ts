import { randomUUID } from 'node:crypto';
import type { AuditAction, AuditDetailsOf, ProblemCode } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { withNewKeys } from '../http/with-new-keys.ts';
import type { OrganisationVault, Vault } from '../vault/index.ts';
import type { AuditActor, AuditObject, AuditOutcome } from './audit-entry.ts';
import { insertEntries, type NewEntry } from './audit-rows.ts';
import { GroupCommit } from './group-commit.ts';
import { RefusalCounter } from './refusal-counter.ts';

/** What is to be recorded; time and id are added. */
export interface AuditRecord<A extends AuditAction = AuditAction> {
  readonly action: A;
  readonly actor: AuditActor;
  readonly object?: AuditObject | undefined;
  /** `done` unless told. */
  readonly outcome?: AuditOutcome;
  readonly requestId?: string | undefined;
  readonly details?: AuditDetailsOf<A> | undefined;
  /** Where the request came from, as an address. */
  readonly address?: string | undefined;
}

/** The log of one organisation, or of the platform, with the keys that its details are sealed under. */
export interface AuditLog {
  readonly organisationId: string;
  /** Records in the transaction that changes something: both are committed, or neither is. It must speak for the organisation of this log. */
  record<A extends AuditAction>(transaction: Transaction<Database>, record: AuditRecord<A>): Promise<void>;
  /** The same, to be written later, as of now. */
  prepared<A extends AuditAction>(record: AuditRecord<A>): (transaction: Transaction<Database>) => Promise<string>;
}

/** What requests need of the trail. */
export type AuditWriter = Pick<AuditTrail, 'log' | 'append' | 'refuseUnknown'>;

export interface AuditTrailOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation' | 'forget'>;
  readonly now?: () => Date;
}

/** By command. */
export const HOST: AuditActor = { kind: 'host', id: null, credentialId: null };
/** By the server, without anybody asking. */
export const SYSTEM: AuditActor = { kind: 'system', id: null, credentialId: null };
export const ANONYMOUS: AuditActor = { kind: 'anonymous', id: null, credentialId: null };

/** How long refusals of unknown people are counted before they are written. */
const COUNTED_FOR = 60_000;

/** Writes the audit logs. Each organisation has one, and so has the platform, under the zero UUID. */
export class AuditTrail {
  readonly #data: DataAccess;
  readonly #vault: AuditTrailOptions['vault'];
  readonly #now: () => Date;
  readonly #groups: GroupCommit<NewEntry>;
  readonly #refusals: RefusalCounter;
  #counting: NodeJS.Timeout | undefined;

  constructor({ data, vault, now }: AuditTrailOptions) {
    this.#data = data;
    this.#vault = vault;
    this.#now = now ?? (() => new Date());
    this.#refusals = new RefusalCounter(this.#now);
    this.#groups = new GroupCommit((organisationId, entries) => this.#write(organisationId, entries));
  }

  /** Loads the keys that entries need; ask before the transaction begins. @throws {KeysUnavailableError} */
  async log(organisationId: string): Promise<AuditLog> {
    const vault = await this.#vault.organisation(organisationId);
    return {
      organisationId,
      record: (transaction, record) => insertEntries(transaction, vault, [this.#entry(record)]),
      prepared: (record) => {
        const entry = this.#entry(record);
        return async (transaction) => {
          await insertEntries(transaction, vault, [entry]);
          return entry.id;
        };
      },
    };
  }

  /**
   * Records what changed nothing, or changed something outside of the database, in a transaction of its own that it shares with what
   * else is recorded at this moment. Returns when the entry is durable.
   */
  append<A extends AuditAction>(organisationId: string, record: AuditRecord<A>): Promise<void> {
    this.#data.refuseInsideTransaction();
    return this.#groups.add(organisationId, this.#entry(record));
  }

  /** Records that somebody was refused of whom nothing is known: by itself while that is rare, else in a count that is written later. */
  async refuseUnknown(record: Omit<AuditRecord, 'actor'> & { readonly outcome: ProblemCode }): Promise<void> {
    if (record.details && this.#refusals.takeSingle()) await this.append(PLATFORM, { ...record, actor: ANONYMOUS });
    else if (this.#refusals.count(record.outcome, record.action)) {
      this.#counting = setTimeout(() => { this.#writeRefusals().catch(() => undefined); }, COUNTED_FOR).unref();
    }
  }

  /** Writes what was only counted so far. */
  async close(): Promise<void> {
    clearTimeout(this.#counting);
    await this.#writeRefusals();
  }

  async #writeRefusals(): Promise<void> {
    await Promise.all(this.#refusals.take().map(({ code, count, from, actions }) =>
      this.append(PLATFORM, { action: 'request.refuse', actor: ANONYMOUS, outcome: code, details: { count, from: from.toISOString(), actions } })));
  }

  #entry<A extends AuditAction>({ action, actor, object, outcome, requestId, details, address }: AuditRecord<A>): NewEntry {
    return {
      id: randomUUID(), at: this.#now(), actor, action, object: object ?? null, outcome: outcome ?? 'done', requestId: requestId ?? null,
      details: { ...details, address },
    };
  }

  async #write(organisationId: string, entries: readonly NewEntry[]): Promise<void> {
    const write = (vault: OrganisationVault): Promise<void> => this.#data.inOrganisation(organisationId, (transaction) => insertEntries(transaction, vault, entries));
    await withNewKeys(async () => write(await this.#vault.organisation(organisationId)), () => { this.#vault.forget(organisationId); });
  }
}
