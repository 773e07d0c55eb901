import { randomBytes } from 'node:crypto';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UnsafeKeyPlaceError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';
import { CK } from './pkcs11-constants.ts';
import { openPkcs11KeyProvider } from './pkcs11-key-provider.ts';
import type { Attribute } from './pkcs11-module.ts';
import type { Pkcs11TokenOptions } from './pkcs11-token.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';
import { makeSoftHsm, type SoftHsm, softHsmModule } from './testing/soft-hsm.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };

if (softHsmModule === undefined) {
  describe('the PKCS #11 key provider', () => {
    it('is tested where SoftHSM is installed', ({ skip }) => {
      skip('SoftHSM is not installed: install the package softhsm2, or set SOFTHSM2_MODULE to its library.');
    });
  });
} else {
  const module = softHsmModule;

  const makeToken = async (changed?: readonly Attribute[]): Promise<SoftHsm> => {
    const token = await makeSoftHsm(module, changed);
    onTestFinished(() => token.remove());
    return token;
  };
  const openOn = async (token: SoftHsm, options: Partial<Pkcs11TokenOptions> = {}): Promise<KeyProvider> => {
    const { tokenLabel, keyLabel, pinFile } = token;
    const provider = await openPkcs11KeyProvider({ module, tokenLabel, keyLabel, pinFile, timeout: 5_000, ...options });
    onTestFinished(() => provider.close?.());
    return provider;
  };

  describe('the PKCS #11 key provider', () => {
    let token: SoftHsm;
    beforeEach(async () => { token = await makeToken(); });

    it('names the token and the key, and the time of versions that it made', async () => {
      const provider = await openOn(token);
      expect(await provider.describe()).toEqual({ provider: 'pkcs11', masterKeyId: 'cash-flow-test/master', masterKeyVersion: 1, createdAt: null });
      const before = Math.floor(Date.now() / 1000) * 1000;
      const rotated = await provider.rotate?.();
      expect(rotated).toMatchObject({ masterKeyId: 'cash-flow-test/master', masterKeyVersion: 2 });
      expect(rotated?.createdAt?.getTime()).toBeGreaterThanOrEqual(before);
    });

    it('unwraps what two rotations at once have left under two keys of one version', async () => {
      const [first, second] = [await openOn(token), await openOn(token)];
      await Promise.all([first.rotate?.(), second.rotate?.()]);
      for (let count = 0; count < 4; count += 1) await first.unwrap(await second.wrap(randomBytes(32), context), context);
    });

    it('tries a PIN that was refused not again, so that the token is not locked', async () => {
      const provider = await openOn(token);
      await writeFile(token.pinFile, 'wrong-pin');
      for (let count = 0; count < 20; count += 1) await expect(provider.health()).rejects.toThrow(/refused the PIN/);
      await writeFile(token.pinFile, token.pin);
      await provider.health();
    });

    it('says what is missing', async () => {
      await expect(openOn(token, { tokenLabel: 'other' })).rejects.toThrow(/no PKCS #11 token with the label other/);
      await expect(openOn(token, { keyLabel: 'other' })).rejects.toThrow(/no AES key with the label other/);
      await expect(openOn(token, { module: '/nowhere/module.so' })).rejects.toThrow(/module \/nowhere\/module\.so cannot be used: it cannot be loaded/);
      await expect(openOn(token, { pinFile: `${token.pinFile}.none` })).rejects.toThrow('The file with the PIN of the PKCS #11 token is not there.');
      await chmod(token.pinFile, 0o644);
      await expect(openOn(token)).rejects.toThrow(UnsafeKeyPlaceError);
    });

    it('takes no key that could leave the token', async () => {
      await expect(openOn(await makeToken([[CK.CKA_EXTRACTABLE, Uint8Array.of(1)]]))).rejects.toThrow(/could be taken out of the token/);
    });

    it('gives up within its time', async () => {
      const provider = await openOn(token, { timeout: 5_000 });
      await expect(openOn(token, { timeout: 0 })).rejects.toThrow(/did not answer in time/);
      await provider.health();
    });
  });

  describeKeyProvider('pkcs11', async () => {
    const token = await makeToken();
    return {
      open: () => openOn(token),
      rotate: (provider) => provider.rotate?.() ?? expect.fail('it cannot rotate'),
      takeDown: () => rename(token.tokenFolder, `${token.tokenFolder}.gone`),
      timeLimit: 6_000,
      secrets: () => Promise.resolve([token.pin]),
    };
  });
}
