import { describe, expect, it } from 'vitest';
import { clientOf, type ProxyOptions } from './client.ts';
import { readForwarded } from './forwarded.ts';
import { normalAddress, ProxyAddressError, trustedProxies } from './trusted-proxies.ts';

const proxies = trustedProxies(['10.0.0.0/8', 'fd00::/8', '192.0.2.7']);
const proxy: ProxyOptions = { trusted: proxies, headers: 'x-forwarded', endsTls: true };
const standard: ProxyOptions = { ...proxy, headers: 'forwarded' };
const headers = (fields: Readonly<Record<string, string>>): Headers => new Headers(fields);

describe('trusted proxies', () => {
  it.each(['10.0.0.1', '::ffff:10.255.0.1', 'fd12::1', '192.0.2.7'])('have %s', (address) => { expect(proxies.has(address)).toBe(true); });
  it.each(['11.0.0.1', 'fe80::1', '192.0.2.8', '::1', '', 'proxy', '10.1', '0x0a.0.0.1'])('have no %s', (address) => { expect(proxies.has(address)).toBe(false); });
  it.each(['', 'proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', 'fd00::/129', '::ffff:10.0.0.0/104', '10.0.0.0/-1'])('cannot be written as "%s"', (entry) => {
    expect(() => trustedProxies([entry])).toThrow(ProxyAddressError);
  });

  it('know one spelling of an address', () => {
    expect(['::ffff:192.0.2.1', '2001:DB8:0:0::1', 'fe80::1%eth0', 'portal.example'].map(normalAddress)).toEqual(['192.0.2.1', '2001:db8::1', 'fe80::1', undefined]);
  });
});

describe('a client', () => {
  it('is the other end of the connection, whatever headers say, where no proxy is declared', () => {
    const word = headers({ 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9', 'x-forwarded-proto': 'http' });
    expect(clientOf('::ffff:198.51.100.1', word, undefined)).toEqual({ address: '198.51.100.1', plain: false, hosts: [] });
  });

  it('is the other end, and in clear, where somebody comes around the proxy', () => {
    expect(clientOf('198.51.100.1', headers({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }), proxy)).toEqual({ address: '198.51.100.1', plain: true, hosts: [] });
  });

  it('is the last address that the proxies did not add themselves: what it writes in front counts for nothing', () => {
    const of = (chain: string) => clientOf('10.0.0.1', headers({ 'x-forwarded-for': chain }), proxy).address;
    expect(of('203.0.113.9')).toBe('203.0.113.9');
    expect(of('1.1.1.1, 10.9.9.9, 203.0.113.9, 10.0.0.2')).toBe('203.0.113.9');
    expect(of('203.0.113.9:4711')).toBe('203.0.113.9');
    expect(of('[2001:db8::9]:4711, fd00::2')).toBe('2001:db8::9');
    // Only proxies, or a word that is no address: the last one that is known.
    expect(of('10.0.0.3, 10.0.0.2')).toBe('10.0.0.3');
    expect(of('203.0.113.9, unknown, 10.0.0.2')).toBe('10.0.0.2');
    expect(of(`${'1.1.1.1, '.repeat(5000)}203.0.113.9`)).toBe('203.0.113.9');
  });

  it('comes in clear where any hop did', () => {
    const plain = (protocol: string) => clientOf('10.0.0.1', headers({ 'x-forwarded-proto': protocol }), proxy).plain;
    expect(['https', 'HTTPS', 'https, https', 'http', 'https, http', 'http, https', 'ftp', ''].map(plain)).toEqual([false, false, false, true, true, true, true, true]);
    expect(clientOf('10.0.0.1', headers({}), proxy).plain).toBe(false);
  });

  it('is not told by the headers of the other kind, which a proxy passes on', () => {
    expect(clientOf('10.0.0.1', headers({ forwarded: 'for=203.0.113.9;proto=http;host=evil.example' }), proxy)).toEqual({ address: '10.0.0.1', plain: false, hosts: [] });
    expect(clientOf('10.0.0.1', headers({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' }), standard)).toEqual({ address: '10.0.0.1', plain: false, hosts: [] });
  });

  it('is told by the standard header', () => {
    const word = headers({ forwarded: 'for="[2001:db8:cafe::17]:4711";proto=https;host=portal.example, For=10.0.0.4; by=203.0.113.43' });
    expect(clientOf('10.0.0.1', word, standard)).toEqual({ address: '2001:db8:cafe::17', plain: false, hosts: ['portal.example'] });
    expect(readForwarded(headers({ forwarded: String.raw`host="a\"b";for=_hidden` }), 'forwarded')).toEqual({ chain: ['_hidden'], protocol: undefined, hosts: ['a"b'] });
    // Half a header counts for nothing and is in clear.
    expect(clientOf('10.0.0.1', headers({ forwarded: 'for=203.0.113.9;proto="https' }), standard)).toEqual({ address: '10.0.0.1', plain: true, hosts: [] });
  });

  it('has no address where there is no connection', () => {
    expect(clientOf(undefined, headers({}), undefined).address).toBe('0.0.0.0');
  });
});
