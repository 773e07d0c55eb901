import { describe, expect, it } from 'vitest';
import { isPlainLoopback } from './plain-loopback.ts';

const isPlain = (address: string): boolean => isPlainLoopback(new URL(address));

describe('a page over plain HTTP on loopback', () => {
  it('is known by its name or address, whatever the port', () => {
    for (const address of ['http://localhost:8080/', 'http://books.localhost/', 'http://127.0.0.1:3000/', 'http://127.8.0.9/', 'http://[::1]:8080/']) {
      expect(isPlain(address), address).toBe(true);
    }
  });

  it('is not one over TLS', () => {
    for (const address of ['https://localhost:8443/', 'https://127.0.0.1/', 'https://[::1]/']) expect(isPlain(address), address).toBe(false);
  });

  it('is not one of a host whose name only looks like it', () => {
    for (const address of ['http://portal.example/', 'http://127.0.0.1.example/', 'http://localhost.example/', 'http://notlocalhost/', 'http://128.0.0.1/']) {
      expect(isPlain(address), address).toBe(false);
    }
  });
});
