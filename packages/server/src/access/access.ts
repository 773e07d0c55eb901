import type { DataAccess } from '../database/data-access.ts';
import type { Vault } from '../vault/index.ts';
import { IdentityProviders } from '../oidc/identity-providers.ts';
import { Members } from './members.ts';
import { Organisations } from './organisations.ts';
import { People } from './people.ts';
import { Sessions, type SessionLimits } from './sessions.ts';

/** Who there is, and who is signed in. */
export interface AccessServices {
  readonly people: People;
  readonly organisations: Organisations;
  readonly members: Members;
  readonly sessions: Sessions;
  readonly identityProviders: IdentityProviders;
}

export interface AccessOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly sessions?: Partial<SessionLimits>;
  readonly now?: () => Date;
}

/** Builds the services of access over one database and its keys. */
export function createAccess({ data, vault, sessions, now }: AccessOptions): AccessServices {
  const people = new People({ data, vault });
  const organisations = new Organisations({ data, vault });
  return {
    people,
    organisations,
    identityProviders: new IdentityProviders({ data, vault }),
    members: new Members({ data, people, organisations }),
    sessions: new Sessions({ data, cookieKeys: () => vault.cookieKeys(), ...(sessions && { limits: sessions }), ...(now && { now }) }),
  };
}
