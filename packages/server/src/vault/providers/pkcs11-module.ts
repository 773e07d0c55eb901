import type * as koffi from 'koffi';
import { CK, CKR, Pkcs11Error } from './pkcs11-constants.ts';
import { importOptional } from './optional-package.ts';

/** A handle of a slot, session or object. */
export type Handle = number | bigint;
export type Attribute = readonly [type: number, value: Uint8Array];
type Argument = Handle | Uint8Array | null;
/** The part of koffi that is used. */
type Ffi = Pick<typeof koffi, 'sizeof' | 'load' | 'address'>;

/** Arguments of each function: u for CK_ULONG, b for CK_BBOOL, p for a pointer. */
const FUNCTIONS = {
  C_Initialize: 'p', C_Finalize: 'p', C_GetSlotList: 'bpp', C_GetTokenInfo: 'up', C_OpenSession: 'uuppp', C_CloseSession: 'u', C_Login: 'uupu',
  C_FindObjectsInit: 'upu', C_FindObjects: 'upup', C_FindObjectsFinal: 'u', C_GetAttributeValue: 'uupu', C_GenerateKey: 'uppup',
  C_EncryptInit: 'upu', C_Encrypt: 'upupp', C_DecryptInit: 'upu', C_Decrypt: 'upupp',
} as const;
type FunctionName = keyof typeof FUNCTIONS;
type Call = (...parameters: readonly Argument[]) => Promise<number>;

const MOST_OBJECTS = 256;

/**
 * The few functions of a PKCS #11 module (a shared library) that a key provider needs. They run on other threads, so a slow
 * token holds nobody up. Bytes that are passed in are read where they lie and not copied.
 */
export class Pkcs11Module {
  readonly #ffi: Ffi;
  readonly #calls: Readonly<Record<FunctionName, Call>>;
  readonly #ulongSize: number;

