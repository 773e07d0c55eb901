import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsWith } from './source-files.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'cryptography.md'), 'utf8');

/** Whatever computes, checks or makes something of cryptography, by the module that it comes from. */
const MODULES = /from ['"](?:node:)?crypto['"]|crypto\.subtle|webcrypto|from ['"](?:selfsigned|otpauth|openid-client|jose|@simplewebauthn\/[\w-]+|@noble\/[\w-]+)/;

describe('the places where cryptography is called', () => {
  it('are those that the inventory lists', () => {
    const section = page.slice(page.indexOf('## Where it is called'), page.indexOf('## Secrets'));
    const listed = Array.from(section.matchAll(/^\| `([\w/-]+)` \|/gm), ([, folder]) => folder);
    const found = new Set(pathsWith(MODULES).map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...found].toSorted()).toEqual(listed);
  });
});
