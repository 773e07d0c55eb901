/** The part of Trusted Types that is used; browsers without it take the address itself. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string | URL };
}

/** `blob:` and `data:` would run a text as a script, so only what a server serves may become a worker. */
function servedAddress(text: string): string {
  const { protocol } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError('A worker is loaded from an http or https address.');
  return text;
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Starts a module worker. Under `require-trusted-types-for 'script'` its address goes through the policy
 * `cash-flow`, which a host allows by `trusted-types lit-html cash-flow 'allow-duplicates'`.
 */
export function createWorker(url: URL): Worker {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('cash-flow', { createScriptURL: servedAddress });
  // What the policy made is a TrustedScriptURL; lib.dom knows no such type and a Worker takes it as it is.
  return new Worker(policy?.createScriptURL(url.href) ?? url, { type: 'module', name: 'statement' });
}
