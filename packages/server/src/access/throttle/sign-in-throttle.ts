import type { DataAccess } from '../../database/data-access.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { normaliseEmail } from '../email.ts';
import { clientNetwork } from './client-network.ts';
import type { Limit, Throttle } from './throttle.ts';

/** How many attempts may fail. The reasons stand in docs/sign-in.md. */
export interface SignInLimits {
  /** On one account from one network. */
  readonly pair: Limit;
  /** From one address, whatever the accounts. */
  readonly address: Limit;
  /** From one network: a /24 of IPv4, a /64 of IPv6. */
  readonly network: Limit;
  /** On one account, from everywhere. Above it nobody is locked out, but networks that are new to the account get `suspected.pair`. */
  readonly account: Limit;
  /** On all accounts, from everywhere. Above it all networks that are new to an account get what is `suspected`. */
  readonly everything: Limit;
  /** What is left of `pair` and `address` where an attack is under way. */
  readonly suspected: { readonly pair: number; readonly address: number };
  /** Seconds for which a network counts as the person's own after a sign-in from there. */
  readonly knownSeconds: number;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export const defaultSignInLimits: SignInLimits = {
  pair: { points: 5, seconds: 15 * MINUTE },
  address: { points: 30, seconds: 15 * MINUTE },
  network: { points: 100, seconds: 15 * MINUTE },
  account: { points: 50, seconds: 60 * MINUTE },
  everything: { points: 1_000, seconds: MINUTE },
  suspected: { pair: 1, address: 3 },
  knownSeconds: 30 * DAY,
};

/** An attempt that was counted as a failure. */
export interface CountedAttempt {
  /** It was none: the person signed in. */
  succeeded(): Promise<void>;
}

export interface SignInThrottleOptions {
  readonly data: DataAccess;
  readonly throttle: Throttle;
  readonly limits?: Partial<SignInLimits>;
}

/**
 * Slows guessing down, and locks nobody out: whoever signed in from a network before has their own attempts there, and the
 * right password from a network that is not throttled is always good. It never asks whether the account exists.
 */
export class SignInThrottle {
  readonly #data: DataAccess;
  readonly #throttle: Throttle;
  readonly #limits: SignInLimits;

  constructor({ data, throttle, limits }: SignInThrottleOptions) {
    this.#data = data;
    this.#throttle = throttle;
    this.#limits = { ...defaultSignInLimits, ...limits };
  }

  /**
   * Counts an attempt before it is made.
   * @throws {ProblemError} `too-many-requests`; nothing is counted then.
   */
  async attempt(email: string, clientAddress: string): Promise<CountedAttempt> {
    const limits = this.#limits;
    const account = normaliseEmail(email);
    const { address, network } = clientNetwork(clientAddress);
    // In this order, always: each count is locked until all are taken.
    const [known, pair, perAccount, perAddress, perNetwork, everything] = await Promise.all([
      this.#throttle.key({ kind: 'known', value: `${network} ${account}`, limit: { points: 1, seconds: limits.knownSeconds } }),
      this.#throttle.key({ kind: 'pair', value: `${network} ${account}`, limit: limits.pair }),
      this.#throttle.key({ kind: 'account', value: account, limit: limits.account }),
      this.#throttle.key({ kind: 'address', value: address, limit: limits.address }),
      this.#throttle.key({ kind: 'network', value: network, limit: limits.network }),
      this.#throttle.key({ kind: 'everything', value: '', limit: limits.everything }),
    ]);

    await this.#data.inPlatform(async (transaction) => {
      const isKnown = await this.#throttle.isNoted(transaction, known);
      const counts = {
        pair: await this.#throttle.add(transaction, pair),
        account: await this.#throttle.add(transaction, perAccount),
        address: await this.#throttle.add(transaction, perAddress),
        network: await this.#throttle.add(transaction, perNetwork),
        everything: await this.#throttle.add(transaction, everything),
      };
      const attacked = counts.everything.points > limits.everything.points;
      const suspected = !isKnown && (attacked || counts.account.points > limits.account.points);
      const over = [
        ...(counts.pair.points > (suspected ? limits.suspected.pair : limits.pair.points) ? [counts.pair] : []),
        ...(!isKnown && counts.address.points > (attacked ? limits.suspected.address : limits.address.points) ? [counts.address] : []),
        ...(!isKnown && counts.network.points > limits.network.points ? [counts.network] : []),
      ];
      // Rolled back, so what is refused does not prolong the wait.
      if (over.length > 0) throw new ProblemError('too-many-requests', { retryAfter: Math.max(...over.map(({ secondsLeft }) => secondsLeft)) });
    });

    return {
      succeeded: () => this.#data.inPlatform(async (transaction) => {
        await this.#throttle.note(transaction, known);
        await this.#throttle.forget(transaction, pair);
        for (const key of [perAccount, perAddress, perNetwork, everything]) await this.#throttle.subtract(transaction, key);
      }),
    };
  }
}
