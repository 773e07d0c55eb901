import type { Plugin } from 'vite';

/** In `dist` the worker is built beside its module. From the sources Vite builds it, if it is asked to in its own words. */
export function statementWorker(): Plugin {
  return {
    name: 'statement-worker',
    enforce: 'pre',
    transform(_code, id) {
      if (!id.endsWith('/elements/src/worker-url.ts')) return undefined;
      return `import url from './statement-worker.ts?worker&url';\nexport const defaultWorkerUrl = new URL(url, import.meta.url);`;
    },
  };
}
