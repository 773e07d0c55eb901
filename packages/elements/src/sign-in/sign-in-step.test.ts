import type { SecondFactorAsked } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { FIRST_STEP, nextStep, type SignInStep } from './sign-in-step.ts';

const asked: SecondFactorAsked = { next: 'second-factor', methods: ['passkey', 'totp', 'recovery-code'], passkey: null };
const factorAsked = { kind: 'factor-asked', asked, passkeys: true } as const;
const second = nextStep(FIRST_STEP, factorAsked);
const reset: SignInStep = { kind: 'reset', token: 't' };
const invitation: SignInStep = { kind: 'invitation', token: 't', offer: null };

describe('the steps of signing in', () => {
  it('asks for the code of the app first, else for the passkey where this browser has any, else for a recovery code', () => {
    expect(second).toMatchObject({ kind: 'second-factor', method: 'totp' });
    const withoutApp: SecondFactorAsked = { ...asked, methods: ['passkey', 'recovery-code'] };
    expect(nextStep(FIRST_STEP, { ...factorAsked, asked: withoutApp })).toMatchObject({ method: 'passkey' });
    expect(nextStep(FIRST_STEP, { ...factorAsked, asked: withoutApp, passkeys: false })).toMatchObject({ method: 'recovery-code' });
  });

  it('takes another method only where it was offered', () => {
    expect(nextStep(second, { kind: 'method-chosen', method: 'recovery-code' })).toMatchObject({ method: 'recovery-code' });
    const onlyCodes = nextStep(FIRST_STEP, { ...factorAsked, asked: { ...asked, methods: ['totp', 'recovery-code'] } });
    expect(nextStep(onlyCodes, { kind: 'method-chosen', method: 'passkey' })).toBe(onlyCodes);
  });

  it('begins anew where the pending sign-in is over, and stays where only the code was wrong', () => {
    expect(nextStep(second, { kind: 'refused', code: 'sign-in-expired' })).toBe(FIRST_STEP);
    expect(nextStep(second, { kind: 'refused', code: 'second-factor-failed' })).toBe(second);
  });

  it('offers a new mail where the link of a reset is worth nothing', () => {
    expect(nextStep(reset, { kind: 'refused', code: 'link-not-valid' })).toEqual({ kind: 'forgot', sent: false });
    expect(nextStep(reset, { kind: 'refused', code: 'password-common' })).toBe(reset);
    expect(nextStep(invitation, { kind: 'refused', code: 'link-not-valid' })).toBe(FIRST_STEP);
  });

  it('keeps the link of a mail while somebody signs in or out, and nothing else', () => {
    for (const step of [reset, invitation]) expect(nextStep(step, { kind: 'entered' })).toBe(step);
    for (const step of [second, { kind: 'forgot', sent: true } as const]) expect(nextStep(step, { kind: 'entered' })).toBe(FIRST_STEP);
  });

  it('forgets the token with the step', () => {
    for (const kind of ['accepted', 'password-set', 'left'] as const) expect(JSON.stringify(nextStep(invitation, { kind }))).not.toContain('token');
  });
});
