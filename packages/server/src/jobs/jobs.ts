import type { Transaction } from 'kysely';
import { fromKysely, PgBoss, type JobWithMetadata } from 'pg-boss';
import type { OpenDatabase } from '../database/open-database.ts';
import type { Database } from '../database/schema.ts';
import { describeError, type Logger } from '../http/log.ts';
import { Attempt } from './attempt.ts';
import type { AnyJob, Job, JobHandler } from './job.ts';
import { listJobs, type ListedJob } from './job-list.ts';
import { parsePayload } from './payload.ts';
import { queueDatabase } from './queue-database.ts';
import { QUEUE_SCHEMA, requireQueueSchema } from './queue-schema.ts';
import { DEAD_LETTERS, makeQueues } from './queues.ts';

/** Seconds between looks at the database. */
export interface JobTiming {
  /** For jobs to do. What this server itself has enqueued it sees at once. At least 0.5; default 2. */
  readonly poll: number;
  /** For jobs whose server was lost. At least 1; default 30. */
  readonly supervise: number;
  /** For schedules that are due. 1 to 45; default 30. */
  readonly schedule: number;
}

const defaultTiming: JobTiming = { poll: 2, supervise: 30, schedule: 30 };

export interface JobsOptions {
  readonly database: Pick<OpenDatabase, 'kind' | 'kysely' | 'data' | 'script'>;
  /** Every job that this program knows. */
  readonly jobs: readonly AnyJob[];
  readonly log: Logger;
  readonly timing?: Partial<JobTiming>;
}

export interface EnqueueOptions {
  /** It waits until then. */
  readonly startAfter?: Date;
}

const REPLAYED_AT_ONCE = 1000;
/** After its signal has aborted, a handler has this long to end, in milliseconds. */
const LAST_WORD = 2_000;
/** A database that is away fails every look at it: that is said once a minute. */
const COMPLAINT_EVERY = 60_000;

/** Background work: enqueued in the transaction of what causes it, run by whichever server comes first. */
export class Jobs {
  readonly #database: JobsOptions['database'];
  readonly #jobs: readonly AnyJob[];
  readonly #log: Logger;
  readonly #timing: JobTiming;
  readonly #attempts = new Set<Attempt>();
  readonly #workers = new Map<string, string[]>();
  #boss: PgBoss | undefined;
  #stopping = false;
  #complained = -Infinity;

  constructor({ database, jobs, log, timing }: JobsOptions) {
    this.#database = database;
    this.#jobs = jobs;
    this.#log = log;
    this.#timing = { ...defaultTiming, ...timing };
  }

  /**
   * Makes ready to enqueue and to replay, without running anything: for a process that is no server. In one that is it does nothing.
   * @throws {JobQueueOutdatedError} {@link DatabaseTooNewError}
   */
  async connect(): Promise<void> {
    if (!this.#boss) await this.#open(false);
  }

  /**
   * The same, and runs jobs and keeps their schedules until `stop`.
   * @throws {JobQueueOutdatedError} {@link DatabaseTooNewError}
   */
  async start(handlers: readonly JobHandler[]): Promise<void> {
    const boss = await this.#open(true);
    for (const { job: { name, schedule } } of handlers) {
      // Once, however many occurrences passed while no server ran: the job looks at what there is to do.
      if (schedule !== undefined) await boss.schedule(name, schedule, {}, { tz: 'UTC', missed: 'once' });
    }
    for (const handler of handlers) {
      const { name, concurrency } = handler.job;
      const options = { pollingIntervalSeconds: this.#timing.poll, includeMetadata: true } as const;
      const workers: string[] = [];
      this.#workers.set(name, workers);
      for (let index = 0; index < concurrency; index += 1) {
        workers.push(await boss.work<object, undefined, typeof options>(name, options, async ([job]) => {
          if (job) await this.#run(handler, job);
        }));
      }
    }
  }

  /**
   * Puts a job where servers find it, in the caller's transaction: it is there when that is committed, and only then.
   *
   * @returns its id; `null` where the policy of the job has it that there is one already.
   * @throws {PayloadRefusedError}
   */
  async enqueue<P>(transaction: Transaction<Database>, job: Job<P>, payload: P, options: EnqueueOptions = {}): Promise<string | null> {
    const data = parsePayload(job, payload) as Readonly<Record<string, unknown>>;
    const singletonKey = job.uniqueBy.map((field) => String(data[field])).join('/');
    const id = await this.#connected().send(job.name, data, {
      db: fromKysely(transaction),
      ...(singletonKey === '' ? {} : { singletonKey }),
      ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
    });
    this.#database.data.onCommit(() => { this.#wake(job.name); });
    return id;
  }

  /** Jobs that have not succeeded yet, the longest waiting first; with `dead` only those that will not be tried again. */
  list(filter: { readonly dead: boolean } = { dead: false }): Promise<readonly ListedJob[]> {
    return this.#database.data.inPlatform((transaction) => listJobs(transaction, filter));
  }

