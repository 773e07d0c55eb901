import { operations, permissions, type Operation, type OperationId } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

/**
 * What may be sent in the JSON body of each operation that needs a role, by hand. Whoever may use an operation may send all of its fields; a field
 * that only some roles may send is an operation of its own.
 */
const ACCEPTED: Readonly<Partial<Record<OperationId, string>>> = {
  updateOrganisation: 'approval name revision',
  changeMember: 'revision role state',
  createInvitation: 'email locale role',
  createAccount: 'currency name number',
  createImport: 'accountId byteLength decisions fileName password readingDigest sha256',
  decideImport: 'decisions password readingDigest',
  commitImport: 'acceptContradiction',
  approveImport: 'decision reason revision',
  searchTransactions: 'accountIds cursor from limit text to',
  createTransaction: 'accountId amount date description transfer',
  correctTransaction: 'amount date description revision transfer',
  approvePendingChange: 'decision reason revision',
  rotateKeys: 'keyId',
};

describe('the fields of a body', () => {
  const bodies = (Object.values(operations) as readonly Operation[]).flatMap(({ id, body, access }) =>
    (body && 'json' in body && typeof access === 'string' && Object.hasOwn(permissions, access) ? [[id, body.json] as const] : []));

  it.each(bodies)('of %s are those that are written down', (id, schema) => {
    expect(schema).toBeInstanceOf(z.ZodObject);
    expect(Object.keys((schema as z.ZodObject).shape).toSorted().join(' ')).toBe(ACCEPTED[id as OperationId]);
  });

  it('hold nothing that says who somebody is or where something belongs', () => {
    const own = new Set(['organisationId', 'personId', 'createdBy', 'requestedBy', 'decidedBy', 'preparedBy']);
    for (const [id, schema] of bodies) expect(Object.keys((schema as z.ZodObject).shape).filter((name) => own.has(name)), id).toEqual([]);
  });
});
