import type { Clock } from './clock.ts';
import type { ReadingLimits, ReadingProgress, ReadingStage, ReadStatementOptions } from './types.ts';

/** Yields how far it has come and returns its result. */
export type Progress<T> = AsyncGenerator<ReadingProgress, T, undefined>;

/** What every reading works with, whatever the kind of its file. */
export interface ReadingContext {
  readonly options: ReadStatementOptions;
  readonly limits: ReadingLimits;
  readonly clock: Clock;
}

export function progress(stage: ReadingStage, done: number, rows = 0): ReadingProgress {
  return { stage, done, rows };
}

/** Runs the steps of a stage, giving way to other work between them. */
export async function inTurns<T>(steps: Generator<void, T, undefined>, clock: Clock): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await clock.giveWay();
  }
}
