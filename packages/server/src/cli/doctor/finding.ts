/** `failure`: it does not work, or protects nothing; `warning`: it works, and should be better; `not-verified`: it cannot be seen from here. */
export type FindingLevel = 'ok' | 'warning' | 'failure' | 'not-verified';

/** One thing that was looked at. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: string;
  readonly level: FindingLevel;
  /** What was found and, unless it is good, what to do. */
  readonly message: string;
}

export const ok = (code: string, message: string): Finding => ({ code, level: 'ok', message });
export const warning = (code: string, message: string): Finding => ({ code, level: 'warning', message });
export const notVerified = (code: string, message: string): Finding => ({ code, level: 'not-verified', message });
export const failure = (code: string, message: string): Finding => ({ code, level: 'failure', message });
