import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { isFileError } from '../../vault/durable-file.ts';
import { CommandError } from '../command.ts';
import type { Action, ActionRun } from './action.ts';
import { controlAnswer, type ControlRequest } from './control-messages.ts';
import { controlPath, refuseSharedControlPath } from './control-path.ts';

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
  const failed = new Promise<never>((_, reject) => {
    socket.once('error', () => { reject(new CommandError('The server that holds this data folder takes no commands. Stop it, or start it anew as the same user.')); });
  });
  failed.catch(() => undefined);
  const abort = (): void => { socket.destroy(); };
  signal.addEventListener('abort', abort);
  try {
    socket.write(`${JSON.stringify({ action: action.name, input } satisfies ControlRequest)}\n`);
    return await Promise.race([failed, lastAnswer()]);
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }

  async function lastAnswer(): Promise<Result> {
    for await (const line of createInterface({ input: socket })) {
      const answer = controlAnswer.parse(JSON.parse(line));
      if ('progress' in answer) progress(answer.progress);
      else if ('error' in answer) throw new CommandError(answer.error);
      // The same program made it, out of the result of this very action.
      else return answer.result as Result;
    }
    signal.throwIfAborted();
    throw new CommandError('The server went away before it had answered.');
  }
}
