import { randomUUID } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { insertBareEntry } from './audit-rows.ts';
import { HOST } from './audit-trail.ts';

/**
 * Records that the host had failed work done again, in the log of the platform: without details, since who looks after jobs needs no key.
 *
 * @param jobId null: all that had failed.
 */
export async function recordReplay(data: DataAccess, jobId: string | null): Promise<void> {
  await data.inPlatform((transaction) => insertBareEntry(transaction, PLATFORM, {
    id: randomUUID(), at: new Date(), actor: HOST, action: 'job.replay', outcome: 'done', requestId: null, object: jobId === null ? null : { kind: 'job', id: jobId },
  }));
}
