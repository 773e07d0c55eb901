import { createHash } from 'node:crypto';
import { isLoopback } from '../http/loopback.ts';

/** What tokens and sessions keep of their page: enough to compare, and not what it is called. */
export function originDigest(origin: string): string {
  return createHash('sha256').update(origin).digest('base64url');
}

/**
 * Whether a text is an origin in the one form in which browsers send it (RFC 6454, section 6.2): compared exactly, another spelling would
 * never match. Plain HTTP only on this machine, where a browser keeps secure cookies too.
 */
export function isPageOrigin(text: string): boolean {
  const url = URL.parse(text);
  // A star is a letter like any other to a parser; whoever writes one takes it for a pattern.
  if (url?.origin !== text || text.includes('*')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && (url.hostname === 'localhost' || isLoopback(url.hostname.replace(/^\[|\]$/g, ''))));
}
