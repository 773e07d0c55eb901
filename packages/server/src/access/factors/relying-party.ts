import { isIP } from 'node:net';
import { ProblemError } from '../../http/problem-error.ts';

/** For whom passkeys are: a domain, and the pages on it. */
export interface RelyingParty {
  /** The RP ID (WebAuthn Level 3, section 4): a domain, never an address. */
  readonly id: string;
  /** Shown by the browser beside the passkey. */
  readonly name: string;
  readonly origins: readonly string[];
}

/**
 * The relying party of a request that came from `origin`, which is one of the listed ones: its own domain. Passkeys made on
 * one sign-in domain work on no other, as with every password that a browser keeps.
 * @throws {ProblemError} `passkeys-unavailable` where the page stands under an address, for which browsers make no passkeys.
 */
export function relyingParty(origin: string | undefined, listed: readonly string[]): RelyingParty {
  const from = listed.find((each) => each === origin) ?? listed[0];
  const id = from === undefined ? '' : new URL(from).hostname;
  if (id === '' || isIP(id.replace(/^\[|\]$/g, '')) !== 0) throw new ProblemError('passkeys-unavailable');
  return { id, name: id, origins: listed.filter((each) => new URL(each).hostname === id) };
}
