import type { Organisation } from '@cashflowsmart/sdk/contract';
import type { Handlers, MemberCaller } from '../http/handler.ts';
import type { AccessServices } from './access.ts';
import type { StoredOrganisation } from './organisations.ts';

type AccessOperation = 'readOrganisation' | 'updateOrganisation' | 'listMembers';

/** Organisation and members over HTTP. */
export function accessHandlers({ organisations, members }: AccessServices): Handlers<AccessOperation> {
  return {
    readOrganisation: async ({ caller }) => describeOrganisation(caller, await organisations.read(caller.organisationId)),
    updateOrganisation: async ({ caller, body, audit }) => describeOrganisation(caller, await organisations.update(caller.organisationId, body, (transaction, before, after) => audit(transaction, {
      action: 'organisation.change', object: { kind: 'organisation', id: caller.organisationId },
      details: { ...(after.name !== before.name && { name: after.name }), ...(after.approval !== before.approval && { approval: after.approval }) },
    }))),
    listMembers: async ({ caller }) => ({ items: [...await members.list(caller.organisationId)], nextCursor: null }),
  };
}

function describeOrganisation({ organisationId, role }: MemberCaller, { name, approval, revision }: StoredOrganisation): Organisation {
  return { id: organisationId, name, role, approval, revision };
}
