import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CustodyDescription } from '../../vault/index.ts';
import { type Finding, notVerified, ok, warning } from './finding.ts';

export interface Places {
  /** The key file, where the key provider is one. */
  readonly keyFile: string | undefined;
  readonly custody: CustodyDescription;
  /** The folder of PGlite; for PostgreSQL the `system_identifier` of its cluster. */
  readonly data: { readonly kind: 'pglite'; readonly folder: string } | { readonly kind: 'postgres'; readonly cluster: string };
}

/** Whether keys, wrapped keys and data are apart from one another: whoever gets one of them must not have the others with it. */
export async function placeFindings({ keyFile, custody, data }: Places): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (custody.kind === 'postgres') {
    findings.push(data.kind === 'postgres' && data.cluster === custody.cluster
      ? warning('custody-apart', 'Custody is in the same PostgreSQL cluster as the data, so every backup of the cluster holds both. Move it to a cluster of its own.')
      : ok('custody-apart', 'Custody is in a PostgreSQL cluster of its own.'));
  } else if (data.kind === 'pglite') {
    findings.push((await onOneDisk(custody.folder, data.folder))
      ? warning('custody-apart', 'The custody folder is on the same disk as the data, so whoever copies the disk has both. Put it on another one.')
      : ok('custody-apart', 'The custody folder is on another disk than the data.'));
  } else {
    findings.push(notVerified('custody-apart', 'The disks of the database server cannot be seen from here. See that the custody folder is on none of them, and in none of its backups.'));
  }
  if (keyFile === undefined) return [...findings, ok('master-key-apart', 'The master key is with a key provider, not in a file.')];
  if (custody.kind === 'folder' && (await onOneDisk(custody.folder, dirname(keyFile)))) {
    findings.push(warning('master-key-apart', 'The key file is on the same disk as the keys that it wraps. Put it on another one, or use a key provider (docs/key-providers.md).'));
  } else if (data.kind === 'pglite' && (await onOneDisk(data.folder, dirname(keyFile)))) {
    findings.push(warning('master-key-apart', 'The key file is on the same disk as the data. Put it on another one, or use a key provider (docs/key-providers.md).'));
  } else {
    findings.push(...apartFromFolders(custody, data));
  }
  return findings;
}

/** Of a key file that is on another disk than each folder of the others: what that was compared with, and what it was not. */
function apartFromFolders(custody: CustodyDescription, data: Places['data']): readonly Finding[] {
  const compared = [...(custody.kind === 'folder' ? ['the custody folder'] : []), ...(data.kind === 'pglite' ? ['the data'] : [])];
  const unseen = [...(custody.kind === 'postgres' ? ['custody'] : []), ...(data.kind === 'postgres' ? ['the data'] : [])];
  if (unseen.length === 0) return [ok('master-key-apart', 'The key file is on another disk than the custody folder and the data.')];
  const seen = compared.length === 0 ? '' : `The key file is on another disk than ${compared.join(' and ')}. `;
  return [notVerified('master-key-apart', `${seen}The disks of the database server with ${unseen.join(' and ')} cannot be seen from here. See that the key file is on none of them.`)];
}

async function onOneDisk(first: string, second: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(first), stat(second)]);
  return a.dev === b.dev;
}
