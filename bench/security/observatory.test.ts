import { describe, expect, it } from 'vitest';
import { noTrail } from '../../packages/server/src/audit/testing/no-trail.ts';
import { demoFiles } from '../../packages/server/src/demo/demo-files.ts';
import { createHttpApp } from '../../packages/server/src/http/http-app.ts';
import { defaultHttpLimits } from '../../packages/server/src/http/limits.ts';
import { redirectToTls } from '../../packages/server/src/http/plain-http.ts';
import { scorePage, type ObservedPage } from './observatory.ts';

const GOOD: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; form-action 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

function page(headers: Readonly<Record<string, string | null>> = {}, more: Partial<ObservedPage> = {}): ObservedPage {
  const all = Object.entries({ ...GOOD, ...headers }).filter((entry): entry is [string, string] => entry[1] !== null);
  return { url: 'https://portal.example/', headers: new Headers(all), html: '<script src="/portal.js"></script>', plain: { status: 308, location: 'https://portal.example/' }, ...more };
}

const modifierOf = (name: string, observed: ObservedPage) => scorePage(observed).observations.find((entry) => entry.name === name)?.modifier;

describe('the rules of the observatory', () => {
  it('give a closed page all bonuses that need no script hashes and no cookie', () => {
    expect(scorePage(page())).toMatchObject({ score: 130, grade: 'A+' });
  });

  it.each([
    [null, -25], ["default-src 'self'", 5], ["default-src 'none'; form-action https://a.example", 5], ["script-src 'self' 'unsafe-inline'; object-src 'none'", -20],
    ["default-src 'none'; script-src 'unsafe-inline' 'nonce-abc'; form-action 'none'", 10], ["default-src 'none'; script-src https:", -20], ["script-src 'self'", -20],
    ["default-src 'none'; script-src 'self' 'unsafe-eval'; form-action 'none'", -10], ["default-src 'none'; style-src 'unsafe-inline'", 0],
    ["default-src 'none'; img-src http://a.example", -10], ["default-src 'none'; connect-src http://a.example", -20],
  ])('weigh the policy %s with %i', (policy, modifier) => { expect(modifierOf('content-security-policy', page({ 'content-security-policy': policy }))).toBe(modifier); });

  it.each([
    ['__Host-cash-flow=x; Secure; HttpOnly; SameSite=Lax', 5], ['a=x; Secure; HttpOnly', 0], ['session=x; Secure; SameSite=Lax', -30], ['a=x; SameSite=Lax', -5],
    ['sessionid=x; HttpOnly; SameSite=Lax', -10], ['a=x; SameSite=None', -20], ['a=x; Secure; SameSite=None; HttpOnly', 5],
  ])('weigh the cookie %s with %i', (cookie, modifier) => { expect(modifierOf('cookies', page({ 'set-cookie': cookie }))).toBe(modifier); });

  it.each<[string, Readonly<Record<string, string | null>>, number]>([
    ['strict-transport-security', { 'strict-transport-security': null }, -20], ['strict-transport-security', { 'strict-transport-security': 'max-age=100' }, -10],
    ['referrer-policy', { 'referrer-policy': 'unsafe-url' }, -5], ['x-content-type-options', { 'x-content-type-options': null }, -5],
    ['x-frame-options', { 'content-security-policy': "default-src 'none'" }, -20], ['cross-origin-resource-policy', { 'cross-origin-resource-policy': 'cross-origin' }, 0],
    ['cross-origin-resource-sharing', { 'access-control-allow-origin': 'https://evil.example', 'access-control-allow-credentials': 'true' }, -50],
  ])('weigh %s: %o with %i', (name, headers, modifier) => { expect(modifierOf(name, page(headers))).toBe(modifier); });

  it('weigh where plain HTTP leads', () => {
    const plain = (location: string | null, status = 301) => modifierOf('redirection', page({}, { plain: { status, location } }));
    expect([plain('https://portal.example/'), plain('https://other.example/'), plain('/'), plain(null, 200)]).toEqual([0, -5, -10, -20]);
    expect(modifierOf('redirection', page({}, { plain: null }))).toBe(0);
  });

  it('weigh where scripts come from', () => {
    const scripts = (html: string) => modifierOf('subresource-integrity', page({}, { html }));
    expect(scripts('<script src="https://cdn.example/a.js"></script>')).toBe(-5);
    expect(scripts('<script src="https://cdn.example/a.js" integrity="sha384-x"></script>')).toBe(5);
    expect(scripts('<script src="http://cdn.example/a.js"></script>')).toBe(-50);
    expect(scripts('<p>')).toBe(0);
  });

  it('give no bonus to what has lost too much', () => {
    expect(scorePage(page({ 'strict-transport-security': null }))).toMatchObject({ score: 80, grade: 'B+' });
  });
});

describe('the pages of the server', () => {
  const ORIGIN = 'https://portal.example';
  const app = createHttpApp({
    table: [], gate: { authenticate: () => Promise.reject(new Error('Nobody signs in here.')) }, trail: noTrail, forgetKeys: () => undefined,
    idempotency: { begin: () => Promise.reject(new Error('Nothing is created here.')), isConflict: () => false },
    origins: [ORIGIN], hosts: [], secure: true, docsBase: '', staticMounts: demoFiles()?.mounts ?? [], limits: defaultHttpLimits, problemOf: () => undefined, log: () => undefined,
  });

  it.each(['/', '/problems', '/absent'])('get an A+ with 120 or more: %s', async (path) => {
    const answer = await app.request(ORIGIN + path);
    const redirect = redirectToTls({ method: 'GET', url: `http://portal.example${path}` }, ['portal.example'], [ORIGIN]);
    const { score, grade, observations } = scorePage({
      url: ORIGIN + path, headers: answer.headers, html: await answer.text(), plain: { status: redirect.status, location: redirect.headers.get('location') },
    });
    expect([answer.status, grade, observations.filter(({ modifier }) => modifier < 0)]).toEqual([path === '/absent' ? 404 : 200, 'A+', []]);
    expect(score).toBeGreaterThanOrEqual(120);
  });
});
