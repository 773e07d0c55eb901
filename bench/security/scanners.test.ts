import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../packages/server/src/http/openapi.ts';
import { verdictOf } from './sqlmap.ts';
import { MARK, targetsOf } from './sqlmap-targets.ts';
import { severeEntries } from './testssl.ts';
import { vulnerabilitiesIn } from './wapiti.ts';

describe('the reports of scanners', () => {
  it('count from MEDIUM on, but for what only the certificate of the test brings about', () => {
    const entry = (id: string, severity: string) => ({ id, severity, finding: '' });
    const report = [entry('TLS1', 'HIGH'), entry('BEAST', 'MEDIUM'), entry('HSTS', 'OK'), entry('DNS_CAArecord', 'LOW'), entry('cert_chain_of_trust', 'CRITICAL'), entry('cert_trustworthy', 'HIGH')];
    expect(severeEntries(report).map(({ id }) => id)).toEqual(['TLS1', 'BEAST', 'cert_trustworthy']);
  });

  it('are passed only where the scanner says so', () => {
    const verdict = (output: string, code: number | null = 0) => verdictOf({ output, code });
    expect(verdict('[CRITICAL] all tested parameters do not appear to be injectable.')).toBe('passed');
    expect(verdict('sqlmap identified the following injection point(s)')).toBe('failed');
    expect(verdict("parameter 'x' is vulnerable", null)).toBe('failed');
    expect(verdict('all tested parameters do not appear to be injectable', null)).toBe('incomplete');
    expect(verdict('connection refused')).toBe('incomplete');
  });

  it('are listed by kind', () => {
    expect(vulnerabilitiesIn({ vulnerabilities: { 'SQL Injection': [], 'Cross Site Scripting': [{ path: '/', info: 'x' }, { path: '/y', info: 'y' }] } })).toEqual(['Cross Site Scripting (2): / x']);
  });
});

it('each parameter of the API is tried', () => {
  const document = openApiDocument();
  const targets = targetsOf(document, { organisationId: 'O' });
  const ids = new Set(targets.map(({ operationId }) => operationId));
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { operationId, requestBody } of Object.values(methods)) if (path.includes('{') || requestBody?.content['application/json']) expect(ids).toContain(operationId);
  }
  const search = targets.find(({ operationId }) => operationId === 'searchTransactions');
  expect(search?.address).toBe(`/v1/organisations/O${MARK}/transactions/search`);
  expect(JSON.parse(search?.json ?? '')).toMatchObject({ accountIds: [expect.stringContaining(MARK) as string] });
});
