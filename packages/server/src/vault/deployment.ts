import { randomUUID } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import type { Custody } from './custody/custody.ts';
import { DeploymentMismatchError } from './errors.ts';

/**
 * The id that database and custody share. A new database is bound to the custody that it first meets; from then on
 * neither opens with another.
 *
 * @throws {DeploymentMismatchError}
 */
export async function bindDeployment(data: DataAccess, custody: Custody): Promise<string> {
  const inDatabase = await databaseDeployment(data);
  const inCustody = await custody.deployment();
  if (inDatabase !== undefined && inCustody === undefined) {
    throw new DeploymentMismatchError('This custody holds no keys, but the database is sealed. Point the server to the custody that was made with the database.');
  }
  const deploymentId = inCustody ?? (await custody.establish(randomUUID()));
  if ((inDatabase ?? (await bindDatabase(data, deploymentId))) !== deploymentId) {
    throw new DeploymentMismatchError('The database belongs to another deployment than this custody, so its keys cannot open it. Point the server to the two that belong together.');
  }
  return deploymentId;
}

async function databaseDeployment(data: DataAccess): Promise<string | undefined> {
  const row = await data.inPlatform((transaction) => transaction.selectFrom('deployment').select('id').executeTakeFirst());
  return row?.id;
}

/** @returns the id that the database has now; another server may have been faster. */
async function bindDatabase(data: DataAccess, deploymentId: string): Promise<string | undefined> {
  await data.inPlatform((transaction) =>
    transaction
      .insertInto('deployment')
      .values({ singleton: true, id: deploymentId })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return databaseDeployment(data);
}
