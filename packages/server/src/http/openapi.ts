import { operations, problems, problemsOf, schemas, type Operation, type ProblemCode } from '@cashflowsmart/sdk/contract';
import { SESSION_COOKIE } from '../access/session-cookie.ts';
import { JsonSchemas, type JsonSchema } from './json-schemas.ts';
import { REQUEST_HEADER } from './request-guards.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

interface ResponseObject {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
}

interface OperationObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

/** The parts of an OpenAPI 3.1 document that ours has. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: Readonly<Record<'schemas' | 'securitySchemes', Readonly<Record<string, JsonSchema>>>>;
}

const SECURITY_SCHEME = 'session';
const PLATFORM_KEY_SCHEME = 'platformKey';

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key', in: 'header', required: true,
  description: 'Random, 16 to 64 visible ASCII characters; the same one in a retry. The answer is kept for 24 hours.',
  schema: { type: 'string', minLength: 16, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' },
};
const CUSTOM_HEADER: Parameter = {
  name: REQUEST_HEADER, in: 'header', required: true,
  description: 'Always 1: a header that no simple cross-site request can carry. A listed Origin is needed as well.',
  schema: { type: 'string', const: '1' },
};

/** The OpenAPI 3.1 document of `table`, by default of the whole contract. */
export function openApiDocument(table: readonly Operation[] = Object.values(operations)): OpenApiDocument {
  const components = new JsonSchemas('#/components/schemas/');
  components.reference(schemas.problem);
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const operation of table) (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation, components);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Cash flow API',
      version: '1',
      description: 'Statements in, cash flow out. Every answer to a failed request is an RFC 9457 problem with a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The host that serves this document.' }],
    paths,
    components: {
      schemas: components.all,
      securitySchemes: {
        [SECURITY_SCHEME]: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'Set by signing in; HTTP-only, so scripts never see it.' },
        ...(table.some(isForPlatforms) && {
          [PLATFORM_KEY_SCHEME]: { type: 'http', scheme: 'bearer', description: 'An API key of a platform. For its back end: never in a page.' },
        }),
      },
    },
  };
}

function describe(operation: Operation, components: JsonSchemas): OperationObject {
  const { params, query, headers, body, method, idempotent } = operation;
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: accessOf(operation),
    security: securityOf(operation),
    parameters: [
      ...parametersOf('path', params, components), ...parametersOf('query', query, components), ...parametersOf('header', headers, components),
      ...(method === 'GET' || isForPlatforms(operation) ? [] : [CUSTOM_HEADER]), ...(idempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body && { requestBody: { required: true, content: requestContent(body, components) } }),
    responses: { ...success(operation, components), ...failures(problemsOf(operation)) },
  };
}

function isForPlatforms({ access }: Operation): boolean {
  return typeof access === 'object' && 'platform' in access;
}

function securityOf(operation: Operation): OperationObject['security'] {
  if (isForPlatforms(operation)) return [{ [PLATFORM_KEY_SCHEME]: [] }];
  return typeof operation.access === 'string' ? [{ [SECURITY_SCHEME]: [] }] : [];
}

function accessOf({ access }: Operation): string {
  if (typeof access === 'object') return 'platform' in access ? `For the back end of a platform; scope \`${access.platform}\` of its API key.` : `Open to everybody: ${access.public}`;
  if (access === 'launched-session') return 'For whoever came in by a launch, about that session.';
  return access === 'own-session' ? 'For any signed-in person, about themselves.' : `Permission \`${access}\`.`;
}

function parametersOf(place: Parameter['in'], schema: Operation['params'], components: JsonSchemas): readonly Parameter[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...rest } = components.reference(field);
    return {
      name, in: place, required: !components.mayBeAbsent(field),
      ...(typeof description === 'string' && { description }),
      schema: rest,
    };
  });
}

function requestContent(body: NonNullable<Operation['body']>, components: JsonSchemas): Content {
  return 'json' in body
    ? { 'application/json': { schema: components.reference(body.json) } }
    : { [body.bytes]: { schema: { type: 'string', format: 'binary' } } };
}

function success({ success: { status, schema, stream }, accepted, idempotent }: Operation, components: JsonSchemas): Readonly<Record<string, ResponseObject>> {
  const descriptions = { 200: 'Answered.', 201: 'Created.', 204: 'Done; there is nothing to answer.', 303: 'The browser goes on to another address.' };
  return {
    [status]: {
      description: descriptions[status],
      ...(schema && status !== 303 && { content: { 'application/json': { schema: components.reference(schema) } } }),
      ...(stream && { content: { [stream]: { schema: { type: 'string', description: 'Events `change` with `{"kind"}` (imports, ledger, members, missed), and at the end one `end` with `{"reason"}`.' } } } }),
      ...(idempotent && {
        headers: { 'Idempotency-Replayed': { description: '`true` where the answer was given before under this key.', schema: { type: 'string', const: 'true' } } },
      }),
    },
    ...(accepted && { 202: { description: 'Noted; it waits for a second person.', content: { 'application/json': { schema: components.reference(accepted.schema) } } } }),
  };
}

/** One response for each status, with the codes that it may carry. */
function failures(codes: readonly ProblemCode[]): Readonly<Record<string, ResponseObject>> {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries([...byStatus].map(([status, list]) => [String(status), {
    description: list.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { type: 'string', enum: list } } }] },
      },
    },
  }]));
}
