import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CK } from '../pkcs11-constants.ts';
import { type Attribute, Pkcs11Module } from '../pkcs11-module.ts';

const places = [
  process.env['SOFTHSM2_MODULE'] ?? '', '/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so', '/usr/lib64/pkcs11/libsofthsm2.so', '/usr/local/lib/softhsm/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** The module of SoftHSM 2 (Debian package `softhsm2`), or undefined where it is not installed. */
export const softHsmModule = places.find((place) => place !== '' && existsSync(place));

export interface SoftHsm {
  readonly folder: string;
  readonly tokenLabel: string;
  readonly keyLabel: string;
  readonly pinFile: string;
  readonly pin: string;
  /** What is behind the token. */
  readonly tokenFolder: string;
  remove(): Promise<void>;
}

/**
 * A token of its own with an AES-256 key as version 1. SoftHSM reads the place of its tokens when a process initialises the module, from
 * a variable that lasts until the next one is made; so a process has one at a time.
 */
export async function makeSoftHsm(module: string, changed: readonly Attribute[] = []): Promise<SoftHsm> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-soft-hsm-'));
  const [tokenLabel, keyLabel, pin, pinFile] = ['cash-flow-test', 'master', '4711-0815-x', join(folder, 'pin')];
  const tokenFolder = join(folder, 'tokens');
  await mkdir(tokenFolder);
  await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${tokenFolder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  await writeFile(pinFile, `${pin}\n`, { mode: 0o600 });
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
  await promisify(execFile)('softhsm2-util', ['--init-token', '--free', '--label', tokenLabel, '--pin', pin, '--so-pin', '12345678']);
  await makeKey(module, { tokenLabel, keyLabel, pin }, changed);
  return { folder, tokenLabel, keyLabel, pinFile, pin, tokenFolder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function makeKey(path: string, { tokenLabel, keyLabel, pin }: Pick<SoftHsm, 'tokenLabel' | 'keyLabel' | 'pin'>, changed: readonly Attribute[]): Promise<void> {
  const module = await Pkcs11Module.load(path);
  const [slot = 0] = await module.slotsOf(tokenLabel);
  const session = await module.openSession(slot, { write: true });
  await module.login(session, Buffer.from(pin));
  const [yes, no] = [Uint8Array.of(1), Uint8Array.of(0)];
  const attributes = new Map<number, Uint8Array>([
    [CK.CKA_CLASS, module.ulong(CK.CKO_SECRET_KEY)], [CK.CKA_KEY_TYPE, module.ulong(CK.CKK_AES)], [CK.CKA_LABEL, Buffer.from(keyLabel)], [CK.CKA_ID, Uint8Array.of(1)],
    [CK.CKA_VALUE_LEN, module.ulong(32)], [CK.CKA_TOKEN, yes], [CK.CKA_PRIVATE, yes], [CK.CKA_SENSITIVE, yes], [CK.CKA_EXTRACTABLE, no], [CK.CKA_ENCRYPT, yes], [CK.CKA_DECRYPT, yes],
    ...changed,
  ]);
  await module.generateAesKey(session, [...attributes]);
  await module.closeSession(session);
  await module.finalize();
}
