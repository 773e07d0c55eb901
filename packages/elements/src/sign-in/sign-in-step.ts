import type { InvitationOffer, SecondFactorAsked } from '@cashflowsmart/sdk/contract';
import type { MailLink } from './mail-link.ts';

export type SecondFactorMethod = SecondFactorAsked['methods'][number];

/** Where somebody is on the way in. Tokens live here, in memory, and nowhere else. */
export type SignInStep =
  | { readonly kind: 'sign-in'; readonly notice: 'accepted' | 'password-set' | null }
  | { readonly kind: 'second-factor'; readonly asked: SecondFactorAsked; readonly method: SecondFactorMethod }
  | { readonly kind: 'forgot'; readonly sent: boolean }
  | { readonly kind: 'reset'; readonly token: string }
  /** `offer` is null until the server has told what the invitation is for. */
  | { readonly kind: 'invitation'; readonly token: string; readonly offer: InvitationOffer | null };

/** What happens on the way in. */
export type SignInEvent =
  | { readonly kind: 'link-opened'; readonly link: MailLink }
  | { readonly kind: 'factor-asked'; readonly asked: SecondFactorAsked; readonly passkeys: boolean }
  | { readonly kind: 'method-chosen'; readonly method: SecondFactorMethod }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'offered'; readonly offer: InvitationOffer }
  | { readonly kind: 'entered' | 'left' | 'password-forgotten' | 'mail-requested' | 'accepted' | 'password-set' };

export const FIRST_STEP: SignInStep = { kind: 'sign-in', notice: null };

/** A code before a passkey: the field is there at once, and the passkey stands beside it as a button. */
function firstMethod({ methods }: SecondFactorAsked, passkeys: boolean): SecondFactorMethod {
  if (methods.includes('totp')) return 'totp';
  return methods.includes('passkey') && passkeys ? 'passkey' : 'recovery-code';
}

/** The step after an event. What does not belong to a step changes nothing. */
export function nextStep(step: SignInStep, event: SignInEvent): SignInStep {
  switch (event.kind) {
    case 'link-opened':
      return event.link.kind === 'reset' ? { kind: 'reset', token: event.link.token } : { kind: 'invitation', token: event.link.token, offer: null };
    case 'factor-asked':
      return { kind: 'second-factor', asked: event.asked, method: firstMethod(event.asked, event.passkeys) };
    case 'method-chosen':
      return step.kind === 'second-factor' && step.asked.methods.includes(event.method) ? { ...step, method: event.method } : step;
    case 'offered':
      return step.kind === 'invitation' ? { ...step, offer: event.offer } : step;
    case 'refused':
      if (step.kind === 'second-factor' && event.code === 'sign-in-expired') return FIRST_STEP;
      if (event.code !== 'link-not-valid') return step;
      return step.kind === 'reset' ? { kind: 'forgot', sent: false } : FIRST_STEP;
    case 'password-forgotten':
      return { kind: 'forgot', sent: false };
    case 'mail-requested':
      return step.kind === 'forgot' ? { kind: 'forgot', sent: true } : step;
    case 'accepted':
    case 'password-set':
      return { kind: 'sign-in', notice: event.kind };
    // Whoever is signed in still answers the link of a mail; every other step is behind them.
    case 'entered':
      return step.kind === 'invitation' || step.kind === 'reset' ? step : FIRST_STEP;
    case 'left':
      return FIRST_STEP;
  }
}
