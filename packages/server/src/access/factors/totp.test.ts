import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, recoveryCodeHash, useRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, totpSecretText, totpStep, totpUri } from './totp.ts';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const RFC_SECRET = new TextEncoder().encode('12345678901234567890');
const VECTORS = [[59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130']] as const;
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('a code of an authenticator app', () => {
  it.each(VECTORS)('is right at %i seconds as RFC 6238 says', (seconds, code) => {
    expect(totpStep(RFC_SECRET, code, { now: at(seconds), lastStep: undefined })).toBe(Math.floor(seconds / 30));
  });

  it('is good one step early and one step late, and no longer', () => {
    const check = (seconds: number): number | undefined => totpStep(RFC_SECRET, '081804', { now: at(1_111_111_109 + seconds), lastStep: undefined });
    const step = Math.floor(1_111_111_109 / 30);
    expect([check(-30), check(0), check(30)]).toEqual([step, step, step]);
    expect([check(-60), check(60)]).toEqual([undefined, undefined]);
  });

  it('is good once: not for its own step again, nor for an earlier one', () => {
    const step = Math.floor(1_111_111_109 / 30);
    for (const [lastStep, answer] of [[step - 1, step], [step, undefined], [step + 1, undefined]] as const) {
      expect(totpStep(RFC_SECRET, '081804', { now: at(1_111_111_109), lastStep })).toBe(answer);
    }
  });

  it('is six digits and nothing else', () => {
    for (const code of ['', '81804', '0081804', '08180a', '081 804']) expect(totpStep(RFC_SECRET, code, { now: at(1_111_111_109), lastStep: undefined })).toBeUndefined();
  });

  it('comes from a secret of its own that the app can take', () => {
    const secret = newTotpSecret();
    expect(secret).toHaveLength(20);
    expect(newTotpSecret()).not.toEqual(secret);
    expect(totpUri(secret, { issuer: 'portal.example', account: 'ann@example.com' }))
      .toBe(`otpauth://totp/portal.example:ann%40example.com?issuer=portal.example&secret=${totpSecretText(secret)}&algorithm=SHA1&digits=6&period=30`);
  });
});

describe('recovery codes', () => {
  it('are ten of 120 bits, each good once, however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[a-km-np-z2-9]{4}-){5}[a-km-np-z2-9]{4}$/);
    const hashes = codes.map(recoveryCodeHash);
    const left = useRecoveryCode(hashes, (codes[3] ?? '').toUpperCase().replaceAll('-', ' '));
    expect(left).toHaveLength(9);
    expect(useRecoveryCode(left ?? [], codes[3] ?? '')).toBeUndefined();
    expect(useRecoveryCode(hashes, '')).toBeUndefined();
  });
});
