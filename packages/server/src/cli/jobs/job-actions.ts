import { z } from 'zod';
import { recordReplay } from '../../audit/bare-entry.ts';
import { CommandError } from '../command.ts';
import { defineAction } from '../control/action.ts';
import type { JobsParts } from './open-jobs.ts';

/** A job, with times as text. */
export interface JobListing {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'retrying' | 'dead';
  readonly payload: Readonly<Record<string, string | number>>;
  readonly enqueuedAt: string;
  /** When it may begin next, began, or died. */
  readonly at: string;
  readonly attempts: number;
  /** Code and class of the last error. */
  readonly fault: { readonly code: string; readonly error: string } | null;
}

export const jobsList = defineAction({
  name: 'jobs list',
  input: z.object({ failed: z.boolean() }),
  run: async ({ jobs }: JobsParts, { failed }): Promise<readonly JobListing[]> =>
    (await jobs.list({ dead: failed })).map((job) => ({ ...job, enqueuedAt: job.enqueuedAt.toISOString(), at: job.at.toISOString(), fault: job.fault ?? null })),
});

export const jobsReplay = defineAction({
  name: 'jobs replay',
  input: z.object({ id: z.uuid().nullable() }),
  run: async ({ jobs, parts: { data } }: JobsParts, { id }): Promise<{ readonly replayed: number }> => {
    if (id === null) {
      const replayed = await jobs.replayAll();
      if (replayed > 0) await recordReplay(data, null);
      return { replayed };
    }
    const outcome = await jobs.replay(id);
    if (outcome === 'unknown') throw new CommandError('There is no failed job with this id. jobs list --failed shows all of them.');
    if (outcome === 'superseded') throw new CommandError('It was not enqueued: a job of its kind waits already, which stands for both.');
    await recordReplay(data, id);
    return { replayed: 1 };
  },
});

export const jobActions = [jobsList, jobsReplay] as const;
