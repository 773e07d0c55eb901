import { connect } from 'node:net';
import { isFileError } from '../../vault/durable-file.ts';
import { CommandError } from '../command.ts';
import type { Action, ActionRun } from './action.ts';
import { controlAnswer, type ControlRequest } from './control-messages.ts';
import { controlPath, refuseSharedControlPath } from './control-path.ts';
import { lineSplitter } from './line-splitter.ts';

/**
 * Has an action run by the server that holds the data folder.
 *
 * @throws {CommandError} with the server's sentence where it could not be done, or with ours where no server answers.
 */
export async function askServer<Input, Result>(folder: string, action: Pick<Action<Input, Result>, 'name'>, input: Input, { signal, progress }: ActionRun): Promise<Result> {
  await refuseSharedControlPath(folder).catch((error: unknown) => {
    // Nobody listens; that is said below.
    if (!isFileError(error, 'ENOENT')) throw error;
  });
  const socket = connect(controlPath(folder));
  const abort = (): void => { socket.destroy(); };
  signal.addEventListener('abort', abort);
  const answered = new Promise<Result>((resolve, reject) => {
    const split = lineSplitter();
    socket.once('error', () => {
      reject(new CommandError('Another process holds this data folder and takes no commands. Wait until it ends; or stop it, or start it anew as the same user.'));
    });
    // After an answer this changes nothing.
    socket.once('close', () => { reject(signal.aborted ? (signal.reason as Error) : new CommandError('The server went away before it had answered.')); });
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const line of split(bytes)) {
          const answer = controlAnswer.parse(JSON.parse(line));
          if ('progress' in answer) progress(answer.progress);
          else if ('error' in answer) throw new CommandError(answer.error);
          // The same program made it, out of the result of this very action.
          else resolve(answer.result as Result);
        }
      } catch (error) {
        reject(error instanceof Error ? error : new Error('The server gave an answer that cannot be read.'));
      }
    });
    socket.write(`${JSON.stringify({ action: action.name, input } satisfies ControlRequest)}\n`);
  });
  return answered.finally(() => {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  });
}
