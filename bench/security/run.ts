/**
 * Scans a started server: TLS, headers, pages and parameters. Only what is installed runs, and nothing is installed:
 *
 *     npm run security -- [--seconds N] [--only observatory,testssl,wapiti,sqlmap]
 *
 * `--seconds` is the longest time of one scanner; of sqlmap, of each operation a tenth of it. Exits with 1 where something was found.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { roles } from '../../packages/sdk/src/contract/index.ts';
import { openApiDocument } from '../../packages/server/src/http/openapi.ts';
import { httpsRequest } from './https-request.ts';
import { scorePage } from './observatory.ts';
import type { Finding } from './scanner.ts';
import { startSecurityServer, type SecurityServer } from './security-server.ts';
import { runSqlmap } from './sqlmap.ts';
import { targetsOf } from './sqlmap-targets.ts';
import { runTestssl } from './testssl.ts';
import { runWapiti } from './wapiti.ts';

const LEAST_SCORE = 120;
const RESULT = 'test-results/security.json';
const TOOLS = ['observatory', 'testssl', 'wapiti', 'sqlmap'] as const;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' }, only: { type: 'string', default: TOOLS.join(',') } } });
const seconds = Number(values.seconds);
const only = values.only.split(',');
if (!(seconds >= 10) || !only.every((tool) => (TOOLS as readonly string[]).includes(tool))) {
  console.error(`--seconds takes 10 or more; --only takes some of ${TOOLS.join(',')}.`);
  process.exit(2);
}

async function observe(server: SecurityServer, path: string): Promise<Finding> {
  const url = server.origin + path;
  const { headers, text } = await httpsRequest(url, { ca: server.certificate });
  const plain = await fetch(server.plainOrigin + path, { redirect: 'manual' });
  const { score, grade } = scorePage({ url, headers, html: text, plain: { status: plain.status, location: plain.headers.get('location') } });
  return { tool: 'observatory', subject: path, state: grade === 'A+' && score >= LEAST_SCORE ? 'passed' : 'failed', figure: `${grade}, ${String(score)}` };
}

const findings: Finding[] = [];
function note(finding: Finding): void {
  findings.push(finding);
  console.log(`${finding.tool.padEnd(12)} ${finding.subject.padEnd(36)} ${finding.state.padEnd(10)} ${finding.figure}`);
}

const server = await startSecurityServer();
try {
  if (only.includes('observatory')) for (const path of ['/', '/index.html', '/problems']) note(await observe(server, path));
  if (only.includes('testssl')) for (const finding of await runTestssl(server, seconds)) note(finding);
  const organisation = `${server.origin}/v1/organisations/${server.organisationId}`;
  const addresses = [`${server.origin}/problems`, `${server.origin}/openapi.json`, `${organisation}/accounts`, `${organisation}/imports?limit=10`, `${organisation}/transactions?accountId=${server.accountId}&limit=10`,
    `${organisation}/cash-flow?accountIds=${server.accountId}&by=month`];
  if (only.includes('wapiti')) for (const role of roles) note(await runWapiti(server, role, addresses, seconds));
  const targets = targetsOf(openApiDocument(), { organisationId: server.organisationId, accountId: server.accountId, accountIds: server.accountId });
  if (only.includes('sqlmap')) for (const target of targets) note(await runSqlmap(server, target, Math.max(10, seconds / 10)));
} finally {
  await server.close();
}
await mkdir('test-results', { recursive: true });
await writeFile(RESULT, `${JSON.stringify({ measuredAt: new Date().toISOString(), seconds, findings }, null, 2)}\n`);
const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
console.log(`\n${String(count('passed'))} passed, ${String(count('failed'))} failed, ${String(count('incomplete'))} incomplete, ${String(count('skipped'))} skipped. ${RESULT}`);
process.exitCode = count('failed') === 0 ? 0 : 1;
