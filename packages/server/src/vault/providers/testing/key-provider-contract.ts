import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KeysUnavailableError } from '../../errors.ts';
import { isUnderNewest, type KeyContext, type KeyProvider, type WrappedKey } from '../../key-provider.ts';

/** A key provider with what is behind it, made for one test. */
export interface ProviderUnderTest {
  /** Another one over the same master key, as a second server or the same one after a restart has it. */
  open(): Promise<KeyProvider>;
  /** A new version of the master key, by hand where the provider cannot make one. */
  rotate(provider: KeyProvider): Promise<unknown>;
  /** Takes away what is behind it. */
  takeDown(): Promise<void>;
  /** Until when it must have given up, in ms. */
  readonly timeLimit: number;
  /** What nobody may be shown: tokens, PINs, master keys. */
  secrets(): Promise<readonly string[]>;
}

const context: KeyContext = { deploymentId: '5f0cbb0e-6dd5-4ff6-a7ba-4d3c36ff4bb5', organisationId: '0d1f74f2-77c5-4a35-9a43-3a5c6dd0a9a4', purpose: 'data', keyId: 1 };

/** What every key provider has to do, whatever is behind it. */
export function describeKeyProvider(name: string, setUp: () => Promise<ProviderUnderTest>): void {
  describe(`the contract of key providers, ${name}`, () => {
    let subject: ProviderUnderTest;
    let provider: KeyProvider;
    const open = async (): Promise<KeyProvider> => {
      const opened = await subject.open();
      onTestFinished(() => opened.close?.());
      return opened;
    };
    beforeEach(async () => {
      subject = await setUp();
      provider = await open();
    });
    const refuses = async (wrapped: WrappedKey, other: KeyContext = context): Promise<void> => {
      await expect(provider.unwrap(wrapped, other)).rejects.toThrow(KeysUnavailableError);
    };

    it('unwraps what it wrapped, also after a restart, and keeps nothing of the key in the blob', async () => {
      const key = randomBytes(32);
      const copy = Buffer.from(key);
      const wrapped = await provider.wrap(key, context);
      expect(key.equals(copy)).toBe(true);
      expect(Buffer.from(wrapped.blob).includes(key)).toBe(false);
      expect(Buffer.from(await provider.unwrap(wrapped, context)).equals(key)).toBe(true);
      expect(Buffer.from(await (await open()).unwrap(wrapped, context)).equals(key)).toBe(true);
    });

    it('gives out bytes that the caller may overwrite', async () => {
      const key = randomBytes(32);
      const wrapped = await provider.wrap(key, context);
      (await provider.unwrap(wrapped, context)).fill(0);
      expect(Buffer.from(await provider.unwrap(wrapped, context)).equals(key)).toBe(true);
    });

    it('wraps several keys at once', async () => {
      const keys = Array.from({ length: 8 }, () => randomBytes(32));
      const unwrapped = await Promise.all(keys.map(async (key, index) => {
        const place = { ...context, keyId: index + 1 };
        return provider.unwrap(await provider.wrap(key, place), place);
      }));
      expect(unwrapped.map((key) => Buffer.from(key).toString('hex'))).toEqual(keys.map((key) => key.toString('hex')));
    });

    it.each([
      ['deployment', { deploymentId: '00000000-0000-4000-8000-000000000000' }], ['organisation', { organisationId: '00000000-0000-4000-8000-000000000000' }],
      ['purpose', { purpose: 'index' }], ['key id', { keyId: 2 }],
    ])('does not unwrap a key for another %s', async (_, other) => {
      await refuses(await provider.wrap(randomBytes(32), context), { ...context, ...other });
    });

    it('does not unwrap a blob in which any byte was changed, that was cut, or that goes on', async () => {
      const wrapped = await provider.wrap(randomBytes(32), context);
      for (let index = 0; index < wrapped.blob.length; index += 1) {
        const blob = Uint8Array.from(wrapped.blob);
        blob[index] = (blob[index] ?? 0) ^ 1;
        await refuses({ ...wrapped, blob });
      }
      await refuses({ ...wrapped, blob: wrapped.blob.subarray(0, -1) });
      await refuses({ ...wrapped, blob: new Uint8Array(0) });
      await refuses({ ...wrapped, blob: Uint8Array.from([...wrapped.blob, 0]) });
    });

    it('does not unwrap swapped blobs', async () => {
      const first = await provider.wrap(randomBytes(32), context);
      const second = await provider.wrap(randomBytes(32), { ...context, keyId: 2 });
      await refuses({ ...first, blob: second.blob });
      await refuses({ ...second, blob: first.blob }, { ...context, keyId: 2 });
    });

    it('does not unwrap under a master key that it was not configured for', async () => {
      const wrapped = await provider.wrap(randomBytes(32), context);
      await refuses({ ...wrapped, masterKeyId: `${wrapped.masterKeyId}-other` });
    });

    it('wraps under a new version after a rotation, and goes on to unwrap what is under the old one', async () => {
      const key = randomBytes(32);
      const before = await provider.describe();
      const old = await provider.wrap(key, context);
      expect(isUnderNewest(old, before)).toBe(true);
      await subject.rotate(provider);
      // An instance that was open all the time, and one that was opened since.
      for (const each of [provider, await open()]) {
        const after = await each.describe();
        expect(after.masterKeyVersion).toBe(before.masterKeyVersion + 1);
        expect(after.createdAt?.getTime() ?? 0).toBeGreaterThanOrEqual(before.createdAt?.getTime() ?? 0);
        expect(isUnderNewest(old, after)).toBe(false);
        expect(Buffer.from(await each.unwrap(old, context)).equals(key)).toBe(true);
        const fresh = await each.wrap(key, context);
        expect(isUnderNewest(fresh, after)).toBe(true);
        expect(Buffer.from(await each.unwrap(fresh, context)).equals(key)).toBe(true);
      }
    });

    it('is well, and when what is behind it is gone says so in a sentence within its time', async () => {
      await provider.health();
      const wrapped = await provider.wrap(randomBytes(32), context);
      const secrets = await subject.secrets();
      await subject.takeDown();
      const calls = [() => provider.health(), () => provider.unwrap(wrapped, context), () => provider.wrap(randomBytes(32), context), () => provider.describe(), () => subject.open()];
      for (const call of calls) {
        const start = performance.now();
        const error = await call().then(() => expect.fail('it did not refuse'), (reason: unknown) => reason);
        expect(performance.now() - start).toBeLessThan(subject.timeLimit);
        if (!(error instanceof KeysUnavailableError)) throw error;
        expect(error.message).toMatch(/^[A-Z].*\.$/);
        for (const secret of secrets) expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(secret);
      }
    });

    it('shows no secret to anything that prints it', async () => {
      await provider.wrap(randomBytes(32), context);
      const shown = inspect(provider, { showHidden: true, depth: Infinity });
      for (const secret of await subject.secrets()) expect(shown).not.toContain(secret);
    });
  });
}
