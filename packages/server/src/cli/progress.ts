import type { CommandIo } from './command.ts';

/** How far long work has come. */
export interface Progress {
  /** What is being done, in a few words. */
  readonly phase: string;
  readonly done: number;
  /** Of how many; null where nobody knows. */
  readonly total: number | null;
}

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Takes the bar away. */
  end(): void;
}

const WIDTH = 24;
/** Between two pictures of a bar, and between two lines where there is no terminal, in ms. */
const BAR_EVERY = 100;
const LINE_EVERY = 5_000;

/** Shows progress on stderr: a bar on a terminal, else a line from time to time. */
export function progressDisplay({ error, interactive }: Pick<CommandIo, 'error' | 'interactive'>, now: () => number = () => performance.now()): ProgressDisplay {
  // Short work shows nothing.
  let last = now();
  let phase = '';
  let shown = false;
  return {
    show: (progress) => {
      const time = now();
      const newPhase = progress.phase !== phase;
      if (time - last < (interactive ? BAR_EVERY : LINE_EVERY) && !(shown && newPhase)) return;
      [last, phase, shown] = [time, progress.phase, true];
      error(interactive ? `\r\u001B[K${bar(progress)}` : `${line(progress)}\n`);
    },
    end: () => {
      if (interactive && shown) error('\r\u001B[K');
      shown = false;
    },
  };
}

function bar(progress: Progress): string {
  const { done, total } = progress;
  if (total === null || total === 0) return line(progress);
  const filled = Math.round((Math.min(done, total) / total) * WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${line(progress)}`;
}

function line({ phase, done, total }: Progress): string {
  const count = total === null ? number(done) : `${number(done)} of ${number(total)}`;
  const share = total ? ` (${String(Math.floor((Math.min(done, total) / total) * 100))}%)` : '';
  return `${phase}: ${count}${share}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
