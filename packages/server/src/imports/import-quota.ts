import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ImportLimits } from './limits.ts';

const DAY = 86_400_000;

export interface QuotaOf {
  readonly organisationId: string;
  readonly personId: string;
}

/**
 * Refuses one file more, or so many bytes more, than a person may bring to an organisation within 24 hours: no single person can fill the
 * storage of all. Files that were removed meanwhile do not count.
 *
 * @throws {ProblemError} `too-many-requests`, with the time until the oldest of them counts no more.
 */
export async function refuseBeyondQuota(
  transaction: Transaction<Database>,
  { organisationId, personId }: QuotaOf,
  more: { readonly files: number; readonly bytes: number },
  limits: Pick<ImportLimits, 'filesPerDay' | 'bytesPerDay'>,
  now: Date,
): Promise<void> {
  // Held until the end of the transaction, so that two at once do not both find the last place free.
  await transaction.selectFrom('members').select('person_id')
    .where('organisation_id', '=', organisationId).where('person_id', '=', personId).forUpdate().execute();
  const since = new Date(now.getTime() - DAY);
  const found = await transaction.selectFrom('imports')
    .select(({ fn }) => [fn.countAll<string>().as('files'), fn.sum<string>('received_bytes').as('bytes'), fn.min('created_at').as('oldest')])
    .where('organisation_id', '=', organisationId).where('person_id', '=', personId).where('created_at', '>', since)
    .executeTakeFirst();
  const { files, bytes, oldest } = found ?? { files: '0', bytes: null, oldest: null };
  if (Number(files) + more.files <= limits.filesPerDay && Number(bytes ?? 0) + more.bytes <= limits.bytesPerDay) return;
  const wait = oldest === null ? DAY : Math.max(1_000, new Date(oldest).getTime() + DAY - now.getTime());
  throw new ProblemError('too-many-requests', { retryAfter: wait / 1_000 });
}
