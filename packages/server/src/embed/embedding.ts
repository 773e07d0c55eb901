import type { CookieKeyring } from '../access/cookie-keyring.ts';
import type { Identities } from '../access/identities.ts';
import type { People } from '../access/people.ts';
import type { DataAccess } from '../database/data-access.ts';
import type { Vault } from '../vault/index.ts';
import { LaunchedSessions, type LaunchedSessionLimits } from './launched-sessions.ts';
import { Launches } from './launches.ts';
import { PlatformKeys } from './platform-keys.ts';
import { PlatformOrigins } from './platform-origins.ts';
import { Platforms } from './platforms.ts';

/** Partners, their keys and their pages. */
export interface Embedding {
  readonly platforms: Platforms;
  readonly keys: PlatformKeys;
  readonly origins: PlatformOrigins;
  readonly launches: Launches;
  readonly sessions: LaunchedSessions;
}

export interface EmbeddingOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly people: People;
  readonly identities: Identities;
  readonly cookies: CookieKeyring;
  readonly limits?: Partial<LaunchedSessionLimits>;
  readonly now?: () => Date;
}

/** Builds the services of embedding over one database and its keys. */
export function createEmbedding({ data, vault, people, identities, cookies, limits, now }: EmbeddingOptions): Embedding {
  const platforms = new Platforms({ data, vault });
  const origins = new PlatformOrigins({ data, platforms });
  const clock = now ? { now } : {};
  return {
    platforms,
    origins,
    keys: new PlatformKeys({ data, ...clock }),
    launches: new Launches({ data, people, identities, origins, ...clock }),
    sessions: new LaunchedSessions({ data, cookies, origins, ...(limits && { limits }), ...clock }),
  };
}
