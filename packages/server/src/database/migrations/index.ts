import type { Migration } from 'kysely/migration';
import { tables } from './0001-tables.ts';
import { keyLifecycle } from './0002-key-lifecycle.ts';
import { sessionsAndTenants } from './0003-sessions-and-tenants.ts';
import { audit } from './0004-audit.ts';
import { signIn } from './0005-sign-in.ts';
import { peopleComeAndGo } from './0006-people-come-and-go.ts';
import { embedding } from './0007-embedding.ts';
import { approval } from './0008-approval.ts';

/** Every migration by its name, in the order in which they run. A released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-tables': tables,
  '0002-key-lifecycle': keyLifecycle,
  '0003-sessions-and-tenants': sessionsAndTenants,
  '0004-audit': audit,
  '0005-sign-in': signIn,
  '0006-people-come-and-go': peopleComeAndGo,
  '0007-embedding': embedding,
  '0008-approval': approval,
};
