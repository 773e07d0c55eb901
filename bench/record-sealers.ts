import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomFillSync, randomUUID } from 'node:crypto';
import cloak from '@47ng/cloak';
import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { AlgorithmSuiteIdentifier, CommitmentPolicy } from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import { Keyring } from '../packages/server/src/vault/keyring.ts';

/** One way to seal a record of 200 bytes and to open it again. */
export interface RecordSealer<Sealed> {
  seal(): Sealed | Promise<Sealed>;
  open(sealed: Sealed): unknown;
}

const record = Uint8Array.from({ length: 200 }, (_, index) => 0x20 + (index % 0x5f));
const place = { table: 'accounts', column: 'sealed', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };

/** What the vault does for a row: XAES-256-GCM with a header, bound to deployment, organisation and row. */
export function vaultSealer(): RecordSealer<Uint8Array> {
  const keyring = new Keyring({
    deploymentId: randomUUID(), organisationId: randomUUID(), expired: () => false, keys: [{ keyId: 1, purpose: 'data', active: true, key: randomBytes(32) }],
  });
  return { seal: () => keyring.seal(place, record), open: (sealed) => keyring.open(place, sealed) };
}

/**
 * The least that Node can do: one cached `KeyObject`, no associated data, nonce, ciphertext and tag left in three pieces. The
 * nonce comes from the call that the vault makes for its own, with half as many bytes.
 */
export function bareSealer(): RecordSealer<readonly [nonce: Uint8Array, ciphertext: Uint8Array, tag: Uint8Array]> {
  const key = createSecretKey(randomBytes(32));
  const options = { authTagLength: 16 } as const;
  return {
    seal: () => {
      const nonce = randomFillSync(new Uint8Array(12));
      const cipher = createCipheriv('aes-256-gcm', key, nonce, options);
      const ciphertext = cipher.update(record);
      cipher.final();
      return [nonce, ciphertext, cipher.getAuthTag()];
    },
    open: ([nonce, ciphertext, tag]) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, options).setAuthTag(tag);
      const plaintext = decipher.update(ciphertext);
      decipher.final();
      return plaintext;
    },
  };
}

/** The AWS Encryption SDK with a raw AES keyring, key commitment and a context, in the faster of its suites: without a signature. */
export function awsSealer(): RecordSealer<Uint8Array> {
  const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
  const { encrypt } = buildEncrypt(policy);
  const { decrypt } = buildDecrypt(policy);
  const keyring = new RawAesKeyringNode({
    keyName: 'data', keyNamespace: 'bench', unencryptedMasterKey: new Uint8Array(randomBytes(32)),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const options = {
    suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
    encryptionContext: { table: place.table, rowId: place.rowId },
  };
  return {
    seal: async () => (await encrypt(keyring, record, options)).result,
    open: async (sealed) => (await decrypt(keyring, sealed)).plaintext,
  };
}

/** Cloak takes and gives text, and binds it to nothing. Its synchronous calls are the faster ones. */
export function cloakSealer(): RecordSealer<string> {
  const key = cloak.parseKeySync(cloak.generateKey());
  const text = Buffer.from(record).toString('latin1');
  return { seal: () => cloak.encryptStringSync(text, key), open: (sealed) => cloak.decryptStringSync(sealed, key) };
}
