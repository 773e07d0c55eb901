import { describe, expect, it } from 'vitest';
import { decodeAccount, encodeAccount } from './account-codec.ts';
import { decodeAttestation, decodeForward, encodeAttestation, encodeForward } from './attestations.ts';
import { decodeChunk } from './chunk-codec.ts';
import { plainChunk } from './testing/chunks.ts';
import { decodeMonth, encodeMonth } from './month-codec.ts';
import * as released from './testing/released-bodies.ts';

/** Bodies as version 1 wrote them (base64). They open for ever; nothing here is ever changed. */
const version1 = {
  chunk:
    'KLUv/WBrAC0KAKaTSz1AxTgHYyZaLrvWmXkxFrgoOkqckWE8aHXJCtjKCduSWgTye9MkQSiDN1qd5kZJx+XecXJLYJKQ0H31vpUpPAA7ADsADCoIEkb3oVoRmDK+Hqpu3bLACKAvAjoXJTE/eFFzw3' +
    'A018dNu/kle/hrAzJzYaJ/tVp3yywkysRwajQlTt9BDv9OUvaFiXZ+1fDlursTCkSZ6PSnnRpcKWLhYGMjQfIkT4bwwMkw5QcvpZMb/37Yve2CiJRsPAEXj+pKxmGUGVxkKuT7WzN1jC/tGtMXJn6n' +
    'zL1bDtTwEVWEQFsGNROn79g3xzWApS9MDCeFg3Z2nBQ6Ad0Z7NaqsLJRmPH0sOcHL7VSw8nvqHCaRlBWAz7VsXf0hDVh8bdmr2L6uda1xnEcpSVFoPV5xU4DBwBMGU7rWMYw7TmFEZgXQBsnACg=',
  handChunk:
    'KLUv/WACAM0GAELNMC9wTdr2wMHz+q0GAyTbhRkaYordS0Z2EnUU2pKWZPz1B4Ua62MjPSRbPyved9kjJNP8lb4hACTXweLxTek9y2YZDenxTe7/yJlGrSqh6byhY0hok7KPZu/v1v8ateq0lqZwLy' +
    'CDgWZvatESatSqcP2xj4594VK4iIUDSkVAhcMvBE+BgsAEZjqNzOtKSEZEQjw2OqKLBEQFgZKB8Si/pWYyP0rRaydq1ek0RtscJd3C1s7EaGeNWrX9QfY8NDx1WsYgAQYAUzjg6JiLuXgqo9rTOWx4' +
    'hSg=',
  month:
    'o2RkYXlzqWNkYXnYSEIbHGVjb3VudNhIQgEEZmNsb3NlZNhIQgEAZ2Nsb3NpbmfYTUT4KgAAZ21vbmV5SW7YT1DoAwAAAAAAAAAAAAAAAQAAaG1vbmV5T3V02EhCAP1pdW5wcmludGVk2EhCAPprdH' +
    'JhbnNmZXJzSW7YSEIABGx0cmFuc2ZlcnNPdXTYSEIA+2Vtb250aBle4WZjaHVua3OoYmlkWCCbinxtXk9KO4wtHg+ai3xtXww7Hk0aTG6aPwtqHSw+T2J0b9hIQhwcZGZyb23YSEIbHGRoYW5k2EhC' +
    'AAFlY291bnTYSEIDAmVvd25lclggDZ+OfGtaTD2OLxoLnI1+b3wdLj9KW0xtno+gscLT5PVmZGlnZXN0WEABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQICAgICAgICAgICAgICAgICAg' +
    'ICAgICAgICAgICAgICaHNlcXVlbmNl2EhCKis=',
  account:
    'pmRuYW1lZEdpcm9kbmV4dBgsZm1vbnRoc6RiaWRQm4p8bV5PSjuMLR4Pmot8bWVjb3VudNhIQQVlbW9udGjYTULhXmZkaWdlc3RYIAMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDZm51bW' +
    'JlcngbREU4OSAzNzA0IDAwNDQgMDUzMiAwMTMwIDAwZ2ltcG9ydHOkYmlkWCANn458a1pMPY4vGgucjX5vm4p8bV5PSjuMLR4Pmot8bWJ0b9hOSEZNAAAAAACAZGZyb23YTkgqTQAAAAAAgGZkaWdl' +
    'c3RYQAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQVoY3VycmVuY3ljRVVS',
  attestation: 'omRyb3dzgaJkbGluZdhOTAkAAAD+////aREBAGdvcmRpbmFs2E1GAAAFAMoHZmNodW5rc1CbinxtXk9KO4wtHg+ai3xt',
  forward: 'omZjaHVua3NYIJuKfG1eT0o7jC0eD5qLfG1fDDseTRpMbpo/C2odLD5PaG9yZGluYWxzgthIQgEC2EhBAg==',
} as const;

function frozen(name: keyof typeof version1): Uint8Array {
  return new Uint8Array(Buffer.from(version1[name], 'base64'));
}

describe('a body of version 1', () => {
  it('is still a chunk of an import', () => {
    expect(plainChunk(decodeChunk(frozen('chunk')))).toEqual(plainChunk(released.chunk));
  });

  it('is still a chunk of entries by hand', () => {
    expect(plainChunk(decodeChunk(frozen('handChunk')))).toEqual(plainChunk(released.handChunk));
  });

  it('is still a month', () => {
    expect(decodeMonth(frozen('month'))).toEqual(released.month);
  });

  it('is still an account', () => {
    expect(decodeAccount(frozen('account'))).toEqual(released.account);
  });

  it('is still an attestation', () => {
    expect(decodeAttestation(frozen('attestation'))).toEqual(released.attestation);
  });

  it('is still a forward', () => {
    expect(decodeForward(frozen('forward'))).toEqual(released.forward);
  });

  it('is what is written today, but for the compression', () => {
    expect(encodeMonth(released.month)).toEqual(frozen('month'));
    expect(encodeAccount(released.account)).toEqual(frozen('account'));
    expect(encodeAttestation(released.attestation)).toEqual(frozen('attestation'));
    expect(encodeForward(released.forward)).toEqual(frozen('forward'));
  });
});
