#!/usr/bin/env node
// Nothing is imported before the version is known: the other modules use what older versions do not have.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(`This program needs Node 24.7 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  // A reader such as head may stop reading; that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => { process.stdout.write(text); },
    error: (text) => { process.stderr.write(text); },
    interactive: Boolean(process.stderr.isTTY),
    input: () => process.stdin,
    env: process.env,
    stopped: () => new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve(); });
    }),
  });
}

export {};
