import { z } from 'zod';
import { type AuditTrail, SYSTEM } from '../audit/audit-trail.ts';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { defineJob, handleJob, type JobHandler, type Jobs } from '../jobs/index.ts';
import type { KeyManagement } from '../vault/index.ts';

/** Looks every hour which keys are due. */
export const checkKeys = defineJob({ name: 'key-check', payload: {}, policy: 'exclusive', schedule: '17 * * * *' });

/** Takes the next steps of one organisation's rotation, or of the platform's. What it leaves out the next check finds. */
export const rotateKeys = defineJob({
  name: 'key-rotation', payload: { organisationId: z.uuid() }, policy: 'stately', uniqueBy: ['organisationId'], expireIn: 7_200,
});

/** Wraps one organisation's keys under the newest master key. */
export const rewrapKeys = defineJob({ name: 'key-rewrap', payload: { organisationId: z.uuid() }, policy: 'stately', uniqueBy: ['organisationId'] });

export const keyJobs = [checkKeys, rotateKeys, rewrapKeys] as const;

export interface KeyJobsOptions {
  readonly data: DataAccess;
  readonly keys: KeyManagement;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly now?: () => Date;
}

/** Some keys could not be looked at; all others were. */
export class KeyCheckIncompleteError extends AggregateError {
  override readonly name = 'KeyCheckIncompleteError';
  readonly code = 'KEY_CHECK_INCOMPLETE';

  constructor(failures: readonly unknown[]) {
    super(failures, 'Some keys could not be checked. Call doctor to see which, then keys status.');
  }
}

/** What rotates keys by itself. */
export function keyJobHandlers({ data, keys, jobs, trail, now = () => new Date() }: KeyJobsOptions): readonly JobHandler[] {
  const enqueue = async (job: typeof rotateKeys | typeof rewrapKeys, organisationId: string, startAfter?: Date): Promise<void> => {
    await data.inPlatform((transaction) => jobs.enqueue(transaction, job, { organisationId }, startAfter ? { startAfter } : {}));
  };
  return [
    handleJob(checkKeys, async (_, { signal }) => {
      const failures: unknown[] = [];
      const attempt = async (step: () => Promise<void>): Promise<void> => {
        signal.throwIfAborted();
        await step().catch((error: unknown) => { failures.push(error); });
      };
      await attempt(async () => {
        const { rotationDue } = await keys.masterKey();
        if (rotationDue === null || new Date(rotationDue) > now() || !keys.canRotateMasterKey) return;
        await keys.rotateMasterKey();
        await trail.append(PLATFORM, { action: 'master-key.rotate', actor: SYSTEM });
      });
      for (const organisationId of await keys.organisations()) {
        await attempt(async () => { if (await keys.rotation.isDue(organisationId)) await enqueue(rotateKeys, organisationId); });
        await attempt(async () => { if ((await keys.rewrapPlan(organisationId)).rewrapped > 0) await enqueue(rewrapKeys, organisationId); });
      }
      signal.throwIfAborted();
      if (failures.length > 0) throw new KeyCheckIncompleteError(failures);
    }),
    handleJob(rotateKeys, async ({ organisationId }, { signal }) => {
      const { steps, moved } = await keys.rotation.run(organisationId, { signal });
      if (steps.length > 0) await trail.append(organisationId, { action: 'key.rotate', actor: SYSTEM, details: { steps, moved } });
      // The next step waits until every server has seen this one.
      const waits = (await keys.status(organisationId)).keys.some(({ state }) => state === 'pending' || state === 'decrypt-only');
      // What only does not open is left to the check every hour.
      const went = moved > 0 || steps.some((step) => step !== 'move');
      if (went && waits) await enqueue(rotateKeys, organisationId, new Date(now().getTime() + keys.rotation.policy.spread));
    }),
    handleJob(rewrapKeys, async ({ organisationId }) => {
      const { rewrapped } = await keys.rewrap(organisationId);
      if (rewrapped > 0) await trail.append(organisationId, { action: 'key.rewrap', actor: SYSTEM, details: { keys: rewrapped } });
    }),
  ];
}
