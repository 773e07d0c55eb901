import type { EventKind } from '../../contract/types.ts';
import { delayBefore } from '../backoff.ts';
import { ConnectionError, type ProblemResponseError, RateLimitedError, ServerProblemError } from '../errors.ts';
import { readEvents, type ServerEvent } from '../server-events.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

/** Something of the organisation changed. `missed`: the connection was lost for a while, so anything may have. */
export interface ChangeEvent {
  readonly kind: EventKind;
}

/** Milliseconds of silence after which a connection is dead: three heartbeats. */
const SILENCE = 50_000;
/** The longest wait between two connections is that of the sixth failure in a row. */
const LAST_STEP = 6;
const WAITS = { retries: Infinity, baseDelay: 1_000, maxDelay: 30_000 };

/** What changes while one looks at it. */
export class EventsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Tells what changes in an organisation until the signal aborts, which ends the iteration without an error. A connection
   * that breaks or is ended by the server is made again; after that the first event is `missed`.
   *
   * @throws {ProblemResponseError} where the session or the membership has ended.
   */
  async *listen(organisationId: string, { signal }: CallOptions = {}): AsyncGenerator<ChangeEvent, void, undefined> {
    let failures = 0;
    let missed = false;
    while (signal?.aborted !== true) {
      let cause: ConnectionError | ProblemResponseError = new ConnectionError('connection-failed', 'The stream of changes ended.');
      try {
        const body = await this.#transport.open('listenEvents', { params: { organisationId } }, signal && { signal });
        for await (const event of readEvents(body, { timers: this.#transport.timers, silence: SILENCE, ...(signal && { signal }) })) {
          failures = 0;
          if (missed) yield { kind: 'missed' };
          missed = false;
          const change = changeIn(event);
          if (change) yield change;
        }
      } catch (error) {
        if (isAborted(signal)) return;
        if (!isPassingHere(error)) throw error;
        cause = error;
      }
      if (isAborted(signal)) return;
      missed = true;
      const delay = delayBefore(Math.min(failures, LAST_STEP), cause, WAITS, this.#transport.timers.random());
      failures += 1;
      try {
        await this.#transport.timers.wait(delay ?? WAITS.maxDelay, signal);
      } catch {
        return;
      }
    }
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function isPassingHere(error: unknown): error is ConnectionError | ProblemResponseError {
  return error instanceof ConnectionError || error instanceof RateLimitedError || error instanceof ServerProblemError;
}

/** A kind that this client does not know is passed on as `missed`: something changed. */
function changeIn({ name, data }: ServerEvent): ChangeEvent | undefined {
  if (name !== 'change') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    return { kind: kind === 'imports' || kind === 'ledger' || kind === 'members' ? kind : 'missed' };
  } catch {
    return { kind: 'missed' };
  }
}
