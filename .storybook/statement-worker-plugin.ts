import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const characterMaps = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps');

/** In `dist` the worker is built beside its module, with its character maps. From the sources Vite builds it, if it is asked to in its own words. */
export function statementWorker(): Plugin {
  return {
    name: 'statement-worker',
    enforce: 'pre',
    transform(_code, id) {
      if (!id.endsWith('/elements/src/worker-url.ts')) return undefined;
      return `import url from './statement-worker.ts?worker&url';\nexport const defaultWorkerUrl = new URL(url, import.meta.url);`;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/cmaps\/([\w-]+\.bcmap)$/.exec(request.url ?? '')?.[1];
        if (name === undefined) return next();
        response.setHeader('content-type', 'application/octet-stream');
        response.end(readFileSync(join(characterMaps, name)));
      });
    },
    generateBundle() {
      // Where Vite puts the worker and its parts.
      for (const name of readdirSync(characterMaps)) this.emitFile({ type: 'asset', fileName: `assets/cmaps/${name}`, source: readFileSync(join(characterMaps, name)) });
    },
  };
}
