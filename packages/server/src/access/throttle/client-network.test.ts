import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientNetwork } from './client-network.ts';

describe('the network of a client', () => {
  it.each([
    ['192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80::1', 'fe80::/64'],
    ['::1', '::1', '::/64'],
  ])('of %s', (text, address, network) => {
    expect(clientNetwork(text)).toEqual({ address, network });
  });

  it('is one for everything that is no address, without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      fc.pre(!/^[\da-fx.:%]+$/i.test(text));
      expect(clientNetwork(text)).toEqual({ address: 'unknown', network: 'unknown' });
    }));
  });

  it('does not depend on the last byte', () => {
    fc.assert(fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
      expect(clientNetwork(address.replace(/\d+$/, String(last))).network).toBe(clientNetwork(address).network);
    }));
  });
});
