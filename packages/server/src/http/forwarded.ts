import { normalAddress, type TrustedProxies } from './trusted-proxies.ts';

/** What a proxy says about the request that it passes on. */
export interface ForwardedWord {
  /** Addresses, the client's own first; each proxy has added whom it was asked by. */
  readonly chain: readonly string[];
  /** `http` where any of the hops was in clear; `undefined` where nobody says. */
  readonly protocol: 'http' | 'https' | undefined;
  readonly hosts: readonly string[];
}

/**
 * The headers that the proxy sets. Only these are read: what the other ones say may come from the client, since no proxy
 * removes headers of which it has never heard.
 */
export type ForwardedHeaders = 'x-forwarded' | 'forwarded';

const MOST_HOPS = 32;
const ELEMENT = /\s*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;,"\s]*))\s*(;|,|$)/gy;

/** Reads `X-Forwarded-For`, `-Proto` and `-Host`, or `Forwarded` (RFC 7239). */
export function readForwarded(headers: Pick<Headers, 'get'>, kind: ForwardedHeaders): ForwardedWord {
  if (kind === 'forwarded') return readStandard(headers.get('forwarded') ?? '');
  return {
    chain: listOf(headers.get('x-forwarded-for')),
    protocol: protocolOf(listOf(headers.get('x-forwarded-proto'))),
    hosts: listOf(headers.get('x-forwarded-host')),
  };
}

/**
 * Whom the nearest proxies vouch for: from the end of the chain back to the first address that is none of them. What stands
 * before it was written by whoever is there, and counts for nothing.
 */
export function clientBehind(peer: string, chain: readonly string[], proxies: TrustedProxies): string {
  let client = peer;
  for (const entry of chain.slice(-MOST_HOPS).toReversed()) {
    if (!proxies.has(client)) break;
    const address = normalAddress(withoutPort(entry));
    if (address === undefined) break;
    client = address;
  }
  return client;
}

function readStandard(text: string): ForwardedWord {
  const found: Record<'for' | 'proto' | 'host', string[]> = { for: [], proto: [], host: [] };
  let end = 0;
  for (const match of text.matchAll(ELEMENT)) {
    end = match.index + match[0].length;
    const name = (match[1] ?? '').toLowerCase();
    if (name === 'for' || name === 'proto' || name === 'host') found[name].push(match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? '');
  }
  // Half a header says nothing: as if no address had been given, and in clear.
  if (end < text.trimEnd().length) return { chain: [], protocol: 'http', hosts: [] };
  return { chain: found.for, protocol: protocolOf(found.proto), hosts: found.host };
}

function listOf(value: string | null): readonly string[] {
  return value === null ? [] : value.split(',').map((part) => part.trim());
}

function protocolOf(values: readonly string[]): ForwardedWord['protocol'] {
  if (values.length === 0) return undefined;
  return values.every((value) => value.toLowerCase() === 'https') ? 'https' : 'http';
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711` without the port; an IPv6 address without brackets has none. */
function withoutPort(entry: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(entry)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(entry)?.[1] ?? entry;
}
