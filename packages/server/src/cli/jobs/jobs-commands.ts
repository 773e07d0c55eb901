import { CommandError, EXIT, type Command } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { DATABASE_HELP } from '../database-options.ts';
import { jobsList, jobsReplay } from './job-actions.ts';
import { describeJobs } from './job-reports.ts';
import { openJobs } from './open-jobs.ts';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const PLACE_HELP = `${DATABASE_HELP}  --json              Print the result as JSON.
`;
const PLACE_OPTIONS = { folder: { type: 'string' }, json: { type: 'boolean' } } as const;

export const jobsListCommand: Command = {
  help: `Lists the background work that has not succeeded yet, and why not.

  --failed            Only what will not be tried again.
${PLACE_HELP}`,
  positionals: [],
  options: { failed: { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const result = await runAction(jobsList, { failed: values['failed'] === true }, values, io, openJobs);
    io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : describeJobs(result));
    return EXIT.done;
  },
};

export const jobsReplayCommand: Command = {
  help: `Enqueues failed jobs anew, with all their retries. What made them fail should be gone: jobs list --failed names it.

  ID                  One of them, as jobs list --failed shows it, or
  --all               all of them.
${PLACE_HELP}`,
  positionals: ['[ID]'],
  options: { all: { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, [id], io) => {
    if ((id === undefined) !== (values['all'] === true)) throw new CommandError('Name one job by its id, or all of them with --all.', EXIT.unusable);
    if (id !== undefined && !ID.test(id)) throw new CommandError('A job is named by its id, as jobs list --failed shows it.', EXIT.unusable);
    const result = await runAction(jobsReplay, { id: id ?? null }, values, io, openJobs);
    io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : `${String(result.replayed)} ${result.replayed === 1 ? 'job was' : 'jobs were'} enqueued anew.\n`);
    return EXIT.done;
  },
};
