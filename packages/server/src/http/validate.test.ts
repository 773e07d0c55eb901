import { schemas } from '@cashflowsmart/sdk/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ProblemError, type FieldError } from './problem-error.ts';
import { queryObject, validatePart } from './validate.ts';

function errorsOf(schema: z.ZodType, input: unknown): readonly FieldError[] {
  try {
    validatePart('body', schema, input);
  } catch (error) {
    if (error instanceof ProblemError) return error.errors ?? [];
    throw error;
  }
  return [];
}

describe('validation', () => {
  it('names the field and the rule', () => {
    expect(errorsOf(schemas.signIn, { email: 'nobody', password: '' })).toEqual([
      { path: 'body.email', rule: 'format email' },
      { path: 'body.password', rule: 'at least 1' },
    ]);
    expect(errorsOf(schemas.newAccount, { name: 'Current', currency: 'eur' })).toEqual([{ path: 'body.currency', rule: 'pattern' }]);
    expect(errorsOf(schemas.newTransaction, {
      accountId: '7d1c1b4e-9a2f-4c55-9d5c-0f7b62f5a001', date: '2026-02-30', amount: { amount: '1', currency: 'EUR' }, description: 'x',
    })).toEqual([{ path: 'body.date', rule: 'A day as YYYY-MM-DD.' }]);
  });

  it('tells a missing field from one of the wrong type', () => {
    expect(errorsOf(schemas.newAccount, { currency: 'EUR' })).toEqual([{ path: 'body.name', rule: 'required' }]);
    expect(errorsOf(schemas.newAccount, { name: 1, currency: 'EUR' })).toEqual([{ path: 'body.name', rule: 'type string' }]);
    expect(errorsOf(schemas.newAccount, null)).toEqual([{ path: 'body', rule: 'type object' }]);
  });

  it('says that something does not fit also where more is wrong than can be listed', () => {
    const decisions = { recipe: null, answers: {}, edits: [], excluded: Array.from({ length: 400_000 }, () => -1), readerVersion: 1 };
    expect(errorsOf(schemas.decisions, decisions)).toEqual([{ path: 'body', rule: 'schema' }]);
  });

  it('repeats no value and no name of a field that the sender made up', () => {
    const iban = 'DE89370400440532013000';
    const answers = { recipe: null, answers: { [iban]: iban }, edits: [], excluded: [], readerVersion: 1 };
    for (const errors of [
      errorsOf(schemas.signIn, { email: iban, password: 7, [iban]: iban }),
      errorsOf(schemas.newAccount, { name: [iban], number: { [iban]: 1 }, currency: iban }),
      errorsOf(schemas.decideImport, { decisions: answers }),
    ]) {
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toContain(iban);
    }
  });

  it('repeats nothing of any value', () => {
    const marker = 'zqxj0193';
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(...[schemas.newImport, schemas.signIn, schemas.searchTransactions, schemas.correctTransaction]), (value, schema) => {
      const input = JSON.parse(JSON.stringify({ email: value, accountIds: value, decisions: { recipe: value }, amount: value, [marker]: marker })) as unknown;
      expect(JSON.stringify(errorsOf(schema, input))).not.toContain(marker);
    }));
  });

  it('lists at most twenty faults', () => {
    expect(errorsOf(schemas.searchTransactions, { accountIds: Array.from({ length: 90 }, () => 'x') })).toHaveLength(20);
  });

  it('refuses a query that names a field twice', () => {
    expect(queryObject(new URLSearchParams('a=1&b=2'))).toEqual({ a: '1', b: '2' });
    expect(() => queryObject(new URLSearchParams('a=1&a=2'))).toThrow(ProblemError);
  });
});
