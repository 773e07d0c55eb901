import type { Embedding } from '../embed/embedding.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Authenticated, AuthenticateOptions, Credentials, PartnerGate, SessionGate } from '../http/session-gate.ts';
import type { Sessions } from './sessions.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type LaunchedSessions = Pick<Embedding['sessions'], 'authenticate'>;

/**
 * The one gate for everybody: a bearer first, then the cookie of the organisation in the path where the request comes from the page that it was
 * made for, then the session of our own pages.
 */
export function createGate({ sessions, launched }: { readonly sessions: Pick<Sessions, 'authenticate'>; readonly launched: LaunchedSessions }): SessionGate {
  return {
    authenticate: async (credentials, organisationId, options) => {
      const found = organisationId === null ? undefined : await byLaunch(launched, credentials, organisationId, options);
      if (found) return found;
      if (credentials.fromPartner) throw new ProblemError('not-authenticated');
      return sessions.authenticate(credentials.cookie, organisationId, options);
    },
  };
}

/** What of embedding the app needs to know who asks. */
export function createPartnerGate({ keys, origins, sessions }: Pick<Embedding, 'keys' | 'origins' | 'sessions'>): PartnerGate {
  return {
    authenticatePlatform: (authorization) => keys.authenticatePlatform(authorization),
    isPartner: (origin) => origins.isPartner(origin),
    authenticateLaunched: async (credentials, organisationId, options) => {
      const found = await byLaunch(sessions, credentials, organisationId, options);
      if (!found?.embed) throw new ProblemError('not-authenticated');
      return { ...found, embed: found.embed };
    },
  };
}

async function byLaunch(launched: LaunchedSessions, credentials: Credentials, organisationId: string, options?: AuthenticateOptions): Promise<Authenticated | undefined> {
  return UUID.test(organisationId) ? launched.authenticate(credentials, organisationId, options) : undefined;
}
