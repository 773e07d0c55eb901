import { ProblemError } from '../../http/problem-error.ts';
import { RequestGoneError } from '../../http/request-gone.ts';

/** Who wants a turn. */
export interface TurnRequest {
  readonly organisationId: string;
  /** Aborted where nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}

interface Waiting {
  readonly organisationId: string;
  begin(): void;
}

/** Seconds to wait where too many files are being read. */
const RETRY_AFTER = 5;

/**
 * Turns of the tasks that hold a whole file in memory, first come, first served; but one organisation never gets all the
 * places, nor more than half of the queue, so that its files keep nobody else waiting.
 */
export class ReadingTurns {
  readonly #places: { readonly all: number; readonly share: number };
  readonly #queue: { readonly all: number; readonly share: number };
  readonly #running: string[] = [];
  readonly #waiting: Waiting[] = [];

  constructor({ running, waiting }: { readonly running: number; readonly waiting: number }) {
    this.#places = { all: running, share: Math.max(1, running - 1) };
    this.#queue = { all: waiting, share: Math.ceil(waiting / 2) };
  }

  /**
   * @throws {ProblemError} `too-many-requests` at once, where too many wait already.
   * @throws {RequestGoneError} where the request was given up before its turn.
   */
  async run<T>({ organisationId, gone }: TurnRequest, task: () => Promise<T>): Promise<T> {
    if (gone?.aborted) throw new RequestGoneError();
    if (this.#mayBegin(organisationId)) this.#running.push(organisationId);
    else await this.#wait(organisationId, gone);
    try {
      return await task();
    } finally {
      this.#running.splice(this.#running.indexOf(organisationId), 1);
      this.#next();
    }
  }

  #mayBegin(organisationId: string): boolean {
    return this.#running.length < this.#places.all && countOf(this.#running, organisationId) < this.#places.share;
  }

  #wait(organisationId: string, gone: AbortSignal | undefined): Promise<void> {
    const mine = countOf(this.#waiting.map((waiting) => waiting.organisationId), organisationId);
    if (this.#waiting.length >= this.#queue.all || mine >= this.#queue.share) throw new ProblemError('too-many-requests', { retryAfter: RETRY_AFTER });
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new RequestGoneError());
      };
      const waiting: Waiting = {
        organisationId,
        begin: () => {
          gone?.removeEventListener('abort', leave);
          resolve();
        },
      };
      gone?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
    });
  }

  /** The place is taken here and not by the task, which begins later: nobody can come in between. */
  #next(): void {
    const index = this.#waiting.findIndex(({ organisationId }) => this.#mayBegin(organisationId));
    const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (!next) return;
    this.#running.push(next.organisationId);
    next.begin();
  }
}

function countOf(ids: readonly string[], id: string): number {
  return ids.filter((other) => other === id).length;
}
