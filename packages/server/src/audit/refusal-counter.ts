import type { AuditAction, ProblemCode } from '@cashflowsmart/sdk/contract';

/** Refusals with one code, of whoever is not known. */
export interface CountedRefusals {
  readonly code: ProblemCode;
  readonly count: number;
  readonly from: Date;
  readonly actions: readonly AuditAction[];
}

interface Count {
  count: number;
  readonly from: Date;
  readonly actions: Set<AuditAction>;
}

/** Single refusals of unknown people that are recorded in a minute; what comes above is only counted. */
const SINGLE_A_MINUTE = 60;
const MINUTE = 60_000;

/**
 * Anybody can be refused as often as they like, and must not make the log grow without bound: what is known about nobody is counted,
 * and written as one entry for each code and minute.
 */
export class RefusalCounter {
  readonly #counts = new Map<ProblemCode, Count>();
  readonly #now: () => Date;
  #single = { minute: 0, count: 0 };

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whether one more refusal may be recorded by itself. */
  takeSingle(): boolean {
    const minute = Math.floor(this.#now().getTime() / MINUTE);
    if (this.#single.minute !== minute) this.#single = { minute, count: 0 };
    this.#single.count += 1;
    return this.#single.count <= SINGLE_A_MINUTE;
  }

  /** @returns whether it is the first since they were taken. */
  count(code: ProblemCode, action: AuditAction): boolean {
    const first = this.#counts.size === 0;
    const counted = this.#counts.get(code) ?? { count: 0, from: this.#now(), actions: new Set() };
    counted.count += 1;
    counted.actions.add(action);
    this.#counts.set(code, counted);
    return first;
  }

  /** What was counted since the last call. */
  take(): readonly CountedRefusals[] {
    const taken = Array.from(this.#counts, ([code, { count, from, actions }]) => ({ code, count, from, actions: [...actions].toSorted() }));
    this.#counts.clear();
    return taken;
  }
}
