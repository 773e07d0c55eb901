import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Without `module`, which is for bundlers: Node does not know it, and packages put files there that Node cannot load.
const conditions = ['source', ...defaultServerConditions.filter((condition) => condition !== 'module')];
const exclude = ['**/*.browser.test.ts', '**/node_modules/**', '**/dist/**'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Much of the time is spent waiting for databases and child processes.
    maxWorkers: '100%',
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'libraries',
          include: ['packages/{sdk,elements}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          // The files of one worker share its process, and with it the database that one leaves emptied for the next.
          isolate: false,
          // The quick compiler for WebAssembly alone: each file opens a database of its own, which is ready in half the time.
          execArgv: ['--liftoff-only'],
          include: ['packages/server/src/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude,
          // Databases for tests, started when the first test asks for one.
          globalSetup: ['packages/server/src/testing/global-setup.ts'],
        },
      },
    ],
  },
});
