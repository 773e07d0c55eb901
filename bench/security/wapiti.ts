import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../packages/sdk/src/contract/index.ts';
import { installed, scan, type Finding } from './scanner.ts';
import type { SecurityServer } from './security-server.ts';

/** What attacks by itself: not what needs lists or end points of others, guesses passwords or tries thousands of names. */
const MODULES = 'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,xss';
/** A filter that browsers have removed because it could be turned against pages; a header for it protects nobody. */
const OBSOLETE = /X-XSS-Protection/;

interface Report {
  readonly vulnerabilities: Readonly<Record<string, readonly { readonly path: string; readonly info: string }[]>>;
}

/** Names of what was found, with the path of the first of each. */
export function vulnerabilitiesIn({ vulnerabilities }: Report): readonly string[] {
  return Object.entries(vulnerabilities).flatMap(([name, all]) => {
    const found = all.filter(({ info }) => !OBSOLETE.test(info));
    return found[0] ? [`${name} (${String(found.length)}): ${found[0].path} ${found[0].info}`] : [];
  });
}

/** Crawls and attacks the pages and the addresses that read, as somebody in `role`. */
export async function runWapiti(server: SecurityServer, role: Role, addresses: readonly string[], seconds: number): Promise<Finding> {
  const command = installed('wapiti');
  const [tool, subject] = ['wapiti', `as ${role}`];
  if (command === undefined) return { tool, subject, state: 'skipped', figure: 'not installed' };
  const folder = await mkdtemp(join(tmpdir(), 'wapiti-'));
  try {
    const file = join(folder, 'report.json');
    await scan(command, [
      '-u', `${server.origin}/`, ...addresses.flatMap((address) => ['-s', address]), '-H', `Cookie: ${server.cookies[role]}`, '--verify-ssl', '0', '--scope', 'domain', '-d', '3',
      '--max-scan-time', String(Math.ceil(seconds * 0.25)), '--max-attack-time', String(Math.ceil(seconds * 0.025)), '--flush-session', '--no-bugreport', '--store-session', folder, '--store-config', folder,
      '-m', MODULES, '-t', '10', '-v', '0', '-f', 'json', '-o', file,
    ], seconds);
    const report = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Report).catch(() => undefined);
    if (!report) return { tool, subject, state: 'incomplete', figure: 'no report' };
    const found = vulnerabilitiesIn(report);
    return { tool, subject, state: found.length === 0 ? 'passed' : 'failed', figure: [`${String(found.length)} kinds of findings`, ...found].join('; ') };
  } finally {
    await rm(folder, { recursive: true });
  }
}
