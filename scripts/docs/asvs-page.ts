import { readFileSync } from 'node:fs';

export const states = ['yes', 'otherwise', 'host', 'n/a', 'not yet'] as const;
export type State = (typeof states)[number];

/** One line of `docs/asvs.md`. */
export interface Answer {
  readonly id: string;
  readonly level: string;
  readonly question: string;
  readonly state: string;
  readonly shownBy: string;
}

/** A file that an answer names, with the words that must stand in it. */
export interface Evidence {
  /** Relative to the root of the project. */
  readonly path: string;
  readonly quotes: readonly string[];
}

const ROW = /^\| (\d+\.\d+\.\d+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/;

export function readAnswers(file: string): readonly Answer[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    const [, id, level, question, state, shownBy] = ROW.exec(line) ?? [];
    return id !== undefined && level !== undefined && question !== undefined && state !== undefined && shownBy !== undefined ? [{ id, level, question, state, shownBy }] : [];
  });
}

/** What the page counts: state, lines, lines of the target. */
export function readCounts(file: string): ReadonlyMap<string, readonly [number, number]> {
  return new Map(Array.from(readFileSync(file, 'utf8').matchAll(/^\| (all|yes|otherwise|host|n\/a|not yet) \| (\d+) \| (\d+) \|$/gm), ([, state = '', all, target]) => [state, [Number(all), Number(target)]]));
}

/** `server/http/a.ts` stands for `packages/server/src/http/a.ts`. */
function expanded(path: string): string {
  return path.replace(/^(server|sdk|elements)\//, 'packages/$1/src/');
}

/** Paths stand in backticks and hold a slash or the ending of a file; what stands in quotation marks after one is in that file. */
export function evidenceOf(text: string): readonly Evidence[] {
  const found: { path: string; quotes: string[] }[] = [];
  for (const [, code, quote] of text.matchAll(/`([^`]+)`|“([^”]+)”/g)) {
    if (quote !== undefined) found.at(-1)?.quotes.push(quote);
    else if (code !== undefined && !/[ @*<]/.test(code) && (/^(?:\w[\w.-]*\/)+[\w.-]+$/.test(code) || /^[\w.-]+\.(?:md|json|js|ts)$/.test(code)) && !code.startsWith('/')) found.push({ path: expanded(code), quotes: [] });
  }
  return found;
}
