import { createConfig, lintFromString } from '@redocly/openapi-core';
import { operations, problemsOf, type Operation } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument();
const text = JSON.stringify(document);

describe('the OpenAPI document', () => {
  it('has no fault under the recommended rules of a linter', async () => {
    const findings = await lintFromString({ source: text, config: await createConfig({ extends: ['recommended'] }) });
    expect(findings.map(({ severity, ruleId, message, location }) => `${severity} ${ruleId} ${message} ${location[0]?.pointer ?? ''}`))
      // Who is sent on gets nothing else.
      .toEqual(Object.values(operations as Readonly<Record<string, Operation>>).filter(({ success }) => success.status === 303).map(({ method, path }) =>
        `warn operation-2xx-response Operation must have at least one \`2XX\` response. #/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses`));
  });

  it('describes every operation of the contract and no other', () => {
    const described = Object.values(document.paths).flatMap((item) => Object.values(item)).map(({ operationId }) => operationId);
    expect(described.sort()).toEqual(Object.keys(operations).sort());
  });

  it.each(Object.values(operations))('names every problem of $id under its status', (operation) => {
    const codes = JSON.stringify(document.paths[operation.path]?.[operation.method.toLowerCase()]?.responses);
    for (const code of problemsOf(operation)) expect(codes).toContain(`"${code}"`);
  });

  it('asks for the session, the custom header and the Idempotency-Key where they are needed', () => {
    const create = document.paths['/v1/organisations/{organisationId}/imports']?.['post'];
    expect(create?.security).toEqual([{ session: [] }]);
    expect(create?.parameters.filter(({ required }) => required).map(({ name }) => name).sort())
      .toEqual(['Cash-Flow-Request', 'Idempotency-Key', 'organisationId']);
  });

  it('lets a nullable component be null', () => {
    const balance = document.components.schemas['Transaction'] as { properties: { balance: unknown } };
    expect(balance.properties.balance).toEqual({ anyOf: [{ $ref: '#/components/schemas/Money' }, { type: 'null' }] });
  });

  it('lets a field with a default be left out, and no field of an answer', () => {
    const { NewTransaction, Transaction } = document.components.schemas as Record<string, { properties: object; required: string[] }>;
    expect(NewTransaction?.required).not.toContain('transfer');
    expect(Transaction?.required.toSorted()).toEqual(Object.keys(Transaction?.properties ?? {}).sort());
    const limit = document.paths['/v1/organisations/{organisationId}/imports']?.['get']?.parameters.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } });
  });

  it('refers to no schema that it does not hold', () => {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(document.components.schemas).toHaveProperty(name ?? '');
    expect(text).not.toContain('$defs');
  });
});
