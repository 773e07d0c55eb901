import type { LaunchedSession, OperationId, PlatformKey as PlatformKeyAnswer } from '@cashflowsmart/sdk/contract';
import { isComponent, lowerRole } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { AccessServices } from '../access/access.ts';
import type { Database } from '../database/schema.ts';
import type { Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { TooManyPlatformKeysError, type PlatformKey } from './platform-keys.ts';

export type EmbedOperationId = Extract<
  OperationId,
  | 'createOrganisation' | 'createEmbedSession' | 'listPlatformKeys' | 'rotatePlatformKey' | 'revokePlatformKey'
  | 'launchSession' | 'currentLaunchedSession' | 'endLaunchedSession'
>;

/** Platforms, their launches, and the sessions that those begin. */
export function embedHandlers(
  { people, organisations, embedding: { keys, launches, sessions } }: Pick<AccessServices, 'people' | 'organisations' | 'embedding'>,
): Handlers<EmbedOperationId> {
  const describe = async (
    { personId, organisationId }: { readonly personId: string; readonly organisationId: string },
    session: Pick<LaunchedSession['memberships'][number], 'role'> & { readonly components: readonly string[]; readonly expiresAt: Date },
  ): Promise<LaunchedSession> => {
    const [[person], organisationName] = await Promise.all([people.read([personId]), organisations.name(organisationId)]);
    if (!person) throw new ProblemError('not-authenticated');
    return {
      person: { id: person.id, name: person.name },
      memberships: [{ organisationId, organisationName, role: session.role }],
      expiresAt: session.expiresAt.toISOString(),
      idleMinutes: sessions.limits.idleMinutes,
      components: session.components.filter(isComponent),
    };
  };
  return {
    createOrganisation: async ({ body, caller, createdId, record, audit, logOf }) => {
      const answer = { id: createdId, name: body.name };
      const log = await logOf(createdId);
      await organisations.create(body.name, {
        id: createdId, ownerPlatformId: caller.platformId, inTransaction: async (transaction) => {
          await audit(transaction, { action: 'organisation.create', object: { kind: 'organisation', id: createdId }, log });
          await record(transaction, answer);
        },
      });
      return answer;
    },
    createEmbedSession: async ({ body, caller, audit, logOf }) => {
      const components = body.components.filter(isComponent);
      const { role, origin } = body;
      const { token, expiresAt } = await launches.mint(caller.platformId, { ...body, components }, async () => {
        const log = await logOf(body.organisationId);
        return (transaction, { personId, joined }) =>
          audit(transaction, { action: 'embed-session.create', object: { kind: 'person', id: personId }, details: { role, components, origin, joined }, log });
      });
      return { token, expiresAt: expiresAt.toISOString() };
    },
    listPlatformKeys: async ({ caller }) => ({ items: (await keys.list(caller.platformId)).map(keyAnswer), nextCursor: null }),
    rotatePlatformKey: async ({ body: { overlapHours }, caller, audit }) => {
      const made = await keys.rotate(caller.platformId, caller.keyId, overlapHours, (transaction, newKeyId) =>
        audit(transaction, { action: 'platform-key.rotate', object: { kind: 'platform-key', id: caller.keyId }, details: { newKeyId, overlapHours } })).catch((error: unknown) => {
        throw error instanceof TooManyPlatformKeysError ? new ProblemError('too-many-keys') : error;
      });
      // It was alive a moment ago, when it let this request in.
      if (!made) throw new ProblemError('not-authenticated');
      return { key: keyAnswer(made.key), apiKey: made.text };
    },
    revokePlatformKey: async ({ params, caller, audit }) => {
      const revoked = await keys.revoke(caller.platformId, params.keyId, (transaction) =>
        audit(transaction, { action: 'platform-key.revoke', object: { kind: 'platform-key', id: params.keyId } }));
      if (!revoked) throw new ProblemError('not-found');
      return undefined;
    },
    launchSession: async ({ params: { organisationId }, body, origin, cookies, audit }) => {
      const launch = await launches.redeem(organisationId, body.token, origin);
      const { personId } = launch;
      const recorded = (transaction: Transaction<Database>, sessionId: string): Promise<void> => audit(transaction, {
        action: 'session.begin', object: { kind: 'organisation', id: organisationId }, details: { factors: ['launch'] }, actor: { kind: 'person', id: personId, credentialId: sessionId },
      });
      const begun = body.reason === 'cookie-refused'
        ? await sessions.beginInBearer(organisationId, launch, recorded)
        : await sessions.beginInCookie(organisationId, launch, cookies.presented, recorded);
      for (const cookie of begun.cookies) cookies.set(cookie);
      return { ...await describe({ organisationId, personId }, begun), bearer: begun.bearer };
    },
    currentLaunchedSession: async ({ caller }) => {
      if (caller.membership?.state !== 'active') throw new ProblemError('member-disabled');
      const { role } = caller.membership;
      const expiresAt = await sessions.expiryOf(caller.sessionId);
      return describe(caller, { role: lowerRole(role, caller.embed.role), components: caller.embed.components, expiresAt });
    },
    endLaunchedSession: async ({ caller: { organisationId, sessionId }, cookies, audit }) => {
      cookies.set(await sessions.end(organisationId, sessionId, (transaction) =>
        audit(transaction, { action: 'session.end', object: { kind: 'session', id: sessionId }, log: 'platform' })));
      return undefined;
    },
  };
}

function keyAnswer({ id, scopes, state, createdAt, expiresAt }: PlatformKey): PlatformKeyAnswer {
  return { id, scopes: [...scopes], state, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
