import { crc32c } from '../crc32c.ts';
import { type ServiceAnswer, type ServiceRequest, type ServiceServer, startService } from './service-server.ts';
import { VersionedAesKey } from './versioned-aes-key.ts';

export const gcpKey = 'projects/test/locations/europe-west3/keyRings/ring/cryptoKeys/cash-flow';

export interface GcpKmsServer extends ServiceServer {
  purpose: string;
  /** Whether it damages what it gives out. */
  damages: boolean;
}

type Body = Readonly<Record<string, string>>;

/**
 * The REST API of Google Cloud KMS as its reference describes it: get and encrypt and decrypt of one key, cryptoKeyVersions create, and
 * updatePrimaryVersion. Checksums are verified as there; 64-bit numbers are strings.
 */
export async function startGcpKmsServer(): Promise<GcpKmsServer> {
  const key = new VersionedAesKey();
  const state = { purpose: 'ENCRYPT_DECRYPT', damages: false };
  let primary = 1;
  const version = (number: number): object => ({
    name: `${gcpKey}/cryptoKeyVersions/${String(number)}`, state: 'ENABLED', protectionLevel: 'SOFTWARE', algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
    createTime: key.createdAt(number).toISOString(), generateTime: key.createdAt(number).toISOString(),
  });
  const cryptoKey = (): ServiceAnswer => ({ status: 200, body: { name: gcpKey, primary: version(primary), purpose: state.purpose, createTime: key.createdAt(1).toISOString() } });
  const fits = (body: Body, field: string): boolean => body[`${field}Crc32c`] === undefined || Number(body[`${field}Crc32c`]) === crc32c(bytes(body[field]));

  return Object.assign(state, await startService(({ method, path, headers, body: content }: ServiceRequest) => {
    if (!/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(headers.authorization ?? '')) return gcpFailure(401, 'UNAUTHENTICATED');
    const body = (content ?? {}) as Body;
    const operation = `${method} ${path.replace(/\?.*$/, '').replace(`/v1/${gcpKey}`, '')}`;
    switch (operation) {
      case 'GET ':
        return cryptoKey();
      case 'POST :encrypt': {
        const sealed = Buffer.concat([Buffer.of(primary), key.seal(bytes(body['plaintext']), bytes(body['additionalAuthenticatedData']), primary)]);
        const ciphertextCrc32c = String(crc32c(sealed));
        if (state.damages) sealed.writeUInt8(sealed.readUInt8(9) ^ 1, 9);
        return {
          status: 200,
          body: {
            name: `${gcpKey}/cryptoKeyVersions/${String(primary)}`, ciphertext: sealed.toString('base64'), ciphertextCrc32c, protectionLevel: 'SOFTWARE',
            verifiedPlaintextCrc32c: fits(body, 'plaintext'), verifiedAdditionalAuthenticatedDataCrc32c: fits(body, 'additionalAuthenticatedData'),
          },
        };
      }
      case 'POST :decrypt': {
        if (!fits(body, 'ciphertext') || !fits(body, 'additionalAuthenticatedData')) return gcpFailure(400, 'INVALID_ARGUMENT');
        const sealed = bytes(body['ciphertext']);
        const plaintext = key.open(sealed[0] ?? 0, sealed.subarray(1), bytes(body['additionalAuthenticatedData']));
        if (!plaintext) return gcpFailure(400, 'INVALID_ARGUMENT');
        const plaintextCrc32c = String(crc32c(plaintext));
        if (state.damages) plaintext[0] = (plaintext[0] ?? 0) ^ 1;
        return { status: 200, body: { plaintext: Buffer.from(plaintext).toString('base64'), plaintextCrc32c, usedPrimary: sealed[0] === primary, protectionLevel: 'SOFTWARE' } };
      }
      case 'POST /cryptoKeyVersions':
        return { status: 200, body: version(key.rotate()) };
      case 'POST :updatePrimaryVersion':
        primary = Number(body['cryptoKeyVersionId']);
        return cryptoKey();
      default:
        return gcpFailure(404, 'NOT_FOUND');
    }
  }));
}

export function gcpFailure(code: number, status: string): ServiceAnswer {
  return { status: code, body: { error: { code, message: 'Said by the service.', status } } };
}

function bytes(base64 = ''): Uint8Array {
  return Buffer.from(base64, 'base64');
}
