import { readFile } from 'node:fs/promises';
import { schemas, type Role } from '@cashflowsmart/sdk/contract';
import { z } from 'zod';
import type { AccessServices } from '../access/access.ts';
import type { LedgerOperations } from '../ledger/types.ts';
import { newDemoSignIns, readDemoSignIns, writeDemoSignIns, type DemoSignIns } from './demo-sign-ins.ts';

/** An earlier first start was interrupted, so the folder holds half a demo. */
export class DemoIncompleteError extends Error {
  override readonly name = 'DemoIncompleteError';

  constructor(folder: string) {
    super(`The first start in ${folder} was interrupted. Remove the folder and start again; nothing of yours is in it.`);
  }
}

const ORGANISATION = 'Sample organisation';
const NAMES: Readonly<Record<Role, string>> = { admin: 'Alex Admin', operator: 'Olivia Operator', 'data-entry': 'Dana Entry' };

/** Which account belongs to which shipped statement. */
const exampleAccounts = z.array(z.object({
  file: z.string(),
  name: schemas.newAccount.shape.name,
  number: z.string().nullable().optional(),
  currency: schemas.currency,
}));

export interface DemoDataOptions {
  /** Where the demo keeps its sign-ins. */
  readonly folder: string;
  /** `accounts.json` of the shipped statements; without it the organisation begins without accounts. */
  readonly exampleAccounts: string;
  readonly access: AccessServices;
  readonly ledger: Pick<LedgerOperations, 'createAccount'>;
}

/**
 * Makes the demo's organisation at the first start: three people, one for each role, and an empty account for each
 * shipped statement. Later starts find it as it was left.
 *
 * @returns undefined where others brought the organisations into the folder, by restoring a backup: nothing is made then.
 * @throws {DemoIncompleteError}
 */
export async function ensureDemoData(options: DemoDataOptions): Promise<DemoSignIns | undefined> {
  const kept = await readDemoSignIns(options.folder);
  if (kept?.complete) return kept;
  if (kept) throw new DemoIncompleteError(options.folder);
  if ((await options.access.organisations.all()).length > 0) return undefined;
  const signIns = newDemoSignIns(ORGANISATION);
  await writeDemoSignIns(options.folder, signIns);
  await makeOrganisation(options, signIns);
  const complete = { ...signIns, complete: true };
  await writeDemoSignIns(options.folder, complete);
  return complete;
}

async function makeOrganisation({ access, ledger, exampleAccounts: path }: DemoDataOptions, { organisation, signIns }: DemoSignIns): Promise<void> {
  const organisationId = await access.organisations.create(organisation);
  for (const { role, email, password } of signIns) {
    const personId = await access.people.create({ name: NAMES[role], email, password });
    await access.members.add(organisationId, personId, role);
  }
  for (const { name, number, currency } of await readExampleAccounts(path)) {
    await ledger.createAccount(organisationId, { name, currency, ...(number ? { number } : {}) });
  }
}

async function readExampleAccounts(path: string): Promise<z.infer<typeof exampleAccounts>> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  return exampleAccounts.parse(JSON.parse(content));
}
