import { DatabaseInUseError } from '../../database/errors.ts';
import { openDatabase, type DatabaseOptions, type OpenDatabase } from '../../database/open-database.ts';
import { CommandError, type CommandIo, type OptionValues } from '../command.ts';
import { databaseOptions } from '../database-options.ts';
import { deploymentOptions } from '../deployment-options.ts';
import { openDeployment, type Deployment } from '../deployment.ts';
import { progressDisplay } from '../progress.ts';
import type { Action, ActionRun } from './action.ts';
import { askServer } from './control-client.ts';

/** Opens what an action needs over a database. */
export type OpenParts<Parts> = (database: OpenDatabase, options: DatabaseOptions, values: OptionValues, env: CommandIo['env']) => Promise<Parts & { close(): Promise<void> }>;

const wholeDeployment: OpenParts<Deployment> = (database, options, values, env) => openDeployment(database, deploymentOptions(options, values, env));

/**
 * Runs an action on the database that the options name, with its progress on stderr: here, or in the server that holds the
 * data folder at the moment. Ends between two steps when the process is asked to stop.
 */
export function runAction<Input, Result>(action: Action<Input, Result>, input: Input, values: OptionValues, io: CommandIo): Promise<Result>;
/** The same where it does not need the whole deployment. */
export function runAction<Input, Result, Parts>(action: Action<Input, Result, Parts>, input: Input, values: OptionValues, io: CommandIo, open: OpenParts<Parts>): Promise<Result>;
export async function runAction<Input, Result>(
  action: Action<Input, Result>, input: Input, values: OptionValues, io: CommandIo, open: OpenParts<Deployment> = wholeDeployment,
): Promise<Result> {
  const display = progressDisplay(io);
  const controller = new AbortController();
  void io.stopped().then(() => { controller.abort(); });
  const run: ActionRun = { signal: controller.signal, progress: (progress) => { display.show(progress); } };
  try {
    return await anywhere(action, input, values, io, run, open);
  } catch (error) {
    if (controller.signal.aborted) throw new CommandError('Stopped. What was done stays done; run it again to go on.');
    throw error;
  } finally {
    display.end();
  }
}

async function anywhere<Input, Result>(
  action: Action<Input, Result>, input: Input, values: OptionValues, io: CommandIo, run: ActionRun, open: OpenParts<Deployment>,
): Promise<Result> {
  const options = databaseOptions(values, io.env);
  try {
    const database = await openDatabase(options, { create: false });
    try {
      const deployment = await open(database, options, values, io.env);
      try {
        return await action.run(deployment, input, run);
      } finally {
        await deployment.close();
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseInUseError && options.kind === 'pglite') return askServer(options.folder, action, input, run);
    throw error;
  }
}
