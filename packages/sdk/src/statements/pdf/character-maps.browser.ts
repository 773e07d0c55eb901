const NAME = /^[\w-]+\.bcmap$/;

// Not written as one expression with `new URL`: bundlers would take it for files that they have to carry along.
const script = import.meta.url;

/** In a browser: a predefined character map, from the folder `cmaps` beside the script. */
export async function loadCharacterMap(name: string): Promise<Uint8Array> {
  if (!NAME.test(name)) throw new Error('No such character map.');
  const response = await fetch(new URL(`./cmaps/${name}`, script));
  if (!response.ok) throw new Error('The character map cannot be loaded.');
  return new Uint8Array(await response.arrayBuffer());
}
