import { expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';

it.each([
  ['nothing', new Uint8Array(0), 0], ['the check value of catalogues', new TextEncoder().encode('123456789'), 0xe3069283],
  // RFC 3720, appendix B.4.
  ['32 zeros', new Uint8Array(32), 0x8a9136aa], ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43], ['0 to 31', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
])('CRC-32C of %s', (_, bytes, expected) => {
  expect(crc32c(bytes)).toBe(expected);
});