  private constructor(ffi: Ffi, path: string) {
    this.#ffi = ffi;
    this.#ulongSize = ffi.sizeof('ulong');
    const library = ffi.load(path);
    const types = { u: 'ulong', b: 'uint8_t', p: 'void *' } as const;
    this.#calls = Object.fromEntries(Object.entries(FUNCTIONS).map(([name, signature]) => {
      const call = library.func(name, 'ulong', [...signature].map((letter) => types[letter as keyof typeof types]));
      return [name, (...parameters: readonly Argument[]) => new Promise<number>((resolve, reject) => {
        call.async(...parameters, (error: unknown, code: number) => {
          // Holds on to the memory until the module has done with it.
          void parameters;
          if (error) reject(error instanceof Error ? error : new Error('The call failed.'));
          else resolve(code);
        });
      })];
    })) as Record<FunctionName, Call>;
  }

  /** @throws {KeysUnavailableError} when the package that calls it is not installed. @throws where it is no such module. */
  static async load(path: string): Promise<Pkcs11Module> {
    const ffi = await importOptional('koffi', 'pkcs11', () => import('koffi'));
    const module = new Pkcs11Module(ffi, path);
    const threads = module.#struct(null, null, null, null, CK.CKF_OS_LOCKING_OK, null);
    // Another user of the module in this process may have been first.
    await module.#call('C_Initialize', [threads.bytes], [CKR.CRYPTOKI_ALREADY_INITIALIZED]);
    return module;
  }

  async finalize(): Promise<void> {
    await this.#call('C_Finalize', [null]);
  }

  /** The slots with a token of this label. */
  async slotsOf(label: string): Promise<readonly Handle[]> {
    const [list, count] = [Buffer.alloc(this.#ulongSize * MOST_OBJECTS), this.#ulong(MOST_OBJECTS)];
    await this.#call('C_GetSlotList', [1, list, count]);
    const found: Handle[] = [];
    for (let index = 0; index < Number(this.#readUlong(count)); index += 1) {
      const slot = this.#readUlong(list, index);
      // CK_TOKEN_INFO begins with the label, 32 bytes padded with blanks; all of it is shorter than this.
      const info = Buffer.alloc(512);
      await this.#call('C_GetTokenInfo', [slot, info], [CKR.TOKEN_NOT_PRESENT]);
      if (info.toString('utf8', 0, 32).trimEnd() === label) found.push(slot);
    }
    return found;
  }

  async openSession(slot: Handle, { write }: { readonly write: boolean }): Promise<Handle> {
    const session = this.#ulong(0);
    await this.#call('C_OpenSession', [slot, CK.CKF_SERIAL_SESSION | (write ? CK.CKF_RW_SESSION : 0), null, null, session]);
    return this.#readUlong(session);
  }

  async closeSession(session: Handle): Promise<void> {
    await this.#call('C_CloseSession', [session]);
  }

  /** Logging in counts for the whole process, so somebody else may have done it. */
  async login(session: Handle, pin: Uint8Array): Promise<void> {
    await this.#call('C_Login', [session, CK.CKU_USER, pin, pin.length], [CKR.USER_ALREADY_LOGGED_IN]);
  }

  async find(session: Handle, attributes: readonly Attribute[]): Promise<readonly Handle[]> {
    const template = this.#template(attributes);
    await this.#call('C_FindObjectsInit', [session, template.bytes, attributes.length], [], template);
    const [list, count] = [Buffer.alloc(this.#ulongSize * MOST_OBJECTS), this.#ulong(0)];
    await this.#call('C_FindObjects', [session, list, MOST_OBJECTS, count]);
    await this.#call('C_FindObjectsFinal', [session]);
    return Array.from({ length: Number(this.#readUlong(count)) }, (_, index) => this.#readUlong(list, index));
  }

  /** @returns the bytes of an attribute of at most 64 bytes; none where the object does not have it. */
  async attribute(session: Handle, object: Handle, type: number): Promise<Buffer> {
    const value = Buffer.alloc(64);
    const template = this.#template([[type, value]]);
    const code = await this.#call('C_GetAttributeValue', [session, object, template.bytes, 1], [CKR.ATTRIBUTE_TYPE_INVALID], template);
    return code === CKR.OK ? value.subarray(0, Number(this.#readUlong(template.bytes.subarray(-this.#ulongSize)))) : Buffer.alloc(0);
  }

  async generateAesKey(session: Handle, attributes: readonly Attribute[]): Promise<void> {
    const template = this.#template(attributes);
    await this.#call('C_GenerateKey', [session, this.#struct(CK.CKM_AES_KEY_GEN, null, 0).bytes, template.bytes, attributes.length, this.#ulong(0)], [], template);
  }

  /** @returns ciphertext and tag of 16 bytes. */
  gcmEncrypt(session: Handle, key: Handle, input: Gcm, plaintext: Uint8Array): Promise<Uint8Array> {
    return this.#gcm('Encrypt', session, key, input, plaintext);
  }

  /** @param sealed ciphertext and tag of 16 bytes. */
  gcmDecrypt(session: Handle, key: Handle, input: Gcm, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#gcm('Decrypt', session, key, input, sealed);
  }

  /** A CK_ULONG as the value of an attribute. */
  ulong(value: number): Uint8Array {
    return this.#ulong(value);
  }

  readUlong(bytes: Buffer): Handle {
    return this.#readUlong(bytes);
  }

  async #gcm(direction: 'Encrypt' | 'Decrypt', session: Handle, key: Handle, { nonce, associatedData }: Gcm, content: Uint8Array): Promise<Uint8Array> {
    const parameters = this.#struct(nonce, nonce.length, nonce.length * 8, associatedData, associatedData.length, 128);
    const mechanism = this.#struct(CK.CKM_AES_GCM, parameters.bytes, parameters.bytes.length);
    await this.#call(`C_${direction}Init`, [session, mechanism.bytes, key], [], mechanism, parameters);
    const [output, length] = [Buffer.alloc(content.length + 64), this.#ulong(content.length + 64)];
    await this.#call(`C_${direction}`, [session, content, content.length, output, length], [], mechanism, parameters);
    return output.subarray(0, Number(this.#readUlong(length)));
  }

  /** @param retained memory that the arguments point to. @throws {Pkcs11Error} */
  async #call(name: FunctionName, parameters: readonly Argument[], accepted: readonly number[] = [], ...retained: readonly unknown[]): Promise<number> {
    const code = await this.#calls[name](...parameters);
    void retained;
    if (code !== CKR.OK && !accepted.includes(code)) throw new Pkcs11Error(name, code);
    return code;
  }

  #template(attributes: readonly Attribute[]): Struct {
    return this.#struct(...attributes.flatMap(([type, value]) => [type, value, value.length]));
  }

  /**
   * A struct of CK_ULONGs (numbers) and pointers (bytes, or null). Nothing is between the fields: where a CK_ULONG is as long as
   * a pointer nothing is needed, and where it is not (Windows) the standard packs structs.
   */
  #struct(...fields: readonly (number | Uint8Array | null)[]): Struct {
    const parts = fields.map((field) => {
      if (typeof field === 'number') return this.#ulong(field);
      const pointer = Buffer.alloc(this.#ffi.sizeof('void *'));
      writeInteger(pointer, field === null ? 0n : this.#ffi.address(field));
      return pointer;
    });
    return { bytes: Buffer.concat(parts), retained: fields };
  }

  #ulong(value: number): Buffer {
    const bytes = Buffer.alloc(this.#ulongSize);
    writeInteger(bytes, BigInt(value));
    return bytes;
  }

  #readUlong(bytes: Buffer, index = 0): Handle {
    return this.#ulongSize === 8 ? bytes.readBigUInt64LE(index * 8) : bytes.readUInt32LE(index * 4);
  }
}

export interface Gcm {
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  readonly associatedData: Uint8Array;
}

interface Struct {
  readonly bytes: Buffer;
  /** What it points to, so that it lives as long. */
  readonly retained: readonly unknown[];
}

/** Little endian. */
function writeInteger(bytes: Buffer, value: bigint): void {
  if (bytes.length === 8) bytes.writeBigUInt64LE(value);
  else bytes.writeUInt32LE(Number(value));
}
