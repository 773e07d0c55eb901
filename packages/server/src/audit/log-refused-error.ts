/** `rolled-back`: entries that were signed are not there. `forked`: others stand in their place. `gap`: a place is empty. `unknown-epoch`: a new log was begun that nobody decided on. */
export type RefusalReason = 'rolled-back' | 'forked' | 'gap' | 'unknown-epoch';

const sentences: Readonly<Record<RefusalReason, string>> = {
  'rolled-back': 'The audit log is shorter than its last checkpoint in custody: the database is an older one. If it came from a backup on purpose, say so with audit continue; entries are kept and signed from then on.',
  forked: 'The audit log is not the one that its last checkpoint in custody was signed for: entries were changed, removed or put in another order, or the database is another one. Compare it with an export, then decide with audit continue.',
  gap: 'A place in the audit log is empty: an entry was removed. Compare it with an export, then decide with audit continue.',
  'unknown-epoch': 'The audit log of the database begins anew, and custody knows of no decision to do so. Restore the newest database, or decide with audit continue.',
};

/** The log is not an extension of what was signed last, so nothing is signed. */
export class LogRefusedError extends Error {
  override readonly name = 'LogRefusedError';
  readonly code: string;
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(sentences[reason]);
    this.reason = reason;
    this.code = `AUDIT_LOG_${reason.toUpperCase().replaceAll('-', '_')}`;
  }
}
