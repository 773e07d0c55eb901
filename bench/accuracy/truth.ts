import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** A row that a person would read in the statement. Amounts are decimal strings; money into the account is positive. */
export interface TrueRow {
  readonly date: string;
  readonly amount: string;
  readonly description: string;
  readonly descriptionAlt?: readonly string[];
  readonly balance?: string;
  readonly currency?: string;
  /** Other dates of the row: which of several counts as the date is a matter of taste. */
  readonly altDates?: readonly string[];
  /** The direction of the money cannot be told from the file. */
  readonly signFree?: boolean;
}

/** What is true about one statement file. */
export interface Truth {
  readonly transactions: readonly TrueRow[];
  /** Rows that may be read or not, such as pending ones. */
  readonly optional?: readonly TrueRow[];
  /** `none`: no transaction may come of the file; a problem is right as well. */
  readonly outcome?: string;
  readonly dateAmbiguous?: boolean;
  readonly signAmbiguous?: boolean;
  /** The file tells no year: only month and day count. */
  readonly yearUnknown?: boolean;
  readonly currency?: string;
  readonly password?: string;
}

export interface Sample {
  readonly path: string;
  /** Relative to the folder that was asked for. */
  readonly name: string;
  readonly truth: Truth;
}

const ENDING = '.expected.json';

/** Every statement below `folder` that has its truth in a file `NAME.expected.json` beside it, by name. */
export function findSamples(folder: string): readonly Sample[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const statements = new Map(paths.filter((path) => !path.endsWith(ENDING)).map((path) => [withoutEnding(path), path]));
  return paths
    .filter((path) => path.endsWith(ENDING))
    .flatMap((path) => {
      const statement = statements.get(path.slice(0, -ENDING.length));
      return statement === undefined ? [] : [{ path: statement, name: relative(folder, statement), truth: JSON.parse(readFileSync(path, 'utf8')) as Truth }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function withoutEnding(path: string): string {
  return join(dirname(path), basename(path).replace(/\.[^.]*$/, ''));
}
