import { describeError, type Logger } from '../http/log.ts';
import { EXIT } from './command.ts';

/**
 * Tells of what nobody caught, by class, code and place, and ends the process: its state is unknown, and a supervisor starts a new one. Node's
 * own report would print the message, which can hold anything.
 *
 * @returns what takes the listener away again.
 */
export function installLastResort(log: Logger): () => void {
  const listener = (error: unknown): void => {
    try {
      log({ level: 'error', event: 'process-failed', ...describeError(error) });
    } finally {
      process.exit(EXIT.failed);
    }
  };
  // Rejections that nobody handles arrive here as well.
  process.on('uncaughtException', listener);
  return () => { process.off('uncaughtException', listener); };
}
