import { reachOf } from '@cashflowsmart/sdk/roles';
import type { Role, StatementImport } from '@cashflowsmart/sdk/contract';

/** Who looks at an import. */
export interface Viewer {
  readonly role: Role;
  readonly personId: string;
}

/** Whether the person may take this import out of the ledger, or ask for it. */
export function mayUndo({ state, createdBy }: StatementImport, { role, personId }: Viewer): boolean {
  const reach = reachOf(role, 'imports:undo');
  return state === 'committed' && (reach === 'all' || (reach === 'own' && createdBy.personId === personId));
}

/** Whether the person is a second one who may approve what waits. The server decides; this only spares a button that would be refused. */
export function mayApprove({ state, preparedBy, undoApproval }: StatementImport, { role, personId }: Viewer): boolean {
  if (!reachOf(role, 'imports:approve')) return false;
  if (state === 'awaiting-approval') return preparedBy.every((person) => person.personId !== personId);
  return state === 'awaiting-undo' && undoApproval?.requestedBy.personId !== personId;
}
