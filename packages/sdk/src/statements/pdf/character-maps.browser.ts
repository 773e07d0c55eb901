const NAME = /^[\w-]+\.bcmap$/;

/** In a browser: a predefined character map, from the folder `cmaps` beside the script. */
export async function loadCharacterMap(name: string): Promise<Uint8Array> {
  if (!NAME.test(name)) throw new Error('No such character map.');
  const response = await fetch(new URL(`./cmaps/${name}`, import.meta.url));
  if (!response.ok) throw new Error('The character map cannot be loaded.');
  return new Uint8Array(await response.arrayBuffer());
}
