import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An entry of a list of proxies is neither an address nor a network. */
export class ProxyAddressError extends Error {
  override readonly name = 'ProxyAddressError';

  constructor() {
    super('A trusted proxy is an address such as 10.0.0.5, or a network such as 10.0.0.0/8 or fd00::/8.');
  }
}

/** The peers whose word about a client counts. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/** 127.0.0.0/8 and ::1: a proxy on the same machine. */
export const LOOPBACK_PROXIES = ['127.0.0.0/8', '::1'] as const;

/**
 * One spelling of an address: an IPv4 address that came in over an IPv6 socket (`::ffff:192.0.2.1`) is the IPv4 address,
 * and a zone is dropped. `undefined` for whatever is no address.
 */
export function normalAddress(text: string): string | undefined {
  const [bare = ''] = text.split('%');
  return isIP(bare) === 0 ? undefined : ipaddr.process(bare).toString();
}

/** @throws {ProxyAddressError} */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const networks = entries.map(networkOf);
  return {
    has: (address) => {
      const normal = normalAddress(address);
      if (normal === undefined) return false;
      const parsed = ipaddr.parse(normal);
      return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
    },
  };
}

function networkOf(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [address = '', bits, ...rest] = entry.split('/');
  const normal = normalAddress(address);
  if (normal === undefined || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new ProxyAddressError();
  const parsed = ipaddr.parse(normal);
  const most = parsed.kind() === 'ipv4' ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  // A network of IPv4-mapped addresses would have to be counted from another end.
  if (length > most || (bits !== undefined && isIP(address) === 6 && most === 32)) throw new ProxyAddressError();
  return [parsed, length];
}
