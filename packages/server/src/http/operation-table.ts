import { isPlatformScope, operations, permissions, type Operation, type OperationId } from '@cashflowsmart/sdk/contract';
import type { Handlers } from './handler.ts';

/** One operation with the function that answers it; what the function takes is known by the operation's id alone. */
export interface MountedOperation {
  readonly operation: Operation;
  readonly handle: (input: never) => Promise<unknown>;
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** Names of the placeholders in a path, in their order. */
function pathParameters(path: string): readonly string[] {
  return Array.from(path.matchAll(PLACEHOLDER), (match) => match[1] ?? '');
}

/** What is wrong with an operation, as a sentence, or `undefined`. */
function faultOf(operation: Operation): string | undefined {
  const { access, params, path, body, method, idempotent } = operation;
  const isPermission = typeof access === 'string' && Object.hasOwn(permissions, access);
  const isPublic = typeof access === 'object' && access !== null && 'public' in access && typeof access.public === 'string' && access.public !== '';
  const isForPlatforms = typeof access === 'object' && access !== null && 'platform' in access && isPlatformScope(access.platform);
  if (!isPermission && access !== 'own-session' && access !== 'launched-session' && !isPublic && !isForPlatforms) return 'has no known permission';
  const placeholders = pathParameters(path);
  const declared = Object.keys(params?.shape ?? {});
  if (placeholders.length !== declared.length || !placeholders.every((name) => declared.includes(name))) return 'has other parameters in its path than in its schema';
  if ((isPermission || access === 'launched-session') && !path.startsWith('/v1/organisations/{organisationId}')) return 'has a permission and no organisation in its path';
  if (idempotent && !((isPermission || isForPlatforms) && method === 'POST' && body && 'json' in body)) return 'is idempotent and no POST with a permission or a scope and a JSON body';
  return undefined;
}

/**
 * Operations with their handlers, checked: an operation without access, with an unknown permission or without a handler
 * ends the start of the server rather than being open.
 * @throws {Error} naming the operation and what is wrong with it.
 */
export function operationTable(
  handlers: Handlers,
  table: Readonly<Record<string, Operation>> = operations,
): readonly MountedOperation[] {
  const routes = new Set<string>();
  return Object.entries(table).map(([id, operation]) => {
    const route = `${operation.method} ${operation.path}`;
    const fault = faultOf(operation) ?? (operation.id !== id ? 'stands under another id' : undefined) ?? (routes.has(route) ? 'has the route of another operation' : undefined);
    if (fault) throw new Error(`The operation ${id} ${fault}.`);
    routes.add(route);
    const handle: unknown = Object.hasOwn(handlers, id) ? handlers[id as OperationId] : undefined;
    if (typeof handle !== 'function') throw new Error(`The operation ${id} has no handler.`);
    // The contract pairs input and handler by id; the loop over all of them cannot say so in types.
    return { operation, handle: handle as MountedOperation['handle'] };
  });
}
