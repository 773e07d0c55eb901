import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import {
  type BlindIndex, type IndexedColumn, openBody, sealBody, type OrganisationVault, type ReindexBatch, type ReindexedBatch, type SealedRow, type SealedTable, SealedValueError,
  unlessDestroyed, type Vault,
} from '../vault/index.ts';
import { lockIndexes, refuseUnknownIndexKeys } from './index-locks.ts';
import type { People } from './people.ts';
import type { InTransaction } from './sessions.ts';

/** What somebody who vouches for people calls one of them. */
export interface Subject {
  /** `platform`: a partner's back end; `oidc`: a host's identity provider. */
  readonly kind: 'platform' | 'oidc';
  /** The platform's id, or the provider's `iss`. */
  readonly issuer: string;
  /** The partner's own id of the user, or `sub`; compared exactly. */
  readonly subject: string;
}

const CODEC_VERSION = 1;
export const identityBodies: SealedTable = { table: 'identities', key: ['id'], codecVersion: CODEC_VERSION };
const identityBody = z.object({ issuer: z.string(), subject: z.string() });

interface IdentityRow {
  readonly id: string;
  readonly kind: Subject['kind'];
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'identities', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

/** @returns undefined where the body does not open: it is damaged, or its key was destroyed. */
function subjectIn(vault: OrganisationVault, row: IdentityRow): Subject | undefined {
  try {
    return unlessDestroyed(() => ({ kind: row.kind, ...identityBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed)) }));
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
}

/** How a new index key takes over the indexes of subjects. */
export function subjectIndex(identities: Pick<Identities, 'reindex'>): IndexedColumn {
  return { table: 'identities', keyColumn: 'subject_key_id', reindex: (keyIds, batch) => identities.reindex(keyIds, batch) };
}

/** People by what others call them: found by a blind index, the words themselves sealed. */
export class Identities {
  readonly #data: DataAccess;
  readonly #vault: Vault;
  readonly #people: People;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault; readonly people: People }) {
    this.#data = options.data;
    this.#vault = options.vault;
    this.#people = options.people;
  }

  /** @returns the id of the person, or undefined where nobody is known by this. @throws {UnknownKeyError} as `People.create`. */
  async find(subject: Subject): Promise<string | undefined> {
    const index = await this.#indexOf(subject);
    return this.#data.inPlatform(async (transaction) => {
      const found = await select(transaction, subject, index);
      if (found === undefined) await refuseUnknownIndexKeys(transaction, index.all);
      return found;
    });
  }

  /** The person of a subject, who is made under `name` where there is none yet; once, however many ask at the same moment. */
  async findOrCreate(subject: Subject, name: string): Promise<{ readonly personId: string; readonly created: boolean }> {
    const known = await this.find(subject);
    if (known !== undefined) return { personId: known, created: false };
    const person = await this.#people.vouched(name);
    const { index, write } = await this.#prepare(subject);
    return this.#data.inPlatform(async (transaction) => {
      await lockIndexes(transaction, index.all);
      const faster = await select(transaction, subject, index);
      if (faster !== undefined) return { personId: faster, created: false };
      await refuseUnknownIndexKeys(transaction, index.all);
      await person.insert(transaction);
      await write(transaction, person.id);
      return { personId: person.id, created: true };
    });
  }

  /**
   * Lets a person who is there be known by a subject.
   * @param inTransaction called where it is written, in the same transaction.
   * @returns false where the subject is somebody's already; nothing is changed then.
   */
  async link(personId: string, subject: Subject, inTransaction?: InTransaction): Promise<boolean> {
    const { index, write } = await this.#prepare(subject);
    return this.#data.inPlatform(async (transaction) => {
      await lockIndexes(transaction, index.all);
      if (await select(transaction, subject, index) !== undefined) return false;
      await refuseUnknownIndexKeys(transaction, index.all);
      await write(transaction, personId);
      await inTransaction?.(transaction);
      return true;
    });
  }

  /** Puts identities whose index is from one of these keys under the present one, as `People.reindex` does. */
  async reindex(keyIds: readonly number[], { after, limit }: ReindexBatch): Promise<ReindexedBatch> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) => {
      const old = transaction.selectFrom('identities').select(['id', 'kind', 'seal_version', 'sealed', 'subject_index'])
        .where('organisation_id', '=', PLATFORM).where('subject_key_id', 'in', keyIds.map(String));
      return (after === undefined ? old : old.where('id', '>', after)).orderBy('id').limit(limit).execute();
    });
    const indexed: { readonly id: string; readonly old: Uint8Array; readonly current: Uint8Array }[] = [];
    for (const row of rows) {
      const subject = subjectIn(vault, row);
      if (subject) indexed.push({ id: row.id, old: row.subject_index, current: (await this.#indexOf(subject)).current });
    }
    const moved = await this.#data.inPlatform(async (transaction) => {
      let changed = 0n;
      for (const { id, old, current } of indexed) {
        const { numUpdatedRows } = await transaction.updateTable('identities').set({ subject_index: current })
          .where('organisation_id', '=', PLATFORM).where('id', '=', id).where('subject_index', '=', old).executeTakeFirst();
        changed += numUpdatedRows;
      }
      return Number(changed);
    });
    return { moved, unreadable: rows.length - indexed.length, last: rows.length < limit ? undefined : rows.at(-1)?.id };
  }

  /** Everything that a new row needs of the keys, which must be asked for before the transaction begins. */
  async #prepare({ kind, issuer, subject }: Subject): Promise<{ readonly index: BlindIndex; readonly write: (transaction: Transaction<Database>, personId: string) => Promise<void> }> {
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#indexOf({ kind, issuer, subject })]);
    const id = randomUUID();
    const body: z.infer<typeof identityBody> = { issuer, subject };
    return {
      index,
      write: async (transaction, personId) => {
        await transaction.insertInto('identities').values({
          organisation_id: PLATFORM, id, person_id: personId, kind, subject_index: index.current, seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), body),
        }).execute();
      },
    };
  }

  /** As JSON, so that no other pair of issuer and subject gives the same text. */
  #indexOf({ kind, issuer, subject }: Subject): Promise<BlindIndex> {
    return this.#vault.blindIndex('identity', JSON.stringify([kind, issuer, subject]));
  }
}

async function select(transaction: Transaction<Database>, { kind }: Subject, index: BlindIndex): Promise<string | undefined> {
  const row = await transaction.selectFrom('identities').select('person_id')
    .where('organisation_id', '=', PLATFORM).where('kind', '=', kind).where('subject_index', 'in', [...index.all]).executeTakeFirst();
  return row?.person_id;
}
