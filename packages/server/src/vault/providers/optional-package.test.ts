import { describe, expect, it } from 'vitest';
import { KeysUnavailableError } from '../errors.ts';
import { importOptional } from './optional-package.ts';

describe('a package that one provider needs', () => {
  it('is asked for by name where it is not installed', async () => {
    const name = 'a-package-that-nobody-has-installed';
    const loading = importOptional(name, 'pkcs11', () => import(/* @vite-ignore */ name) as Promise<unknown>);
    await expect(loading).rejects.toThrow(KeysUnavailableError);
    await expect(loading).rejects.toThrow(`The key provider pkcs11 needs the package ${name}, which is not installed. Install it beside the server: npm install ${name}`);
  });

  it('fails as it does where it is installed and broken', async () => {
    await expect(importOptional('x', 'pkcs11', () => Promise.reject(new SyntaxError('broken')))).rejects.toThrow(SyntaxError);
  });
});
