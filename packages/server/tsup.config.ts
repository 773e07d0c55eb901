import { defineConfig } from 'tsup';

export default defineConfig({
  // The script of the threads that read statements lies beside what starts them.
  entry: { index: 'src/index.ts', cli: 'src/cli/main.ts', 'reading-worker': 'src/imports/reading/reading-worker.ts' },
  format: ['esm'],
  platform: 'node',
  target: 'node24',
  dts: { entry: { index: 'src/index.ts' } },
  clean: true,
});
