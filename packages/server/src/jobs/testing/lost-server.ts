/** A server of its own process that takes a job and never ends it; the test kills it. */
import { openDatabase } from '../../database/open-database.ts';
import { handleJob } from '../job.ts';
import { Jobs } from '../jobs.ts';
import { lostJob } from './lost-job.ts';

const database = await openDatabase({ kind: 'postgres', connectionString: process.argv[2] ?? '' });
const jobs = new Jobs({ database, jobs: [lostJob], log: () => undefined, timing: { poll: 0.5 } });
await jobs.start([handleJob(lostJob, (_, { jobId }) => {
  process.stdout.write(`${jobId}\n`);
  return new Promise(() => undefined);
})]);
