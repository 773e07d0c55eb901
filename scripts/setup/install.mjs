// Runs on whatever Node started npm (20 or newer), before anything is installed: no dependency, no TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Node's own argon2 arrived with 24.7; the pinned packages bring a newer one. */
const NEEDED = [24, 7];

function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

/** Whether node_modules holds what the lockfile names; what is optional (another platform's binaries) may be absent. */
export function isInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'));
  const found = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    const installed = found[path];
    return installed ? installed.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

/** Installs by `npm ci` where something is missing or differs. Ends the process with npm's own code where that fails. */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  console.log('Installing the packages of package-lock.json ...');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('npm ci failed; nothing was started. Check the network and run the command again.');
    process.exit(result.status ?? 1);
  }
}

/** The path of a Node that can run the project: the installed one, else the one that runs this script. */
export function projectNode(root) {
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  const installed = join(root, 'node_modules', '.bin', name);
  if (existsSync(installed)) return installed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return process.execPath;
  console.error(
    `This project runs on Node ${NEEDED.join('.')} or newer. On Linux and Windows it comes with the install; on macOS install Node 24 ` +
      `yourself (this is ${process.versions.node}) and run the command again.`,
  );
  process.exit(1);
}

/** Environment for child processes: the project's Node and tools first, no telemetry. */
export function projectEnvironment(root) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${separator}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    STORYBOOK_DISABLE_TELEMETRY: '1',
  };
}
