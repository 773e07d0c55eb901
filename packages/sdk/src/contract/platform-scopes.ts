/** What an API key of a platform may be made for. A key has some of them, and nothing else. */
export const platformScopes = ['organisations:create', 'embed-sessions:create', 'keys:rotate'] as const;
export type PlatformScope = (typeof platformScopes)[number];

export function isPlatformScope(value: unknown): value is PlatformScope {
  return platformScopes.some((scope) => scope === value);
}
