import type { DataAccess } from '../database/data-access.ts';
import type { Vault } from '../vault/index.ts';
import { IdentityProviders } from '../oidc/identity-providers.ts';
import { CookieKeyring } from './cookie-keyring.ts';
import { Factors } from './factors/factors.ts';
import { Passkeys } from './factors/passkeys.ts';
import { createEmbedding, type Embedding } from '../embed/embedding.ts';
import { Identities } from './identities.ts';
import { Members } from './members.ts';
import { Organisations } from './organisations.ts';
import { PendingSignIns } from './pending-sign-ins.ts';
import { People } from './people.ts';
import { Sessions, type SessionLimits } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { SignInThrottle, type SignInLimits } from './throttle/sign-in-throttle.ts';
import { Throttle } from './throttle/throttle.ts';

/** Who there is, and who is signed in. */
export interface AccessServices {
  readonly people: People;
  readonly identities: Identities;
  readonly embedding: Embedding;
  readonly organisations: Organisations;
  readonly members: Members;
  readonly sessions: Sessions;
  readonly identityProviders: IdentityProviders;
  readonly cookies: CookieKeyring;
  readonly signIn: SignIn;
  readonly factors: Factors;
  readonly passkeys: Passkeys;
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
  const identities = new Identities({ data, vault, people });
  const organisations = new Organisations({ data, vault });
  const clock = now ?? (() => new Date());
  const cookies = new CookieKeyring({ data, vault });
  const throttle = new Throttle({ data, vault, now: clock });
  const signInThrottle = new SignInThrottle({ data, throttle, ...(signInLimits && { limits: signInLimits }) });
  const owned = new Sessions({ data, cookies, platformVault: () => vault.platform(), now: clock, ...(sessions && { limits: sessions }) });
  const factors = new Factors({ data, vault, now: clock });
  const passkeys = new Passkeys({ data, vault, now: clock });
  const pending = new PendingSignIns({ data, cookies, now: clock });
  return {
    people,
    identities,
    embedding: createEmbedding({ data, vault, people, identities, cookies, now: clock }),
    organisations,
    identityProviders: new IdentityProviders({ data, vault }),
    members: new Members({ data, people, organisations }),
    sessions: owned,
    cookies,
    signIn: new SignIn({ people, sessions: owned, factors, passkeys, pending, throttle, signInThrottle }),
    factors,
    passkeys,
    throttle,
    signInThrottle,
  };
}
