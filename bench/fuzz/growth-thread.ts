// A thread of `npm run fuzz`: measures how the time of reading grows with a file. One at a time, for the time is the process's.
import { serveJobs } from '../thread-crew.ts';
import { measureGrowth } from './growth.ts';

serveJobs(measureGrowth);
