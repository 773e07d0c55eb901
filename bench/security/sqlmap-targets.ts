import type { OpenApiDocument } from '../../packages/server/src/http/openapi.ts';

type Schema = Readonly<Record<string, unknown>>;

/** One operation with a mark behind each value that is to be tried. */
export interface Target {
  readonly operationId: string;
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly json: string | undefined;
  /** Whether the answer is a stream, which does not end while it is tried. */
  readonly streams: boolean;
}

/** Where the scanner puts its attempts. */
export const MARK = '*';
/** Headers whose value is not the operation's own. */
const FIXED: Readonly<Record<string, string>> = { 'Cash-Flow-Request': '1', 'Idempotency-Key': 'a-key-of-a-scanner' };
const DEEPEST = 6;

/** Every operation that takes a parameter, each parameter marked. `values` are real ones by name, such as `organisationId`. */
export function targetsOf(document: OpenApiDocument, values: Readonly<Record<string, string>>): readonly Target[] {
  const schemas = document.components.schemas as Readonly<Record<string, Schema>>;
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, operation]) => {
    const marked = (name: string, schema: Schema): string => `${values[name] ?? String(sample(schema, schemas))}${MARK}`;
    const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
    const names = new Map(of('path').map(({ name, schema }) => [name, marked(name, schema)]));
    const query = of('query').map(({ name, schema }) => `${name}=${marked(name, schema)}`).join('&');
    const headers = of('header').map(({ name, schema }): [string, string] => [name, FIXED[name] ?? marked(name, schema)]);
    const body = operation.requestBody?.content['application/json']?.schema;
    const json = body === undefined ? undefined : markedJson(sample(body, schemas, values));
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names.get(name) ?? '') + (query === '' ? '' : `?${query}`);
    const target = { operationId: operation.operationId, method: method.toUpperCase(), address, headers, json, streams: Object.values(operation.responses).some(({ content }) => content !== undefined && 'text/event-stream' in content) };
    return [address, json ?? '', ...headers.map(([, value]) => value)].some((text) => text.includes(MARK)) ? [target] : [];
  }));
}

/** Texts carry the mark; numbers do where there is no text, since with a mark they are none any more. */
function markedJson(value: unknown): string {
  const texts = JSON.stringify(withMarks(value));
  return texts.includes(MARK) ? texts : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' ? `${String(inner)}${MARK}` : inner));
}

/** A value that fits a schema well enough to get past it. */
function sample(schema: Schema, schemas: Readonly<Record<string, Schema>>, values: Readonly<Record<string, string>> = {}, depth = 0): unknown {
  if (depth > DEEPEST) return null;
  const next = (inner: unknown): unknown => sample((inner ?? {}) as Schema, schemas, values, depth + 1);
  if (typeof schema['$ref'] === 'string') return next(schemas[schema['$ref'].split('/').at(-1) ?? '']);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const [choice] = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) => (Array.isArray(list) ? [list[0] as unknown] : []));
  if (choice !== undefined) return next(choice);
  if (schema['type'] === 'object') {
    return Object.fromEntries(Object.entries((schema['properties'] ?? {}) as Schema).map(([name, inner]) => [name, values[name] ?? next(inner)]));
  }
  if (schema['type'] === 'array') return [next(schema['items'])];
  if (schema['type'] === 'integer' || schema['type'] === 'number') return Number(schema['minimum'] ?? 1);
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] === 'null') return null;
  return { uuid: '0190a0b0-0000-7000-8000-000000000001', date: '2026-01-31', email: 'somebody@example.com' }[String(schema['format'])] ?? 'test';
}

function withMarks(value: unknown): unknown {
  if (typeof value === 'string') return value + MARK;
  if (Array.isArray(value)) return value.map(withMarks);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withMarks(inner)]));
  return value;
}
