import type { BackupResult } from '../../backup/backup.ts';
import type { DrillResult } from '../../backup/drill.ts';
import type { RestoreResult } from '../../backup/restore.ts';
import type { AdoptedCustody } from '../../backup/restore-custody.ts';
import { succeeded, type Verification } from '../../backup/verify.ts';

/** What the commands print for people. */
export function describeBackup({ at, tables, custody }: BackupResult): string {
  const [rows, bytes] = [sum(tables.map((table) => table.rows)), sum(tables.map((table) => table.bytes))];
  return [
    `Backed up as of ${at}: ${count(rows, 'row')}, ${bytes.toLocaleString('en')} bytes.`,
    custody ? `Custody: the keys of ${count(custody.organisations, 'organisation')}, the platform among them.` : 'Custody was left out. Back it up now, after the data.',
    '',
  ].join('\n');
}

export function describeRestore(restored: RestoreResult, verified: Verification): string {
  return [...restoreLines(restored), ...verificationLines(verified), ''].join('\n');
}

export function describeDrill({ at, succeeded: good, milliseconds, restored, verified }: DrillResult): string {
  return [
    ...restoreLines(restored).map((line) => `On trial: ${line}`), ...verificationLines(verified),
    `Restore drill of ${at}: ${good ? 'succeeded' : 'failed'} after ${(milliseconds / 1000).toFixed(1)} s. The result is kept in custody.`, '',
  ].join('\n');
}

export function describeCustody({ taken, kept }: AdoptedCustody): string {
  return `Custody: the keys of ${count(taken, 'organisation')} came from the backup; those of ${String(kept)} were as new here and stayed.\n`;
}

function restoreLines({ at, tables, authenticated, custody, erased, migrated }: RestoreResult): readonly string[] {
  return [
    `Restored as of ${at}: ${count(sum(tables.map(({ rows }) => rows)), 'row')}. Everybody is signed out.`,
    ...(authenticated ? [] : ['Nobody can tell any more who made this backup: the key for that was destroyed.']),
    ...(custody.taken > 0 ? [`Custody: the keys of ${count(custody.taken, 'organisation')} came from its backup.`] : []),
    ...erased.map(({ organisationId, rows }) => `Erased again: organisation ${organisationId}, ${count(rows, 'row')}.`),
    ...migrated.map((name) => `Migrated: ${name}`),
  ];
}

function verificationLines(verified: Verification): readonly string[] {
  const { organisations, opened, destroyed, unreadable, findings, lost } = verified;
  return [
    `Opened ${count(opened, 'value')} of ${count(organisations, 'organisation')} and the platform.`,
    ...destroyed.map(({ organisationId, table, values }) => `Lost by design, because its key was destroyed: ${table}, ${count(values, 'value')}, organisation ${organisationId}.`),
    ...unreadable.flatMap(({ organisationId, table, rows }) => rows.map((row) => `Does not open: ${table} ${row}, organisation ${organisationId}.`)),
    ...findings.map(({ organisationId, accountId, kind, about }) => `${kind}: ${about}, account ${accountId}, organisation ${organisationId}.`),
    ...lost.map((organisationId) => `The ledgers of organisation ${organisationId} cannot be recomputed, because keys were destroyed.`),
    succeeded(verified) ? 'Everything that can be read is whole, and the ledgers add up.' : 'Something does not open, or does not add up.',
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
