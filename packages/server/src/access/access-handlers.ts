import type { Handlers } from '../http/handler.ts';
import type { AccessServices } from './access.ts';

type AccessOperation = 'readOrganisation' | 'listMembers';

/** Organisation and members over HTTP. */
export function accessHandlers({ organisations, members }: AccessServices): Handlers<AccessOperation> {
  return {
    readOrganisation: async ({ caller }) => ({
      id: caller.organisationId, name: await organisations.name(caller.organisationId), role: caller.role,
    }),
    listMembers: async ({ caller }) => ({ items: [...await members.list(caller.organisationId)], nextCursor: null }),
  };
}
