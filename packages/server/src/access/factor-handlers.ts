import type { factorOperations } from '@cashflowsmart/sdk/contract';
import type { Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { AccessServices } from './access.ts';
import { relyingParty } from './factors/relying-party.ts';
import type { Person } from './people.ts';

export type FactorOperationId = keyof typeof factorOperations;

/** A person's own factors over HTTP. `origins` are the pages on which people sign in. */
export function factorHandlers({ people, factors, passkeys }: AccessServices, origins: readonly string[]): Handlers<FactorOperationId> {
  /** `email`: what the person is called in an authenticator, which is the name where they have no e-mail. */
  const personOf = async (personId: string): Promise<Person & { readonly email: string }> => {
    const [person] = await people.read([personId]);
    if (!person) throw new ProblemError('not-authenticated');
    return { ...person, email: person.email ?? person.name };
  };
  const listed = (codes: readonly string[] | null): { recoveryCodes: string[] | null } => ({ recoveryCodes: codes && [...codes] });
  return {
    listFactors: async ({ caller }) => {
      const { totp, recoveryCodesLeft, passkeys: own } = await factors.listOf(caller.personId);
      return {
        totp: totp && { id: totp.id, createdAt: totp.createdAt.toISOString() }, recoveryCodesLeft,
        passkeys: own.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null })),
      };
    },
    startTotp: async ({ caller, client }) => {
      const { email } = await personOf(caller.personId);
      return factors.startTotp(caller.personId, { issuer: new URL(origins.find((each) => each === client.origin) ?? origins[0] ?? '').hostname, account: email });
    },
    confirmTotp: async ({ caller, body, audit }) => listed(await factors.confirmTotp(caller.personId, body.code, (transaction) =>
      audit(transaction, { action: 'factor.add', object: { kind: 'person', id: caller.personId }, details: { kind: 'totp' } }))),
    makeRecoveryCodes: async ({ caller, audit }) => listed(await factors.newRecoveryCodes(caller.personId, (transaction) =>
      audit(transaction, { action: 'factor.add', object: { kind: 'person', id: caller.personId }, details: { kind: 'recovery-codes' } }))),
    startPasskey: async ({ caller, client }) => passkeys.creationOptions(await personOf(caller.personId), caller.sessionId, relyingParty(client.origin, origins)),
    addPasskey: async ({ caller, client, body, audit }) => {
      await passkeys.create(await personOf(caller.personId), caller.sessionId, relyingParty(client.origin, origins), {
        ...body, inTransaction: (transaction) => audit(transaction, { action: 'factor.add', object: { kind: 'person', id: caller.personId }, details: { kind: 'passkey' } }),
      });
      return listed(await factors.firstRecoveryCodes(caller.personId));
    },
    removeFactor: async ({ caller, params, audit }) => {
      await factors.remove(caller.personId, params.factorId, (transaction) =>
        audit(transaction, { action: 'factor.remove', object: { kind: 'person', id: caller.personId } }));
      return undefined;
    },
  };
}