  /**
   * Enqueues a dead letter anew, under another id and with all its retries.
   * @returns `superseded` where the policy of the job has it that there is one already, which stands for both.
   */
  async replay(id: string): Promise<'replayed' | 'superseded' | 'unknown'> {
    const boss = this.#connected();
    if (await boss.redrive(DEAD_LETTERS, { ids: [id] }) === 1) return 'replayed';
    return (await boss.findJobs(DEAD_LETTERS, { id })).length === 1 ? 'superseded' : 'unknown';
  }

  /** The same for all dead letters, or for those of one job. @returns how many were enqueued. */
  async replayAll(name?: string): Promise<number> {
    const boss = this.#connected();
    for (let replayed = 0; ;) {
      const more = await boss.redrive(DEAD_LETTERS, { limit: REPLAYED_AT_ONCE, ...(name === undefined ? {} : { sourceName: name }) });
      replayed += more;
      if (more === 0) return replayed;
    }
  }

  /**
   * Takes no more jobs and lets the running ones finish. Those that do not within `grace` milliseconds are aborted and
   * handed back: another server takes them up at once, and the attempt does not count.
   */
  async stop(grace = 10_000): Promise<void> {
    const boss = this.#boss;
    if (!boss || this.#stopping) return;
    this.#stopping = true;
    const drained = Promise.allSettled([...this.#workers.keys()].map((name) => boss.offWork(name, { wait: true })));
    if (!await settles(drained, grace)) {
      for (const attempt of this.#attempts) attempt.stop();
      if (!await settles(drained, LAST_WORD)) for (const attempt of this.#attempts) await this.#handBack(attempt);
    }
    await boss.stop({ graceful: false });
    this.#boss = undefined;
  }

  async #open(works: boolean): Promise<PgBoss> {
    if (this.#boss) throw new Error('Jobs are started once.');
    await requireQueueSchema(this.#database.kysely);
    const { supervise, schedule } = this.#timing;
    const boss = new PgBoss({
      db: queueDatabase(this.#database),
      backend: this.#database.kind,
      schema: QUEUE_SCHEMA,
      migrate: false,
      supervise: works,
      schedule: works,
      superviseIntervalSeconds: supervise,
      monitorIntervalSeconds: supervise,
      cronMonitorIntervalSeconds: schedule,
      cronWorkerIntervalSeconds: Math.min(schedule, 10),
      // Jobs that depend on others are not used, and what follows needs the owner of the tables.
      flowIntervalSeconds: 3600,
      reindex: false,
      monitorVacuum: false,
    });
    boss.on('error', (error) => { this.#complain(error); });
    this.#boss = boss;
    try {
      await boss.start();
      await makeQueues(boss, this.#jobs);
    } catch (error) {
      await boss.stop({ graceful: false });
      this.#boss = undefined;
      throw error;
    }
    return boss;
  }

  #connected(): PgBoss {
    if (!this.#boss) throw new Error('Jobs can be enqueued after connect or start.');
    return this.#boss;
  }

  async #run(handler: JobHandler, job: JobWithMetadata): Promise<void> {
    const attempt = new Attempt(handler, job, this.#log);
    // It may have been fetched while the server was being stopped.
    if (this.#stopping) return this.#handBack(attempt);
    this.#attempts.add(attempt);
    try {
      if ((await attempt.run()) === 'returned') await this.#handBack(attempt);
    } finally {
      this.#attempts.delete(attempt);
      // There may be more of them; the worker would else wait until its next look.
      this.#wake(job.name);
    }
  }

  /** The queue lets others have the job, as if this attempt had not been; a result that comes late counts no more. */
  async #handBack(attempt: Attempt): Promise<void> {
    const { name, id, data, retryCount, retryLimit } = attempt.job;
    const boss = this.#connected();
    const returned = await this.#database.data.inPlatform(async (transaction) => {
      const db = fromKysely(transaction);
      await boss.cancel(name, { id, retryCount }, { db });
      const [cancelled] = await boss.findJobs(name, { id, db });
      if (cancelled?.state !== 'cancelled') return false;
      await boss.resume(name, id, { db });
      await boss.update(name, data, { id, retryLimit: retryLimit + 1, db });
      return true;
    });
    if (returned) attempt.tellReturned();
  }

  #wake(name: string): void {
    for (const worker of this.#workers.get(name) ?? []) this.#boss?.notifyWorker(worker);
  }

  #complain(error: unknown): void {
    const now = performance.now();
    if (this.#stopping || now - this.#complained < COMPLAINT_EVERY) return;
    this.#complained = now;
    this.#log({ level: 'error', event: 'job-queue-failed', ...describeError(error) });
  }
}

/** Whether `work` is done within so many milliseconds. */
async function settles(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const time = Promise.withResolvers<false>();
  const timer = setTimeout(() => { time.resolve(false); }, milliseconds);
  try {
    return await Promise.race([work.then(() => true as const), time.promise]);
  } finally {
    clearTimeout(timer);
  }
}
