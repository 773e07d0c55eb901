import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { isUniqueViolation } from '../database/errors.ts';
import type { Database } from '../database/schema.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';
import type { IdempotencyStore, IdempotentAttempt, IdempotentRequest } from './idempotent-request.ts';
import { ProblemError } from './problem-error.ts';

const CODEC_VERSION = 1;
export const idempotencyBodies: SealedTable = { table: 'idempotency_records', key: ['person_id', 'operation', 'key_hash'], codecVersion: CODEC_VERSION };
const HOUR = 3_600_000;
const recordBody = z.object({ digest: z.instanceof(Uint8Array), answer: z.string() });

function placeOf({ personId, operation, keyHash }: IdempotentRequest, sealVersion: number): SealedRow {
  const rowId = `${personId}/${operation}/${Buffer.from(keyHash).toString('hex')}`;
  return { table: 'idempotency_records', rowId, sealVersion, codecVersion: CODEC_VERSION };
}

/** Answers of creating requests as sealed rows, each written in the transaction of what it tells of. */
export class DatabaseIdempotencyStore implements IdempotencyStore {
  readonly #data: DataAccess;
  readonly #vault: Vault;
  readonly #hours: number;
  readonly #now: () => Date;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault; readonly hours: number; readonly now: () => Date }) {
    this.#data = options.data;
    this.#vault = options.vault;
    this.#hours = options.hours;
    this.#now = options.now;
  }

  async begin(request: IdempotentRequest): Promise<IdempotentAttempt> {
    const { organisationId, personId, operation, keyHash, digest } = request;
    const vault = await this.#vault.organisation(organisationId);
    const row = await this.#data.inOrganisation(organisationId, async (transaction) => {
      await removeOldAnswers(transaction, organisationId, new Date(this.#now().getTime() - this.#hours * HOUR));
      return transaction.selectFrom('idempotency_records').select(['seal_version', 'sealed'])
        .where('organisation_id', '=', organisationId).where('person_id', '=', personId)
        .where('operation', '=', operation).where('key_hash', '=', keyHash)
        .executeTakeFirst();
    });
    return {
      before: row && this.#answerOf(vault, request, row),
      record: async (transaction, answer) => {
        const body: z.infer<typeof recordBody> = { digest, answer: JSON.stringify(answer) };
        await transaction.insertInto('idempotency_records').values({
          organisation_id: organisationId, person_id: personId, operation, key_hash: keyHash,
          created_at: this.#now(), seal_version: 1, sealed: sealBody(vault, placeOf(request, 1), body),
        }).execute();
      },
    };
  }

  #answerOf(vault: OrganisationVault, request: IdempotentRequest, row: { readonly seal_version: number; readonly sealed: Uint8Array }): { readonly answer: unknown } {
    const { digest, answer } = recordBody.parse(openBody(vault, placeOf(request, row.seal_version), row.sealed));
    if (!timingSafeEqual(digest, request.digest)) throw new ProblemError('idempotency-key-reused');
    return { answer: JSON.parse(answer) as unknown };
  }

  isConflict(error: unknown): boolean {
    return isUniqueViolation(error, 'idempotency_records_pkey');
  }
}

/** Removes the answers of one organisation that were given before that time. */
export async function removeOldAnswers(transaction: Transaction<Database>, organisationId: string, before: Date): Promise<void> {
  await transaction.deleteFrom('idempotency_records').where('organisation_id', '=', organisationId).where('created_at', '<', before).execute();
}
