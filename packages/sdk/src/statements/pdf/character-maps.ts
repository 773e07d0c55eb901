const NAME = /^[\w-]+\.bcmap$/;

interface Files {
  readFile(path: string): Promise<Uint8Array>;
}

interface Modules {
  createRequire(from: string): { resolve(name: string): string };
}

// This package is typed without Node, of which only these two functions are needed, and only here.
const files = async (): Promise<Files> => (await import('node:fs/promises' as string)) as Files;
const modules = async (): Promise<Modules> => (await import('node:module' as string)) as Modules;

/** In Node: a predefined character map, from the package of pdfjs. */
export async function loadCharacterMap(name: string): Promise<Uint8Array> {
  if (!NAME.test(name)) throw new Error('No such character map.');
  const [{ readFile }, { createRequire }] = await Promise.all([files(), modules()]);
  const path = createRequire(import.meta.url).resolve(`pdfjs-dist/cmaps/${name}`);
  return new Uint8Array(await readFile(path));
}
