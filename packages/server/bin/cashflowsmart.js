#!/usr/bin/env node
// Stands in the source tree, so that the command is linked by the install that comes before the first build.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('This copy is not built yet. Run "npm run build" in the folder of the project first.\n');
  process.exitCode = 1;
}
