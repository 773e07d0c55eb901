import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StaticMount } from '../http/static-files.ts';

/** What the demo serves besides the API, and what it begins with. */
export interface DemoFiles {
  readonly mounts: readonly StaticMount[];
  /** `accounts.json` of the shipped statements. */
  readonly exampleAccounts: string;
}

/** The folder above this module that holds the shipped portal: the same from the source and from the build. */
function projectFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'examples', 'portal-html', 'index.html'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The portal and the elements of this copy of the project, or `undefined` where they were not shipped with it. */
export function demoFiles(from: string = dirname(fileURLToPath(import.meta.url))): DemoFiles | undefined {
  const project = projectFolder(from);
  if (project === undefined) return undefined;
  return {
    mounts: [
      { prefix: '/', folder: join(project, 'examples', 'portal-html') },
      { prefix: '/elements/', folder: join(project, 'packages', 'elements', 'dist', 'standalone') },
    ],
    exampleAccounts: join(project, 'examples', 'statements', 'accounts.json'),
  };
}
