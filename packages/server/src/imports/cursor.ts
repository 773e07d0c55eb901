import { ProblemError } from '../http/problem-error.ts';
import { decodeCbor, encodeCbor, SealedValueError, type OrganisationVault } from '../vault/index.ts';
import type { ListPosition } from './import-store.ts';

/** Where a list stopped, sealed: nobody can make one up, and it is worth nothing in another organisation. */
export function sealCursor(vault: OrganisationVault, { createdAt, id }: ListPosition): string {
  return Buffer.from(vault.seal(placeOf(vault), encodeCbor([createdAt.getTime(), id]))).toString('base64url');
}

/** @throws {ProblemError} `invalid-request`. */
export function openCursor(vault: OrganisationVault, cursor: string): ListPosition {
  try {
    const [time, id] = decodeCbor(vault.open(placeOf(vault), Buffer.from(cursor, 'base64url'))) as [number, string];
    return { createdAt: new Date(time), id };
  } catch (error) {
    if (!(error instanceof SealedValueError)) throw error;
    throw new ProblemError('invalid-request', { errors: [{ path: 'query.cursor', rule: 'cursor of a page before' }] });
  }
}

function placeOf({ organisationId }: OrganisationVault) {
  return { table: 'imports', column: 'cursor', rowId: organisationId, sealVersion: 1, codecVersion: 1 };
}
