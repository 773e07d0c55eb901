import type { DataAccess } from '../database/data-access.ts';
import type { Vault } from '../vault/index.ts';
import { PlatformKeys } from './platform-keys.ts';
import { PlatformOrigins } from './platform-origins.ts';
import { Platforms } from './platforms.ts';

/** Partners, their keys and their pages. */
export interface Embedding {
  readonly platforms: Platforms;
  readonly keys: PlatformKeys;
  readonly origins: PlatformOrigins;
}

export interface EmbeddingOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly now?: () => Date;
}

/** Builds the services of embedding over one database and its keys. */
export function createEmbedding({ data, vault, now }: EmbeddingOptions): Embedding {
  const platforms = new Platforms({ data, vault });
  return {
    platforms,
    keys: new PlatformKeys({ data, ...(now && { now }) }),
    origins: new PlatformOrigins({ data, platforms }),
  };
}
