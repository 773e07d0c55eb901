/** Numbers of PKCS #11 (OASIS, version 2.40), by the names that they have there. */
export const CK = {
  CKA_CLASS: 0x00, CKA_TOKEN: 0x01, CKA_PRIVATE: 0x02, CKA_LABEL: 0x03, CKA_KEY_TYPE: 0x100, CKA_ID: 0x102, CKA_SENSITIVE: 0x103,
  CKA_ENCRYPT: 0x104, CKA_DECRYPT: 0x105, CKA_VALUE_LEN: 0x161, CKA_EXTRACTABLE: 0x162,
  CKF_RW_SESSION: 0x02, CKF_SERIAL_SESSION: 0x04, CKF_OS_LOCKING_OK: 0x02,
  CKK_AES: 0x1f, CKO_SECRET_KEY: 0x04, CKU_USER: 1,
  CKM_AES_KEY_GEN: 0x1080, CKM_AES_GCM: 0x1087,
} as const;

/** Answers that are told apart here. */
export const CKR = {
  OK: 0x00, GENERAL_ERROR: 0x05, FUNCTION_FAILED: 0x06, DEVICE_ERROR: 0x30, DEVICE_REMOVED: 0x32, ENCRYPTED_DATA_INVALID: 0x40,
  ENCRYPTED_DATA_LEN_RANGE: 0x41, AEAD_DECRYPT_FAILED: 0x42, MECHANISM_INVALID: 0x70, PIN_INCORRECT: 0xa0, PIN_EXPIRED: 0xa3, PIN_LOCKED: 0xa4,
  TOKEN_NOT_PRESENT: 0xe0, USER_ALREADY_LOGGED_IN: 0x100, ATTRIBUTE_TYPE_INVALID: 0x12, CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

const names = new Map<number, string>(Object.entries(CKR).map(([name, code]) => [code, `CKR_${name}`]));

/** A function of the module answered with something else than CKR_OK. */
export class Pkcs11Error extends Error {
  override readonly name = 'Pkcs11Error';
  readonly code: number;

  constructor(call: string, code: number) {
    super(`${call} answered ${names.get(code) ?? `0x${code.toString(16)}`}`);
    this.code = code;
  }
}
