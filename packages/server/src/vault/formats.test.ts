import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isLiving } from './custody/custody.ts';
import { readCustodyFile, readKeysFile, readRegisterFile, writeKeysFile, writeRegisterFile } from './custody/custody-files.ts';
import type { KeyProvider } from './key-provider.ts';
import { checkCommitment, Keyring } from './keyring.ts';
import { openFileKeyProvider } from './providers/file-key-provider.ts';
import { openBody } from './sealed-row.ts';
import { createSegmentSealer } from './segments.ts';

interface Frozen {
  readonly owner: { readonly deploymentId: string; readonly organisationId: string };
  readonly dataKey: string;
  readonly indexKey: string;
  readonly fileKey: string;
  readonly body: { readonly place: { table: string; rowId: string; sealVersion: number; codecVersion: number }; readonly value: unknown; readonly sealed: string };
  readonly segment: { readonly place: { importId: string; position: number; last: boolean }; readonly text: string; readonly sealed: string };
  readonly blindIndex: { readonly kind: string; readonly value: string; readonly index: string };
  readonly masterKeyFile: object;
  readonly custodyFile: object;
  readonly keysFile: object;
}

/** One value of each format as it was first released, with keys made up for it. It must open for ever. */
const frozen = JSON.parse(readFileSync(new URL('./formats-1.frozen.json', import.meta.url), 'utf8')) as Frozen;
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

const keyring = new Keyring({
  ...frozen.owner,
  expired: () => false,
  keys: [
    { keyId: 1, purpose: 'data', active: true, key: hex(frozen.dataKey) },
    { keyId: 2, purpose: 'index', active: true, key: hex(frozen.indexKey) },
  ],
});

describe('what the first version wrote', () => {
  it('is a sealed body that opens', () => {
    expect(openBody(keyring, frozen.body.place, hex(frozen.body.sealed))).toEqual(frozen.body.value);
  });

  it('is a file segment that opens', () => {
    const { place, sealed, text } = frozen.segment;
    const sealer = createSegmentSealer(frozen.owner, place.importId, hex(frozen.fileKey));
    expect(new TextDecoder().decode(sealer.open(place, hex(sealed)))).toBe(text);
  });

  it('is a blind index that is found', () => {
    const { kind, value, index } = frozen.blindIndex;
    expect(keyring.blindIndexes(kind, value)).toEqual([hex(index)]);
  });

  it('is a custody that gives its keys', async () => {
    expect(readCustodyFile(JSON.stringify(frozen.custodyFile))).toBe(frozen.owner.deploymentId);
    const [key] = readKeysFile(frozen.owner.organisationId, JSON.stringify(frozen.keysFile)).keys;
    const { keyId, purpose, wrapped, commitment } = key ?? expect.fail('no key');
    const context = { ...frozen.owner, purpose, keyId };
    const unwrapped = await (await providerOf(frozen.masterKeyFile)).unwrap(wrapped ?? expect.fail('destroyed'), context);
    expect(new Uint8Array(unwrapped)).toEqual(hex(frozen.dataKey));
    checkCommitment(unwrapped, context, commitment);
  });
});

interface Frozen2 {
  readonly owner: Frozen['owner'];
  /** By key id. */
  readonly dataKeys: Readonly<Record<string, string>>;
  readonly masterKeyFile: object;
  readonly keysFile: { readonly keys: readonly object[] };
  readonly registerFile: object;
}

/** What is of a new version since: the keys in custody, one destroyed, one waiting for it and one in use, and the register. */
const frozen2 = JSON.parse(readFileSync(new URL('./formats-2.frozen.json', import.meta.url), 'utf8')) as Frozen2;

describe('what the second version of custody wrote', () => {
  const stored = readKeysFile(frozen2.owner.organisationId, JSON.stringify(frozen2.keysFile));

  it('gives the keys that were not destroyed, under each master key of the file', async () => {
    const provider = await providerOf(frozen2.masterKeyFile);
    expect(stored.keys.filter(isLiving).map(({ keyId, wrapped }) => [keyId, wrapped.masterKeyVersion])).toEqual([[2, 1], [3, 2]]);
    for (const { keyId, purpose, wrapped, commitment } of stored.keys.filter(isLiving)) {
      const context = { ...frozen2.owner, purpose, keyId };
      const unwrapped = await provider.unwrap(wrapped, context);
      expect(new Uint8Array(unwrapped)).toEqual(hex(frozen2.dataKeys[keyId] ?? ''));
      checkCommitment(unwrapped, context, commitment);
    }
  });

  it('says what became of each key, and of the register, as it is written today', () => {
    expect(stored.keys.map(({ retiredAt, destroyedAt, destruction }) => [retiredAt?.getUTCMonth(), destroyedAt?.getUTCMonth(), destruction?.requestedBy, destruction?.confirmedBy])).toEqual([
      [4, 10, 'operations', 'security'], [7, undefined, 'operations', null], [undefined, undefined, undefined, undefined],
    ]);
    expect(JSON.parse(writeKeysFile(frozen2.owner.organisationId, stored))).toEqual(frozen2.keysFile);
    expect(JSON.parse(writeRegisterFile(readRegisterFile(JSON.stringify(frozen2.registerFile))))).toEqual(frozen2.registerFile);
  });
});

/** The provider over a key file with this content. */
async function providerOf(masterKeyFile: object): Promise<KeyProvider> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-frozen-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'master.key');
  await writeFile(path, JSON.stringify(masterKeyFile));
  await chmod(path, 0o600);
  return openFileKeyProvider({ path, dataFolders: [] });
}

describe('ciphers', () => {
  it('are used by the vault alone', () => {
    const root = new URL('../', import.meta.url);
    const cipherCalls = /createCipheriv|createDecipheriv|subtle\.(?:encrypt|decrypt|wrapKey|unwrapKey)|publicEncrypt|privateDecrypt/;
    const users = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && cipherCalls.test(readFileSync(new URL(file.replaceAll('\\', '/'), root), 'utf8')));
    expect(users.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual(['vault/aes-256-gcm.ts', 'vault/key-wrap.ts', 'vault/xaes-256-gcm.ts']);
  });
});
