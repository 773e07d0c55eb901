import type { AuditWriter } from '../audit-trail.ts';

/** For an app without a database: what must leave an entry fails. */
export const noTrail: AuditWriter = {
  log: () => Promise.reject(new Error('Nothing is changed here.')),
  append: () => Promise.reject(new Error('Nothing is recorded here.')),
  refuseUnknown: () => Promise.resolve(),
};
