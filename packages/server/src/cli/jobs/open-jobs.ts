import { Jobs } from '../../jobs/index.ts';
import type { OpenParts } from '../control/run-action.ts';
import type { Deployment } from '../deployment.ts';

/** Of a deployment, what commands about jobs need: no key among it. */
export interface JobsParts extends Pick<Deployment, 'jobs'> {
  readonly parts: Pick<Deployment['parts'], 'data'>;
}

export const openJobs: OpenParts<JobsParts> = async (database) => {
  // It runs none of them, so it need not know them.
  const jobs = new Jobs({ database, jobs: [], log: () => undefined });
  await jobs.connect();
  return { jobs, parts: { data: database.data }, close: () => jobs.stop() };
};
