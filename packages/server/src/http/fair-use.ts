import type { OperationId } from '@cashflowsmart/sdk/contract';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyWaitingError } from '../access/concurrency-limit.ts';
import { KeyedConcurrency } from './keyed-concurrency.ts';
import type { HttpLimits } from './limits.ts';
import { ProblemError } from './problem-error.ts';

/** Who asks: the keys by which requests are counted. */
export interface Asker {
  /** A person, or a platform's key; `undefined` where nobody is signed in. */
  readonly person: string | undefined;
  readonly organisation: string | undefined;
  readonly address: string;
}

/** What costs many times as much as reading a row: files are read, hundreds of sealed bodies opened or written. */
export const EXPENSIVE: ReadonlySet<OperationId> = new Set<OperationId>(['createImport', 'decideImport', 'commitImport', 'undoImport', 'searchTransactions', 'rotateKeys']);

const MINUTE = 60;
const RETRY_AFTER = 1;

/**
 * Lets nobody take the server for themselves: requests in work at once for each person and each organisation, first come,
 * first served within each, and expensive operations a minute for each person, organisation and address. In this process
 * only: it protects this server, where sign-in is throttled across all of them.
 */
export class FairUse {
  readonly #persons: KeyedConcurrency;
  readonly #organisations: KeyedConcurrency;
  readonly #rates: readonly (readonly [keyof Asker, RateLimiterMemory])[];

  constructor(limits: HttpLimits) {
    this.#persons = new KeyedConcurrency({ running: limits.requestsPerPerson, waiting: limits.requestsPerPerson * 2 });
    this.#organisations = new KeyedConcurrency({ running: limits.requestsPerOrganisation, waiting: limits.requestsPerOrganisation * 2 });
    const rate = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: MINUTE });
    this.#rates = [['person', rate(limits.expensivePerPerson)], ['organisation', rate(limits.expensivePerOrganisation)], ['address', rate(limits.expensivePerAddress)]];
  }

  /**
   * Runs a task in its turn.
   * @throws {ProblemError} `too-many-requests` with the seconds to wait, without running it.
   */
  async run<T>(asker: Asker, operation: string, task: () => Promise<T>): Promise<T> {
    if (EXPENSIVE.has(operation as OperationId)) await this.#count(asker);
    const { person, organisation } = asker;
    const inOrganisation = organisation === undefined ? task : () => this.#organisations.run(organisation, task);
    try {
      return await (person === undefined ? inOrganisation() : this.#persons.run(person, inOrganisation));
    } catch (error) {
      throw error instanceof TooManyWaitingError ? new ProblemError('too-many-requests', { retryAfter: RETRY_AFTER }) : error;
    }
  }

  async #count(asker: Asker): Promise<void> {
    for (const [by, rate] of this.#rates) {
      const key = asker[by];
      if (key === undefined) continue;
      await rate.consume(key).catch((refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw new ProblemError('too-many-requests', { retryAfter: Math.max(1, refused.msBeforeNext / 1_000) });
      });
    }
  }
}
