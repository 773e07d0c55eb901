import ipaddr from 'ipaddr.js';

/** Where a client is, in one spelling each, to be counted. */
export interface ClientNetwork {
  readonly address: string;
  /** What one subscriber can be expected to hold: a /24 of IPv4, a /64 of IPv6 (RFC 6177). */
  readonly network: string;
}

const IPV4_BITS = 24;
const IPV6_BITS = 64;

/** What is no address counts as one network of its own. */
export function clientNetwork(text: string): ClientNetwork {
  if (!ipaddr.isValid(text)) return { address: 'unknown', network: 'unknown' };
  // An IPv4 address that arrives in IPv6 dress is the same client.
  const address = ipaddr.process(text);
  const bits = address.kind() === 'ipv4' ? IPV4_BITS : IPV6_BITS;
  const bytes = address.toByteArray().map((byte, index) => (index * 8 < bits ? byte : 0));
  return { address: spelled(address), network: `${spelled(ipaddr.fromByteArray(bytes))}/${String(bits)}` };
}

/** Without a zone, which names an interface of this machine. */
function spelled(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address.kind() === 'ipv4' ? address.toString() : ipaddr.fromByteArray(address.toByteArray()).toString();
}
