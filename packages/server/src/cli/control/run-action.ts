import { DatabaseInUseError } from '../../database/errors.ts';
import { openDatabase } from '../../database/open-database.ts';
import { CommandError, type CommandIo, type OptionValues } from '../command.ts';
import { databaseOptions } from '../database-options.ts';
import { deploymentOptions } from '../deployment-options.ts';
import { openDeployment } from '../deployment.ts';
import { progressDisplay } from '../progress.ts';
import type { Action, ActionRun } from './action.ts';
import { askServer } from './control-client.ts';

/**
 * Runs an action on the database that the options name, with its progress on stderr: here, or in the server that holds the
 * data folder at the moment. Ends between two steps when the process is asked to stop.
 */
export async function runAction<Input, Result>(action: Action<Input, Result>, input: Input, values: OptionValues, io: CommandIo): Promise<Result> {
  const display = progressDisplay(io);
  const controller = new AbortController();
  void io.stopped().then(() => { controller.abort(); });
  const run: ActionRun = { signal: controller.signal, progress: (progress) => { display.show(progress); } };
  try {
    return await anywhere(action, input, values, io, run);
  } catch (error) {
    if (controller.signal.aborted) throw new CommandError('Stopped. What was done stays done; run it again to go on.');
    throw error;
  } finally {
    display.end();
  }
}

async function anywhere<Input, Result>(action: Action<Input, Result>, input: Input, values: OptionValues, io: CommandIo, run: ActionRun): Promise<Result> {
  const options = databaseOptions(values, io.env);
  try {
    const database = await openDatabase(options);
    try {
      const deployment = await openDeployment(database, deploymentOptions(options, values, io.env));
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
