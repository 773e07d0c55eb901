import { randomBytes, randomUUID } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { sealBody } from '../vault/sealed-row.ts';
import type { Vault } from '../vault/vault.ts';

/** Rows that others refer to, with bodies that say nothing. */
export interface Fixture {
  readonly organisationId: string;
  readonly personId: string;
  readonly accountId: string;
}

const row = { sealVersion: 1, codecVersion: 1 };

/**
 * An organisation with one member and one account, for tests that need the rows to exist but not what they say. Tests of
 * what they say make them through the feature itself.
 */
export async function insertFixture(data: DataAccess, vault: Vault): Promise<Fixture> {
  const organisationId = randomUUID();
  const personId = await insertPerson(data, vault);
  const accountId = randomUUID();
  const keys = await vault.organisation(organisationId);
  await data.inOrganisation(organisationId, async (transaction) => {
    await transaction
      .insertInto('organisations')
      .values({ organisation_id: organisationId, revision: 1, seal_version: 1, sealed: sealBody(keys, { ...row, table: 'organisations', rowId: organisationId }, {}) })
      .execute();
    await transaction.insertInto('members').values({ organisation_id: organisationId, person_id: personId, role: 'admin', state: 'active', revision: 1 }).execute();
    await transaction
      .insertInto('accounts')
      .values({
        organisation_id: organisationId, id: accountId, revision: 1, ledger_version: 0, seal_version: 1,
        sealed: sealBody(keys, { ...row, table: 'accounts', rowId: accountId }, {}),
      })
      .execute();
  });
  return { organisationId, personId, accountId };
}

/** A person who can sign in nowhere. */
async function insertPerson(data: DataAccess, vault: Vault): Promise<string> {
  const personId = randomUUID();
  const keys = await vault.platform();
  const { current } = await vault.blindIndex('fixture', randomBytes(8).toString('hex'));
  await data.inPlatform((transaction) =>
    transaction
      .insertInto('people')
      .values({
        organisation_id: PLATFORM, id: personId, login_index: current, revision: 1, seal_version: 1,
        sealed: sealBody(keys, { ...row, table: 'people', rowId: personId }, {}),
      })
      .execute(),
  );
  return personId;
}
