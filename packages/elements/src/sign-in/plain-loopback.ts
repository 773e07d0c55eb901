/**
 * Whether a page came over plain HTTP from a loopback name or address: 127.0.0.0/8, ::1, and `localhost` with the names
 * below it (RFC 6761). There some browsers refuse cookies that are marked Secure.
 */
export function isPlainLoopback({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean {
  return protocol === 'http:' && /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
}
