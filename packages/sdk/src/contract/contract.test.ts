import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isPermission, operations, permissions, platformScopes, problems, problemsOf, reachOf, roles, type Operation, type Permission } from './index.ts';

const all: readonly [string, Operation][] = Object.entries(operations);

/** The objects that a body may be: itself, or each of its alternatives. */
function shapesOf(schema: unknown): readonly z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(shapesOf);
  throw new Error('A body is neither an object nor one of several.');
}

describe('the operations', () => {
  it('are listed under their own id', () => {
    for (const [key, operation] of all) expect(operation.id).toBe(key);
  });

  it('have no address twice', () => {
    const addresses = all.map(([, operation]) => `${operation.method} ${operation.path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('each name a permission of the matrix, or say why they need none', () => {
    for (const [, { access }] of all) {
      if (typeof access === 'object') {
        if ('platform' in access) expect(platformScopes).toContain(access.platform);
        else expect(access.public.length).toBeGreaterThan(10);
      } else if (isPermission(access)) expect(Object.keys(permissions)).toContain(access);
    }
  });

  it('that need a permission name the organisation in their path', () => {
    for (const [, { access, path }] of all) {
      if (isPermission(access) || access === 'launched-session') expect(path).toMatch(/^\/v1\/organisations\/\{organisationId\}(\/|$)/);
    }
  });

  it('declare exactly the parameters of their path', () => {
    for (const [, { path, params }] of all) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(params?.shape ?? {})).toEqual(inPath);
    }
  });

  it('change nothing by GET, and carry nothing personal in a query', () => {
    for (const [, { method, body, query }] of all) {
      if (method === 'GET') expect(body).toBeUndefined();
      for (const field of Object.keys(query?.shape ?? {})) expect(['accountId', 'accountIds', 'action', 'actorId', 'from', 'to', 'by', 'cursor', 'limit', 'revision', 'returnTo', 'code', 'state', 'iss', 'error']).toContain(field);
    }
  });

  it('that create by POST under an organisation take an Idempotency-Key', () => {
    for (const [, { access, method, path, success, idempotent }] of all) {
      // A launch is made good once by its token.
      if (typeof access === 'object' && 'public' in access) continue;
      if (method === 'POST' && success.status === 201 && path.startsWith('/v1/organisations')) expect(idempotent).toBe(true);
    }
  });

  it('refuse unknown fields in every JSON body', () => {
    for (const [, { body }] of all) {
      if (body && 'json' in body) {
        for (const shape of shapesOf(body.json)) {
          const result = shape.safeParse({ surplus: 1 });
          expect(result.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
        }
      }
    }
  });

  it('answer with problems that exist', () => {
    for (const [, operation] of all) for (const code of problemsOf(operation)) expect(problems).toHaveProperty(code);
  });
});

describe('the problems', () => {
  it('say what is wrong and what to do, in sentences', () => {
    for (const { title, action, status } of Object.values(problems)) {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(action).toMatch(/^[A-Z].*\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('the role matrix', () => {
  // Written out a second time on purpose: a change of the matrix has to be made in both places.
  const expected: Readonly<Record<Permission, readonly (string | undefined)[]>> = {
    'organisation:read': ['all', 'all', 'all'],
    'accounts:list': ['all', 'all', 'all'],
    'accounts:manage': ['all', 'all', undefined],
    'imports:create': ['all', 'all', 'all'],
    'imports:commit': ['all', 'all', 'own'],
    'imports:read': ['all', 'all', 'own'],
    'imports:undo': ['all', 'all', 'own'],
    'imports:approve': ['all', 'all', undefined],
    'transactions:create': ['all', 'all', 'all'],
    'transactions:read': ['all', 'all', 'own'],
    'transactions:correct': ['all', 'all', undefined],
    'transactions:delete': ['all', 'all', undefined],
    'cash-flow:read': ['all', 'all', undefined],
    'members:manage': ['all', undefined, undefined],
    'organisation:manage': ['all', undefined, undefined],
    'keys:manage': ['all', undefined, undefined],
    'audit:read': ['all', undefined, undefined],
  };

  it('gives each role what is promised and nothing else', () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      expect(roles.map((role) => reachOf(role, permission)), permission).toEqual(expected[permission]);
    }
  });

  it('is not read from the prototype', () => {
    expect(reachOf('constructor' as never, 'imports:read')).toBeUndefined();
  });
});

describe('the import of the contract', () => {
  it('parses without making code from text', () => {
    expect(z.config().jitless).toBe(true);
  });
});
