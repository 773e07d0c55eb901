import type { SignInLimits } from '../sign-in-throttle.ts';

const often = { points: 1_000_000, seconds: 60 };

/** For tests that sign in wrongly all the time. */
export const unlimitedSignIn: Partial<SignInLimits> = { pair: often, address: often, network: often, account: often, everything: often };
