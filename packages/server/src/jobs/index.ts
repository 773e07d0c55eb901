export { defineJob, handleJob, type AnyJob, type Job, type JobContext, type JobHandler, type JobOptions, type JobPolicy, type RunJob } from './job.ts';
export type { ListedJob } from './job-list.ts';
export { Jobs, type EnqueueOptions, type JobTiming, type JobsOptions } from './jobs.ts';
export { PayloadRefusedError } from './payload.ts';
export { JobQueueOutdatedError } from './queue-schema.ts';
