import type { z } from 'zod';
import { ProblemError, type FieldError } from './problem-error.ts';

type Issue = z.core.$ZodIssue;

/** More would help nobody and could be made to cost. */
const MOST_ERRORS = 20;

/** The rule that an issue stands for, from the schema's side only: no value, no key that the sender chose. */
function ruleOf(issue: Issue, missing: boolean): string {
  if (missing) return 'required';
  switch (issue.code) {
    case 'invalid_type': return `type ${issue.expected}`;
    case 'too_big': return `at most ${String(issue.maximum)}`;
    case 'too_small': return `at least ${String(issue.minimum)}`;
    case 'invalid_format': return issue.format === 'regex' ? 'pattern' : `format ${issue.format}`;
    case 'not_multiple_of': return `multiple of ${String(issue.divisor)}`;
    case 'invalid_value': return `one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys': return 'no other fields';
    case 'invalid_key': return 'no other fields';
    // Written in the schema, so it holds no input.
    case 'custom': return issue.message;
    default: return 'schema';
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), input);
}

function fieldError(part: string, issue: Issue, input: unknown): FieldError {
  // The last step of an unknown key is the sender's own text.
  const path = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path;
  const missing = issue.code !== 'unrecognized_keys' && issue.code !== 'invalid_key' && valueAt(input, issue.path) === undefined;
  return { path: [part, ...path.map(String)].join('.'), rule: ruleOf(issue, missing) };
}

/** `undefined` where so much is wrong that the issues of an array exceed what one call can pass on. */
function checked(schema: z.ZodType, input: unknown): z.ZodSafeParseResult<unknown> | undefined {
  try {
    return schema.safeParse(input);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Checks one part of a request (`params`, `query`, `headers` or `body`) against its schema.
 * @throws {ProblemError} `invalid-request` with path and rule of what does not fit.
 */
export function validatePart(part: string, schema: z.ZodType, input: unknown): unknown {
  const result = checked(schema, input);
  if (!result) throw new ProblemError('invalid-request', { errors: [{ path: part, rule: 'schema' }] });
  if (result.success) return result.data;
  throw new ProblemError('invalid-request', {
    errors: result.error.issues.slice(0, MOST_ERRORS).map((issue) => fieldError(part, issue, input)),
  });
}

/** A query as an object. A name that is given twice is refused: two readers could take different ones. */
export function queryObject(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length) {
    throw new ProblemError('invalid-request', { errors: [{ path: 'query', rule: 'each name once' }] });
  }
  return Object.fromEntries(parameters);
}
