import type { Platform } from '../../embed/platforms.ts';
import type { KeyListing, MadeKey } from './platform-actions.ts';

/** One platform, and below it its pages. */
export function describePlatform({ id, name, state, origins, signInDomain }: Platform): string {
  return [
    `${id}  ${name}${state === 'disabled' ? '  disabled' : ''}`,
    ...origins.map((origin) => `  ${origin}`),
    ...(origins.length === 0 ? ['  No pages yet. platform origins --add names one.'] : []),
    ...(signInDomain === null ? [] : [`  People sign in at ${signInDomain}.`]),
  ].map((line) => `${line}\n`).join('');
}

export function describePlatforms(platforms: readonly Platform[]): string {
  return platforms.length === 0 ? 'No platforms.\n' : platforms.map(describePlatform).join('');
}

export function describeMadeKey({ key, apiKey }: MadeKey): string {
  return `${apiKey}\n\nIt is shown this once: keep it where secrets are kept. Id: ${key.id}. It ends on ${day(key.expiresAt)}.\n`;
}

/** One line a key. */
export function describeKeys(keys: readonly KeyListing[]): string {
  if (keys.length === 0) return 'No keys.\n';
  return keys.map(({ id, state, scopes, createdAt, expiresAt }) => `${id}  ${state.padEnd(7)}  made ${day(createdAt)}  ends ${day(expiresAt)}  ${scopes.join(', ')}\n`).join('');
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
