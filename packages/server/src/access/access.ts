import type { DataAccess } from '../database/data-access.ts';
import type { Vault } from '../vault/index.ts';
import { IdentityProviders } from '../oidc/identity-providers.ts';
import { Members } from './members.ts';
import { Organisations } from './organisations.ts';
import { People } from './people.ts';
import { Sessions, type SessionLimits } from './sessions.ts';
import { SignInThrottle, type SignInLimits } from './throttle/sign-in-throttle.ts';
import { Throttle } from './throttle/throttle.ts';

/** Who there is, and who is signed in. */
export interface AccessServices {
  readonly people: People;
  readonly organisations: Organisations;
  readonly members: Members;
  readonly sessions: Sessions;
  readonly identityProviders: IdentityProviders;
  readonly throttle: Throttle;
  readonly signInThrottle: SignInThrottle;
}

export interface AccessOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly sessions?: Partial<SessionLimits>;
  readonly signInLimits?: Partial<SignInLimits>;
  readonly now?: () => Date;
}

/** Builds the services of access over one database and its keys. */
export function createAccess({ data, vault, sessions, signInLimits, now }: AccessOptions): AccessServices {
  const people = new People({ data, vault });
  const organisations = new Organisations({ data, vault });
  const throttle = new Throttle({ data, vault, ...(now && { now }) });
  return {
    people,
    organisations,
    identityProviders: new IdentityProviders({ data, vault }),
    members: new Members({ data, people, organisations }),
    sessions: new Sessions({ data, cookieKeys: () => vault.cookieKeys(), ...(sessions && { limits: sessions }), ...(now && { now }) }),
    throttle,
    signInThrottle: new SignInThrottle({ data, throttle, ...(signInLimits && { limits: signInLimits }) }),
  };
}
