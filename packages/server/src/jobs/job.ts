import type { z } from 'zod';
import { payloadSchema, type Payload, type PayloadOf, type PayloadShape } from './payload.ts';

/**
 * Which jobs of one definition may be there at once; `uniqueBy` narrows it.
 *
 * - `standard`: any number.
 * - `short`: one waiting. Enqueuing another one while it waits does nothing.
 * - `singleton`: one running, on whichever server.
 * - `stately`: one waiting and one running: what is enqueued while one runs is done once more after it.
 * - `exclusive`: one, waiting or running.
 */
export type JobPolicy = 'standard' | 'short' | 'singleton' | 'stately' | 'exclusive';

export interface JobOptions<S extends PayloadShape> {
  /** Lower-case words with hyphens, 50 characters at most. It names rows in the database: a new meaning takes a new name. */
  readonly name: string;
  /** Ids, enumerated words and small whole numbers; see payload.ts. */
  readonly payload: S;
  /** How often it is tried again after the first attempt. Default 5. Then it is a dead letter. */
  readonly retries?: number;
  /** Seconds to the second attempt and at most to a later one; in between the wait doubles, with jitter. Default 5 to 3600. */
  readonly backoff?: { readonly first: number; readonly most: number };
  /** Seconds that an attempt may take, 86,000 at most. Default 900. A job that is longer is several jobs. */
  readonly expireIn?: number;
  /** How many run at once in one server. Default 1. */
  readonly concurrency?: number;
  /** Default `standard`. Cannot be changed once the name is in use. */
  readonly policy?: JobPolicy;
  /** Fields of the payload: under the policy, only jobs that agree in them count against each other. Default: all jobs do. */
  readonly uniqueBy?: readonly (keyof S & string)[];
  /** Five-field cron expression in UTC. A scheduled job has an empty payload, and enqueues others where there is work. */
  readonly schedule?: string;
}

/** A kind of background work. Its handler is another thing: who enqueues it needs no more than this. */
export interface Job<P = Payload> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  readonly retries: number;
  readonly backoff: { readonly first: number; readonly most: number };
  readonly expireIn: number;
  readonly concurrency: number;
  readonly policy: JobPolicy;
  readonly uniqueBy: readonly string[];
  readonly schedule: string | undefined;
}

/** A job of which it does not matter what it carries. */
export type AnyJob = Job<unknown>;

/** What an attempt is told besides the payload. */
export interface JobContext {
  /** Aborts when the attempt must end: its time is up, another server has the job, or this one stops. */
  readonly signal: AbortSignal;
  /** Stays the same over all attempts. */
  readonly jobId: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/**
 * Runs an attempt. It may be run again after it has done all its work, or part of it: it must look at what there is to do,
 * not at how often it was called. Once `signal` aborts it should stop between two steps and throw (`signal.throwIfAborted()`).
 */
export type RunJob<P> = (payload: P, context: JobContext) => Promise<void>;

/** A job together with what runs it. */
export interface JobHandler {
  readonly job: AnyJob;
  readonly run: RunJob<never>;
}

const NAME = /^(?=.{1,50}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST = 86_000;

/** @throws {RangeError} where the definition could not keep what it promises. */
export function defineJob<const S extends PayloadShape>(options: JobOptions<S>): Job<PayloadOf<S>> {
  const { name, retries = 5, backoff = { first: 5, most: 3600 }, expireIn = 900, concurrency = 1, policy = 'standard', uniqueBy = [], schedule } = options;
  if (!NAME.test(name)) throw new RangeError('A job is named in lower-case words with hyphens, 50 characters at most.');
  const refuse = (what: string): never => { throw new RangeError(`The job ${name} ${what}.`); };
  if (!isWhole(retries, 0, 100)) refuse('takes 0 to 100 retries');
  if (!isWhole(backoff.first, 1, LONGEST) || !isWhole(backoff.most, backoff.first, LONGEST)) refuse('waits whole seconds, and at most no less than first');
  if (!isWhole(expireIn, 1, LONGEST)) refuse(`expires after 1 to ${String(LONGEST)} seconds`);
  if (!isWhole(concurrency, 1, 16)) refuse('runs 1 to 16 at once');
  if (uniqueBy.length > 0 && policy === 'standard') refuse('is unique by a field under no policy');
  if (schedule !== undefined && schedule.split(' ').length !== 5) refuse('has a schedule of five fields');
  if (schedule !== undefined && Object.keys(options.payload).length > 0) refuse('has a schedule, which has no payload to give');
  return { name, payload: payloadSchema(name, options.payload), retries, backoff, expireIn, concurrency, policy, uniqueBy, schedule };
}

export function handleJob<P>(job: Job<P>, run: RunJob<P>): JobHandler {
  // The schema of the job stands between: `run` gets what it has parsed.
  return { job, run } as unknown as JobHandler;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
