import { describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { LogEntry } from './log.ts';
import { policyReports, REPORTS_PATH } from './policy-reports.ts';

const PRIVATE = 'https://portal.example/?iban=DE89370400440532013000';

function endpoint() {
  const logged: LogEntry[] = [];
  let time = 0;
  const app = new Hono<AppEnv>().post(REPORTS_PATH, policyReports((entry) => { logged.push(entry); }, () => time));
  app.onError((error) => new Response(error.name, { status: 400 }));
  const send = async (type: string, body: unknown) =>
    (await app.request(REPORTS_PATH, { method: 'POST', headers: { 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) })).status;
  return { logged, send, wait: (milliseconds: number) => { time += milliseconds; } };
}

describe('reports of what a policy forbids', () => {
  it('are logged by the name of the directive alone, in both forms', async () => {
    const { logged, send } = endpoint();
    const body = { effectiveDirective: 'script-src-elem', documentURL: PRIVATE, blockedURL: PRIVATE, sample: PRIVATE };
    expect(await send('application/reports+json', [{ type: 'csp-violation', url: PRIVATE, body }, { body: { ...body, effectiveDirective: 'img-src' } }])).toBe(204);
    expect(await send('application/csp-report', { 'csp-report': { 'violated-directive': `style-src ${PRIVATE}`, 'document-uri': PRIVATE, 'script-sample': PRIVATE } })).toBe(204);
    expect(logged.map(({ directive }) => directive)).toEqual(['script-src-elem', 'img-src', 'style-src']);
    expect(JSON.stringify(logged)).not.toContain('portal');
  });

  it('say nothing where they name no directive that there is', async () => {
    const { logged, send } = endpoint();
    for (const body of [[], {}, null, 'x', [{ body: { effectiveDirective: 'de-eightynine' } }, { body: null }, 1], { 'csp-report': { 'effective-directive': ['img-src'] } }]) {
      await send('application/reports+json', JSON.stringify(body));
    }
    expect(logged).toEqual([]);
  });

  it('are refused where they are something else, or too long', async () => {
    const { send } = endpoint();
    expect(await send('application/json', [])).toBe(400);
    expect(await send('application/reports+json', '{')).toBe(400);
    expect(await send('application/reports+json', JSON.stringify(['x'.repeat(70_000)]))).toBe(400);
  });

  it('fill no log', async () => {
    const { logged, send, wait } = endpoint();
    const one = [{ body: { effectiveDirective: 'img-src' } }];
    for (let index = 0; index < 30; index += 1) expect(await send('application/reports+json', one)).toBe(204);
    expect(logged).toHaveLength(20);
    wait(60_000);
    await send('application/reports+json', one);
    expect(logged).toHaveLength(21);
  });
});
