import { describe, expect, it } from 'vitest';
import { pathsWith, sourceFiles } from './source-files.ts';

/** Rules about what is shipped that hold for whole packages, and need neither types nor a running program to be checked. */
describe('the sources of the packages', () => {
  it('are all looked at', () => {
    const paths = sourceFiles().map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(400);
    expect(paths).toEqual(expect.arrayContaining(['server/http/server.ts', 'sdk/client/transport.ts', 'elements/provider/provider-element.ts']));
    expect(paths.filter((path) => /\.test\.|\.stories\.|\/testing\//.test(path))).toEqual([]);
  });

  it('start no other program', () => {
    expect(pathsWith(/child_process|\bexecSync\b|\bspawn\(/)).toEqual([]);
  });

  it('make no code from text', () => {
    expect(pathsWith(/\beval\(|new Function\(|node:vm|setTimeout\(\s*['"`]/)).toEqual([]);
  });

  it('write no raw HTML', () => {
    expect(pathsWith(/unsafeHTML|unsafeSVG|unsafeStatic|\b(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/)).toEqual([]);
  });

  it('take nothing from a page by its name', () => {
    expect(pathsWith(/document\.(?:getElementById|getElementsByName|forms|images|links|scripts|embeds)\b|\bwindow\[/, sourceFiles(['elements']))).toEqual([]);
  });

  it('write SQL from text only where it is their own', () => {
    for (const path of pathsWith(/\bsql\.raw\(/)) expect(path).toMatch(/^server\/(?:database\/(?:migrations\/|data-access|[\w-]*row-security)|jobs\/queue-schema)/);
  });

  it('switch no check of certificates off', () => {
    expect(pathsWith(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/)).toEqual([]);
  });

  it('keep nothing in the browser', () => {
    expect(pathsWith(/localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\./, sourceFiles(['elements', 'sdk']))).toEqual([]);
  });

  it('draw no secret from a generator that can be foreseen', () => {
    // Waits before another attempt are random, and no secret.
    expect(pathsWith(/Math\.random/)).toEqual(['sdk/client/timers.ts', 'server/vault/providers/vault-client.ts']);
  });
});
