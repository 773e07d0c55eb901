import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, type JobOptions } from './job.ts';
import { PayloadRefusedError } from './payload.ts';

describe('a definition', () => {
  const define = (payload: object) => () => defineJob({ name: 'test', payload: payload as Record<string, z.ZodUUID> });

  it.each<readonly [string, z.ZodType]>([
    ['text', z.string()], ['text of bounded length', z.string().max(8)], ['an e-mail address', z.email()], ['a date', z.iso.date()], ['any number', z.number()],
    ['a whole number without bounds', z.int()], ['a whole number that may be negative', z.int().min(-5).max(5)], ['a number too large', z.int().min(0).max(2 ** 32)],
    ['a fraction', z.float32().min(0).max(1)], ['a list', z.array(z.uuid())], ['an object', z.object({ id: z.uuid() })], ['anything', z.any()],
    ['a choice', z.union([z.uuid(), z.string()])], ['an optional id', z.uuid().optional()], ['words that are sentences', z.enum(['Rent of May'])], ['a truth value', z.boolean()],
  ])('refuses %s', (_, field) => {
    expect(define({ field })).toThrow(PayloadRefusedError);
  });

  it('takes ids, enumerated words and whole numbers of bounded size', () => {
    const job = defineJob({ name: 'test', payload: { id: z.uuid(), purpose: z.enum(['data', 'index']), keyId: z.int().min(1).max(0xffff_ffff), part: z.uint32() } });
    const payload = { id: randomUUID(), purpose: 'data', keyId: 7, part: 0 };
    expect(job.payload.parse(payload)).toEqual(payload);
  });

  it.each<readonly [string, Partial<JobOptions<Record<string, z.ZodUUID>>>]>([
    ['a name that is no word', { name: 'Re-seal all' }], ['retries without end', { retries: 1e6 }], ['no wait', { backoff: { first: 0, most: 1 } }], ['a wait that shrinks', { backoff: { first: 9, most: 3 } }],
    ['more time than a day', { expireIn: 90_000 }], ['a schedule with seconds', { schedule: '* * * * * *' }], ['a schedule with a payload', { schedule: '0 * * * *', payload: { id: z.uuid() } }],
    ['being unique by a field under no policy', { uniqueBy: ['id'], payload: { id: z.uuid() } }],
  ])('refuses %s', (_, options) => {
    expect(() => defineJob({ name: 'test', payload: {}, ...options })).toThrow(RangeError);
  });
});
