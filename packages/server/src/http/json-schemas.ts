import { z } from 'zod';

/** A JSON Schema (draft 2020-12), which is what OpenAPI 3.1 takes. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Zod schemas as JSON Schema, with those that have an `id` collected as components. All of them describe what is sent, so
 * that a field with a default may be left out; answers have no such fields.
 */
export class JsonSchemas {
  readonly #prefix: string;
  readonly #components: Record<string, JsonSchema> = {};

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The components that the schemas so far refer to. */
  get all(): Readonly<Record<string, JsonSchema>> {
    return this.#components;
  }

  /** `schema` itself, or a reference to its component. */
  reference(schema: z.core.$ZodType): JsonSchema {
    const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
    for (const [name, definition] of Object.entries($defs ?? {})) this.#components[name] ??= this.#moved(definition) as JsonSchema;
    return this.#moved(rest) as JsonSchema;
  }

  /** Whether a field of this schema may be left out. */
  mayBeAbsent(schema: z.core.$ZodType): boolean {
    return z.safeParse(schema, undefined).success;
  }

  /** References into the schema's own definitions become references to the components. */
  #moved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#moved(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) =>
      [key, key === '$ref' && typeof inner === 'string' ? inner.replace('#/$defs/', this.#prefix) : this.#moved(inner)]));
  }
}
