import type { PgBoss, Queue } from 'pg-boss';
import type { AnyJob } from './job.ts';

/** Where jobs lie that have failed for good. Nobody works there. */
export const DEAD_LETTERS = 'dead-letters';

const DAY = 86_400;
/** A job that waits is never forgotten within this time, nor is a dead letter. */
const KEPT = 90 * DAY;
/** How long a job can still be seen after it has ended. */
const KEPT_AFTER_END = 3 * DAY;
/** An attempt ends itself when its time is up; only where its server is lost does the queue end it, this much later. */
const MARGIN = 5;
/** A running job is vouched for by its server twice in this time; without that it is another server's. */
const HEARTBEAT = 60;

type QueueSettings = Required<Pick<Queue, 'retryLimit' | 'retryDelay' | 'retryBackoff' | 'retryDelayMax' | 'expireInSeconds' | 'heartbeatSeconds' | 'retentionSeconds' | 'deleteAfterSeconds' | 'deadLetter'>>;

/**
 * Makes a queue for each job and brings its settings up to date, and has the library know all of them: one that it does
 * not know yet it would look up outside the caller's transaction.
 */
export async function makeQueues(boss: PgBoss, jobs: readonly AnyJob[]): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!existing.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, { retentionSeconds: KEPT });
  for (const job of jobs) {
    const settings = settingsOf(job);
    const queue = existing.get(job.name);
    if (!queue) await boss.createQueue(job.name, { ...settings, policy: job.policy });
    else if (queue.policy !== job.policy) throw new Error(`The policy of the job ${job.name} has changed; give it another name.`);
    else if (differs(queue, settings)) await boss.updateQueue(job.name, settings);
  }
  for (const name of [DEAD_LETTERS, ...jobs.map((job) => job.name)]) await boss.findJobs(name, { id: NOBODY });
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

function settingsOf(job: AnyJob): QueueSettings {
  return {
    retryLimit: job.retries,
    retryDelay: job.backoff.first,
    retryBackoff: true,
    retryDelayMax: job.backoff.most,
    expireInSeconds: job.expireIn + MARGIN,
    heartbeatSeconds: HEARTBEAT,
    retentionSeconds: KEPT,
    deleteAfterSeconds: KEPT_AFTER_END,
    deadLetter: DEAD_LETTERS,
  };
}

function differs(queue: Partial<QueueSettings>, settings: QueueSettings): boolean {
  return (Object.keys(settings) as (keyof QueueSettings)[]).some((key) => queue[key] !== settings[key]);
}
