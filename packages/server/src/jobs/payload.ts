import { z } from 'zod';

/**
 * What a job may carry. Payloads lie in the database in clear, in its log and in its backups, and outlive what they are about: so
 * they name things and say nothing of them.
 */
export type PayloadField = z.ZodUUID | z.ZodEnum | z.ZodNumberFormat;

export type PayloadShape = Readonly<Record<string, PayloadField>>;

export type PayloadOf<S extends PayloadShape> = z.output<z.ZodObject<S, z.core.$strict>>;

export type Payload = Readonly<Record<string, string | number>>;

/** The largest key id; nothing that a job has to count is larger. */
const LARGEST = 0xffff_ffff;
const WORD = /^[a-z][a-z0-9-]{0,31}$/;

/** Something other than ids, enumerated words and small whole numbers was given to a job. It does not say what it was. */
export class PayloadRefusedError extends Error {
  override readonly name = 'PayloadRefusedError';
  readonly code = 'payload-refused';

  constructor(job: string, field: string) {
    super(`The job ${job} takes ids, enumerated words and whole numbers of bounded size only; ${field} is something else.`);
  }
}

/**
 * The schema that a payload has to meet, exactly: a field too many is refused as well.
 * @throws {PayloadRefusedError} where a field could hold more than a payload may.
 */
export function payloadSchema<const S extends PayloadShape>(job: string, shape: S): z.ZodObject<S, z.core.$strict> {
  for (const [name, field] of Object.entries(shape)) if (!isAllowed(field)) throw new PayloadRefusedError(job, name);
  return z.strictObject(shape);
}

/** @throws {PayloadRefusedError} naming the field, not its value. */
export function parsePayload<P>(job: { readonly name: string; readonly payload: z.ZodType<P> }, payload: unknown): P {
  const { success, data, error } = job.payload.safeParse(payload);
  if (success) return data;
  throw new PayloadRefusedError(job.name, fieldOf(error.issues[0]));
}

function isAllowed(field: unknown): boolean {
  if (field instanceof z.ZodUUID) return true;
  if (field instanceof z.ZodEnum) return field.options.every((option) => typeof option === 'string' && WORD.test(option));
  return field instanceof z.ZodNumberFormat && field.isInt && (field.minValue ?? -1) >= 0 && (field.maxValue ?? Infinity) <= LARGEST;
}

/** The name of a declared field; that of an undeclared one was given by whoever enqueued it and may say anything. */
function fieldOf(issue: z.core.$ZodIssue | undefined): string {
  const [first] = issue?.path ?? [];
  return typeof first === 'string' ? first : 'a field that it does not have';
}
