import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Custody } from '../vault/custody/custody.ts';
import { openFolderCustody } from '../vault/custody/folder-custody.ts';
import { openPostgresCustody } from '../vault/custody/postgres-custody.ts';

export const custodyKinds = ['folder', 'postgres'] as const;
export type CustodyKind = (typeof custodyKinds)[number];

/** Where the custody of a test is. */
export interface CustodyPlace {
  readonly custodyFolder: string;
  /** A PostgreSQL database with the tables of a custody; the folder is then not used. */
  readonly custodyUrl?: string;
}

/** Opens it, once more each time it is called: as many servers as the test likes. */
export function openTestCustody(
  { custodyFolder, custodyUrl }: CustodyPlace,
  options: { readonly dataFolders?: readonly string[]; readonly lockTimeout?: number } = {},
): Promise<Custody> {
  const { dataFolders = [], ...rest } = options;
  return custodyUrl === undefined
    ? openFolderCustody({ folder: custodyFolder, dataFolders, ...rest })
    : openPostgresCustody({ connectionString: custodyUrl, poolSize: 2, ...rest });
}

/** Takes the keys of an organisation out of custody, as if it were an older one. */
export async function removeFromCustody({ custodyFolder, custodyUrl }: CustodyPlace, organisationId: string): Promise<void> {
  if (custodyUrl === undefined) await rm(join(custodyFolder, 'keys', `${organisationId}.json`));
  else await queryCustody(custodyUrl, 'DELETE FROM cash_flow_custody.organisation_keys WHERE organisation_id = $1', [organisationId]);
}

/** One statement in the database of a custody, past the custody. */
export async function queryCustody<Row>(custodyUrl: string, statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: custodyUrl });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}
