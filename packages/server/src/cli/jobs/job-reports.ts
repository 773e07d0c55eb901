import type { JobListing } from './job-actions.ts';

const HEAD = ['id', 'job', 'state', 'enqueued', 'attempts', ''] as const;

/** One line a job. */
export function describeJobs(jobs: readonly JobListing[]): string {
  if (jobs.length === 0) return 'No jobs.\n';
  const rows = [HEAD, ...jobs.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`).join('');
}

function rowOf(job: JobListing): readonly string[] {
  return [job.id, job.name, job.state, minute(job.enqueuedAt), String(job.attempts), [when(job), why(job), about(job)].filter((text) => text !== '').join('; ')];
}

function when({ state, at }: JobListing): string {
  const words = { waiting: 'not before', retrying: 'again from', running: 'since', dead: 'failed' } as const;
  return `${words[state]} ${minute(at)}`;
}

function why({ fault }: JobListing): string {
  if (fault === null) return '';
  return fault.code === 'failed' ? fault.error : `${fault.error} ${fault.code}`;
}

function about({ payload }: JobListing): string {
  return Object.entries(payload).map(([name, value]) => `${name} ${String(value)}`).join(', ');
}

/** 2026-01-31 17:05Z. */
function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
