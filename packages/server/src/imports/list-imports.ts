import type { ResultOf } from '@cashflowsmart/sdk/contract';
import type { HandlerInput } from '../http/handler.ts';
import { answersOf } from './answer.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { listStoredImports } from './import-store.ts';
import type { ImportsContext } from './imports-context.ts';
import { ownerFilter } from './load.ts';

/** A page of imports, newest first. @throws {ProblemError} `invalid-request` for a cursor that is not from here. */
export async function listImports(context: ImportsContext, { caller, query }: HandlerInput<'listImports'>): Promise<ResultOf<'listImports'>> {
  const vault = await context.vault.organisation(caller.organisationId);
  const after = query.cursor === undefined ? undefined : openCursor(vault, query.cursor);
  const filter = { accountId: query.accountId, personId: ownerFilter(caller), after, limit: query.limit + 1 };
  const found = await context.data.inOrganisation(caller.organisationId, (trx) => listStoredImports(trx, vault, filter));
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return { items: await answersOf(context, items), nextCursor: found.length > items.length && last ? sealCursor(vault, last) : null };
}
