import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { PasskeyAssertion, PasskeyCreation } from '@cashflowsmart/sdk/contract';

interface Credential {
  readonly id: Buffer;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  counter: number;
}

export interface AuthenticatorOptions {
  /** Whether it has verified its owner. Default true. */
  readonly userVerified?: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** An authenticator and its browser in a few lines (WebAuthn Level 3, sections 5.8.1, 6.1 and 6.5): ES256, no attestation, a counter that rises. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #credentials: Credential[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  create(options: { readonly challenge: string; readonly rp: { readonly id: string }; readonly user: { readonly id: string } }, { userVerified = true }: AuthenticatorOptions = {}): PasskeyCreation {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const id = randomBytes(32);
    this.#credentials.push({ id, rpId: options.rp.id, userHandle: options.user.id, key: privateKey, counter: 0 });
    // A COSE key (RFC 9053, section 7.1.1): EC2, ES256, P-256, x, y.
    const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, cose]);
    const data = Buffer.concat([this.#data(options.rp.id, ATTESTED | (userVerified ? USER_VERIFIED : 0), 0), attested]);
    // { fmt: 'none', attStmt: {}, authData } in CBOR.
    const attestation = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'), Buffer.from([0x58, data.length]), data]);
    return {
      id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {},
      response: { clientDataJSON: this.#clientData('webauthn.create', options.challenge).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] },
    };
  }

  /** Signs with the credential for that domain. `counter` sets it, as a copy of the device would have it. */
  get(options: { readonly challenge: string; readonly rpId: string }, { userVerified = true, counter }: AuthenticatorOptions & { readonly counter?: number } = {}): PasskeyAssertion {
    const credential = this.#credentials.find(({ rpId }) => rpId === options.rpId);
    if (!credential) throw new Error('This authenticator has no credential for that domain.');
    credential.counter = counter ?? credential.counter + 1;
    const clientData = this.#clientData('webauthn.get', options.challenge);
    const data = this.#data(options.rpId, userVerified ? USER_VERIFIED : 0, credential.counter);
    const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(clientData).digest()]), credential.key);
    const id = credential.id.toString('base64url');
    return {
      id, rawId: id, type: 'public-key', clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url'), userHandle: credential.userHandle,
      },
    };
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #data(rpId: string, flags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([USER_PRESENT | flags]), count]);
  }
}
