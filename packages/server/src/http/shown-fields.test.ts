import { operations, roles, schemas, type Operation } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shownFields } from './shown-fields.ts';

const account = { id: 'a', name: 'Giro', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR', revision: 1, transactionCount: 7, dataFrom: '2026-01-01', dataTo: '2026-01-31' };

/** Written out by hand, not from the rules: for each role, the fields of an answer that it sees less of, and how. */
const LESS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  admin: {},
  operator: {},
  'data-entry': { number: '••••3000', transactionCount: null, dataFrom: null, dataTo: null },
};

describe('the fields of an account', () => {
  it.each(roles)('are those that are written down, for %s', (role) => {
    expect(shownFields(schemas.account)?.(account, role)).toEqual({ ...account, ...LESS[role] });
  });

  it('are so in a list, in another object, and where they may be absent', () => {
    const nested = shownFields(z.object({ items: z.array(schemas.account), main: schemas.account.nullable(), other: schemas.account.optional() }));
    const less = { ...account, ...LESS['data-entry'] };
    expect(nested?.({ items: [account], main: account }, 'data-entry')).toEqual({ items: [less], main: less });
    expect(nested?.({ items: [], main: null, other: undefined }, 'data-entry')).toEqual({ items: [], main: null, other: undefined });
  });

  it.each([['DE89', '••••'], ['12-34', '••••'], ['1234567', '••••4567'], [null, null]])('mask the number %s', (number, masked) => {
    expect(shownFields(schemas.account)?.({ ...account, number }, 'data-entry')).toMatchObject({ number: masked });
  });

  it('cannot slip through a kind of schema that is not walked through', () => {
    expect(() => shownFields(z.object({ either: z.union([schemas.account, z.null()]) }))).toThrow('union');
  });
});

/** Answers in which some role sees less, and what else it may send: by hand as well. */
describe('operations', () => {
  const all: readonly Operation[] = Object.values(operations);

  it('that answer with accounts are the ones that the rules apply to', () => {
    expect(all.filter(({ success }) => shownFields(success.schema)).map(({ id }) => id)).toEqual(['listAccounts', 'createAccount']);
  });
});
