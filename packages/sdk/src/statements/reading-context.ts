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

/** The steps of a reading that begins again with every table of a file: its progress stands still until it is beyond where it was. */
export async function* neverFalling<T>(steps: Progress<T>): Progress<T> {
  let done = 0;
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
      done = Math.max(done, step.value.done);
      yield { ...step.value, done };
    }
  } finally {
    // Whoever stops taking steps stops the reading too.
    await steps.return(undefined as T);
  }
}
