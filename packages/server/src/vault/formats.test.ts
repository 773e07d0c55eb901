import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCustodyFile, readKeysFile } from './custody/custody-files.ts';
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
    const folder = await mkdtemp(join(tmpdir(), 'cash-flow-frozen-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'master.key');
    await writeFile(path, JSON.stringify(frozen.masterKeyFile));
    await chmod(path, 0o600);
    const context = { ...frozen.owner, purpose, keyId };
    const unwrapped = await (await openFileKeyProvider({ path, dataFolders: [] })).unwrap(wrapped ?? expect.fail('destroyed'), context);
    expect(new Uint8Array(unwrapped)).toEqual(hex(frozen.dataKey));
    checkCommitment(unwrapped, context, commitment);
  });
});

describe('ciphers', () => {
  it('are used by the vault alone', () => {
    const root = new URL('../', import.meta.url);
    const cipherCalls = /createCipheriv|createDecipheriv|subtle\.(?:encrypt|decrypt|wrapKey|unwrapKey)|publicEncrypt|privateDecrypt/;
    const users = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && cipherCalls.test(readFileSync(new URL(file.replaceAll('\\', '/'), root), 'utf8')));
    expect(users.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual(['vault/aes-256-gcm.ts', 'vault/key-wrap.ts', 'vault/xaes-256-gcm.ts']);
  });
});
