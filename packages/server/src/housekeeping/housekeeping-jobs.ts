import { z } from 'zod';
import type { AccessServices } from '../access/access.ts';
import type { DataAccess } from '../database/data-access.ts';
import { removeOldLaunches } from '../embed/launches.ts';
import { removeOldInvitations } from '../access/invitations.ts';
import { removeOldResets } from '../access/password-resets.ts';
import { PLATFORM } from '../database/schema.ts';
import { removeOldAnswers } from '../http/idempotency-store.ts';
import { defaultHttpLimits } from '../http/limits.ts';
import { abandonedImports, removeAbandonedImport } from '../imports/abandoned-imports.ts';
import { removeOldMails } from '../mail/outbox.ts';
import { defineJob, handleJob, type JobHandler, type Jobs } from '../jobs/index.ts';

/** Removes what has had its time: sessions here, and for each organisation by a job of its own. */
export const housekeeping = defineJob({ name: 'housekeeping', payload: {}, policy: 'exclusive', schedule: '43 3 * * *' });

export const organisationHousekeeping = defineJob({
  name: 'housekeeping-organisation', payload: { organisationId: z.uuid() }, policy: 'exclusive', uniqueBy: ['organisationId'],
});

export const housekeepingJobs = [housekeeping, organisationHousekeeping] as const;

export interface HousekeepingOptions {
  readonly data: DataAccess;
  readonly access: Pick<AccessServices, 'organisations' | 'sessions' | 'throttle'>;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  /** Hours for which the answer to an Idempotency-Key is kept. Default 24. */
  readonly idempotencyHours?: number;
  readonly now?: () => Date;
}

const ENQUEUED_AT_ONCE = 100;
const HOUR = 3_600_000;

export function housekeepingHandlers({ data, access, jobs, idempotencyHours = defaultHttpLimits.idempotencyHours, now = () => new Date() }: HousekeepingOptions): readonly JobHandler[] {
  return [
    handleJob(housekeeping, async (_, { signal }) => {
      await access.sessions.removeEnded();
      await data.inPlatform(async (transaction) => {
        await removeOldResets(transaction, now());
        await removeOldMails(transaction, PLATFORM, now());
      });
      await access.throttle.removeExpired();
      const all = await access.organisations.all();
      for (let from = 0; from < all.length; from += ENQUEUED_AT_ONCE) {
        signal.throwIfAborted();
        await data.inPlatform(async (transaction) => {
          for (const organisationId of all.slice(from, from + ENQUEUED_AT_ONCE)) await jobs.enqueue(transaction, organisationHousekeeping, { organisationId });
        });
      }
    }),
    handleJob(organisationHousekeeping, async ({ organisationId }, { signal }) => {
      const before = new Date(now().getTime() - idempotencyHours * HOUR);
      await data.inOrganisation(organisationId, async (transaction) => {
        await removeOldAnswers(transaction, organisationId, before);
        await removeOldMails(transaction, organisationId, now());
        await removeOldInvitations(transaction, organisationId, now());
        await removeOldLaunches(transaction, organisationId, now());
      });
      // Each with up to a thousand segments, so one by one.
      for (const importId of await abandonedImports(data, organisationId, now())) {
        signal.throwIfAborted();
        await removeAbandonedImport(data, organisationId, importId);
      }
    }),
  ];
}
