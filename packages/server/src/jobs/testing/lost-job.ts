import { defineJob } from '../job.ts';

/** Known to the server that is lost and to the one that takes over. */
export const lostJob = defineJob({ name: 'test-lost', payload: {}, expireIn: 3, retries: 1, backoff: { first: 1, most: 1 } });
