import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A source file of a package that is shipped: no test, no story, no helper of tests. */
export interface SourceFile {
  /** Such as `server/http/server.ts`. */
  readonly path: string;
  readonly text: string;
}

const NOT_SHIPPED = /\.(?:test|test-d|stories)\.ts$|(?:^|\/)testing(?:\/|-)|\/test-server\.ts$|\/testing\.ts$/;

/** Of all packages, or of one. */
export function sourceFiles(of: readonly string[] = ['sdk', 'elements', 'server']): readonly SourceFile[] {
  return of.flatMap((name) => {
    const folder = join(root, 'packages', name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ path: `${name}/${file.split(sep).join('/')}`, full: join(folder, file) }))
      .filter(({ path }) => !NOT_SHIPPED.test(path))
      .map(({ path, full }) => ({ path, text: readFileSync(full, 'utf8') }));
  });
}

/** Paths of the files in which a line that is no comment matches. */
export function pathsWith(pattern: RegExp, files: readonly SourceFile[] = sourceFiles()): readonly string[] {
  return files.filter(({ text }) => text.split('\n').some((line) => !/^\s*(?:\*|\/\/|\/\*)/.test(line) && pattern.test(line))).map(({ path }) => path).toSorted();
}
