import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, scan, type Finding } from './scanner.ts';

interface Entry {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

const SEVERE: ReadonlySet<string> = new Set(['MEDIUM', 'HIGH', 'CRITICAL', 'FATAL']);
/** That nobody vouches for the certificate of a test, and nobody could revoke it. */
const OF_TEST_CERTIFICATE = /^(?:cert_(?:chain_of_trust|trust|revocation|crlDistributionPoints|ocspURL|notRevoked)|overall_grade|grade_cap_reason_\d+|scanProblem)\b/;

/** What counts of its report. */
export function severeEntries(report: readonly Entry[]): readonly Entry[] {
  return report.filter(({ id, severity }) => SEVERE.has(severity) && !OF_TEST_CERTIFICATE.test(id));
}

export async function runTestssl({ port }: { readonly port: number }, seconds: number): Promise<readonly Finding[]> {
  const command = installed('testssl.sh', 'testssl');
  const subject = 'TLS';
  if (command === undefined) return [{ tool: 'testssl.sh', subject, state: 'skipped', figure: 'not installed' }];
  const folder = await mkdtemp(join(tmpdir(), 'testssl-'));
  try {
    const file = join(folder, 'report.json');
    const { code } = await scan(command, ['--quiet', '--warnings', 'off', '--color', '0', '--jsonfile', file, `localhost:${String(port)}`], seconds);
    const report = await readFile(file, 'utf8').then((text) => JSON.parse(text) as readonly Entry[]).catch(() => undefined);
    if (code === null || !report) return [{ tool: 'testssl.sh', subject, state: 'incomplete', figure: 'no whole report' }];
    const severe = severeEntries(report);
    return [{
      tool: 'testssl.sh', subject, state: severe.length === 0 ? 'passed' : 'failed',
      figure: `${String(severe.length)} of MEDIUM or above in ${String(report.length)} entries${severe.map(({ id, severity, finding }) => `; ${severity} ${id}: ${finding}`).join('')}`,
    }];
  } finally {
    await rm(folder, { recursive: true });
  }
}
