import type { Session } from '@cashflowsmart/sdk/contract';

/** Longest delay that a timer takes (2^31 - 1 ms); a longer one would fire at once. */
const LONGEST_DELAY = 2_147_483_647;
/** The server's clock decides; asking a little later than it finds the session ended. */
const GRACE = 2_000;

/**
 * Knows when a session must have ended: at its absolute end, or when no tab sent a request for the idle time.
 * Figures then leave the screen of a computer that nobody sits at.
 */
export class SessionClock {
  readonly #onDue: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #session: Session | undefined;

  constructor(onDue: () => void) {
    this.#onDue = onDue;
  }

  /** Starts with a session, or stops where there is none. */
  watch(session: Session | undefined): void {
    this.#session = session;
    this.touch();
  }

  /** Something was sent to the server: the idle time begins anew. */
  touch(): void {
    clearTimeout(this.#timer);
    const session = this.#session;
    if (!session) return;
    const [end, idle] = [Date.parse(session.expiresAt) - Date.now(), session.idleMinutes * 60_000];
    // A session that the server has just confirmed and that is over by this device's clock: the clock is wrong, so only the
    // idle time can be told. Asking again at once would go on for ever and keep the session from ever being idle.
    const delay = (end > 0 ? Math.min(end, idle) : idle) + GRACE;
    if (delay <= LONGEST_DELAY) this.#timer = setTimeout(this.#onDue, delay);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
