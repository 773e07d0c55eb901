import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../packages/sdk/src/contract/index.ts';
import { SESSION_COOKIE } from '../../packages/server/src/access/session-cookie.ts';
import { createApp } from '../../packages/server/src/app.ts';
import { openDeployment } from '../../packages/server/src/cli/deployment.ts';
import { migrate } from '../../packages/server/src/database/migrate.ts';
import { openDatabase, pgliteDataFolder } from '../../packages/server/src/database/open-database.ts';
import { ensureDemoData } from '../../packages/server/src/demo/demo-data.ts';
import { demoFiles } from '../../packages/server/src/demo/demo-files.ts';
import { selfSignedCertificate } from '../../packages/server/src/http/certificate.ts';
import { startRedirects, startServer } from '../../packages/server/src/http/server.ts';
import { httpsRequest } from './https-request.ts';

/** A server as it is deployed, with the data of the demo and somebody signed in in each role. */
export interface SecurityServer {
  readonly origin: string;
  /** Where plain HTTP is answered. */
  readonly plainOrigin: string;
  readonly port: number;
  /** PEM; signed by itself. */
  readonly certificate: string;
  readonly organisationId: string;
  readonly accountId: string;
  /** `Cookie` headers. */
  readonly cookies: Readonly<Record<Role, string>>;
  close(): Promise<void>;
}

/** Starts it over TLS on free loopback ports, with a database of its own in a temporary folder. */
export async function startSecurityServer(): Promise<SecurityServer> {
  const files = demoFiles();
  if (!files) throw new Error('The pages of the demo are not here.');
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-security-'));
  const database = await openDatabase({ kind: 'pglite', folder });
  await migrate(database.kysely);
  const deployment = await openDeployment(database, {
    custody: { kind: 'folder', folder: join(folder, 'custody') }, keyProvider: { kind: 'file', path: join(folder, 'keys', 'master.key'), create: true },
    dataFolders: [pgliteDataFolder(folder)],
  });
  const demo = await ensureDemoData({ folder, exampleAccounts: files.exampleAccounts, access: deployment.access, ledger: deployment.ledger });
  await deployment.startJobs();
  await deployment.startEvents();
  const certificate = await selfSignedCertificate();
  const server = await startServer({
    addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate },
    build: (port) => {
      const app = createApp({ ...deployment.parts, options: { origins: [`https://localhost:${String(port)}`, `https://127.0.0.1:${String(port)}`], secure: true, staticMounts: files.mounts, log: () => undefined } });
      return (request, bindings) => app.fetch(request, bindings);
    },
  });
  const origin = `https://localhost:${String(server.port)}`;
  const redirects = await startRedirects({ addresses: ['127.0.0.1'], port: 0, origins: [origin] });
  const headers = { origin, 'cash-flow-request': '1', 'content-type': 'application/json' };
  const ca = certificate.cert;

  const cookies = {} as Record<Role, string>;
  let organisationId = '';
  for (const { role, email, password } of demo?.signIns ?? []) {
    const answer = await httpsRequest(`${origin}/v1/session`, { method: 'POST', headers, body: JSON.stringify({ email, password }), ca });
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`))?.split(';')[0];
    if (answer.status !== 201 || cookie === undefined) throw new Error(`Signing in was answered with ${String(answer.status)}.`);
    cookies[role] = cookie;
    organisationId = (JSON.parse(answer.text) as { readonly memberships: readonly { readonly organisationId: string }[] }).memberships[0]?.organisationId ?? '';
  }
  const created = await httpsRequest(`${origin}/v1/organisations/${organisationId}/accounts`, {
    method: 'POST', headers: { ...headers, cookie: cookies.admin, 'idempotency-key': randomUUID() }, body: JSON.stringify({ name: 'Scanned', currency: 'EUR' }), ca,
  });
  const accountId = (JSON.parse(created.text) as { readonly id: string }).id;
  return {
    origin, plainOrigin: `http://localhost:${String(redirects.port)}`, port: server.port, certificate: ca, organisationId, accountId, cookies,
    close: async () => {
      await Promise.all([server.close(), redirects.close()]);
      await deployment.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
