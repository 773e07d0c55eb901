import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '../database/open-database.ts';
import type { Custody, KeyProvider } from '../vault/index.ts';
import { overlayCustody } from '../vault/custody/overlay-custody.ts';
import type { BackupRun } from './backup-error.ts';
import { restore, type RestoreResult } from './restore.ts';
import { succeeded, type Verification, verifyAll } from './verify.ts';

export interface DrillOptions extends BackupRun {
  readonly archive: string;
  /** A backup of custody to be tried as well; undefined to use the living keys. */
  readonly custodyArchive: string | undefined;
  /** The living custody: read from, and given the result. */
  readonly custody: Custody;
  readonly provider: KeyProvider;
  /** An empty database to restore into; undefined to make one and take it away again. */
  readonly database: OpenDatabase | undefined;
  readonly unauthenticated?: boolean;
}

export interface DrillResult {
  readonly at: string;
  readonly succeeded: boolean;
  readonly milliseconds: number;
  readonly restored: RestoreResult;
  readonly verified: Verification;
}

/**
 * Restores a backup on trial, opens every value, recomputes the ledgers, and keeps the dated result in custody, where it outlives
 * every database. Nothing else of custody is changed, whatever the trial does to its keys.
 *
 * @throws {BackupError} when it cannot be restored; nothing is kept then. @throws {KeysUnavailableError}
 */
export async function drill(options: DrillOptions): Promise<DrillResult> {
  const started = performance.now();
  const at = new Date();
  const { restored, verified } = options.database ? await tryOut(options, options.database) : await inNewDatabase((database) => tryOut(options, database));
  const milliseconds = Math.round(performance.now() - started);
  await options.custody.register({
    kind: 'restore-drill', id: randomUUID(), at, backupAt: new Date(restored.at), succeeded: succeeded(verified), opened: verified.opened,
    destroyed: verified.destroyed.reduce((sum, { values }) => sum + values, 0), unreadable: verified.unreadable.reduce((sum, { rows }) => sum + rows.length, 0),
    findings: verified.findings.length, milliseconds,
  });
  return { at: at.toISOString(), succeeded: succeeded(verified), milliseconds, restored, verified };
}

async function tryOut(options: DrillOptions, database: OpenDatabase): Promise<{ readonly restored: RestoreResult; readonly verified: Verification }> {
  // With a backup of custody only what that holds counts: else the trial would say nothing of it.
  const custody = overlayCustody(options.custody, { empty: options.custodyArchive !== undefined });
  const restored = await restore({ ...options, database, custody });
  return { restored, verified: await verifyAll({ ...options, database, custody }) };
}

async function inNewDatabase<T>(run: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-drill-'));
  try {
    const database = await openDatabase({ kind: 'pglite', folder });
    try {
      return await run(database);
    } finally {
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
