// `npm start`: install where needed, build where needed, serve the demo portal.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './setup/install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

ensureInstalled(root);
const node = projectNode(root);
const env = projectEnvironment(root);

const build = spawnSync(node, [join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'], {
  cwd: root,
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (build.status !== 0) {
  console.error('The build failed; nothing was started.');
  process.exit(build.status ?? 1);
}

const server = spawn(node, [join(root, 'packages', 'server', 'bin', 'cashflowsmart.js'), 'demo', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// The terminal sends its signal to the whole group; this process only waits until the server has shut down.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
