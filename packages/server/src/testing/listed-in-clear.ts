import { readFileSync } from 'node:fs';

/** Every column that `docs/data-in-clear.md` lists under one schema, as `schema.table.column`. */
export function listedInClear(schema: string): readonly string[] {
  const text = readFileSync(new URL('../../../../docs/data-in-clear.md', import.meta.url), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`Schema \`${schema}\`\n`));
  if (section === undefined) return [];
  return section.split(/^### /m).slice(1).flatMap((part) => {
    const [, table] = /^`(\w+)`\n/.exec(part) ?? [];
    if (table === undefined) throw new Error(`A table of the schema ${schema} has no name.`);
    return Array.from(part.matchAll(/^\| `(\w+)` \| \S.*\|$/gm), ([, column]) => `${schema}.${table}.${String(column)}`);
  });
}

/** The schemas that `docs/data-in-clear.md` has a section of. */
export function listedSchemas(): readonly string[] {
  const text = readFileSync(new URL('../../../../docs/data-in-clear.md', import.meta.url), 'utf8');
  return Array.from(text.matchAll(/^## Schema `(\w+)`$/gm), ([, schema]) => String(schema));
}
