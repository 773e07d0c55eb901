import type { Certificate } from '../../../http/certificate.ts';
import { type ServiceAnswer, type ServiceRequest, type ServiceServer, startService } from './service-server.ts';
import { VersionedAesKey } from './versioned-aes-key.ts';

export const transitToken = 'hvs.CAESIKtoken0of0a0test';

export interface TransitServer extends ServiceServer {
  /** `min_decryption_version` of the key. */
  minDecryptionVersion: number;
  type: string;
}

/**
 * The transit engine of Vault as its HTTP API describes it, with one key `cash-flow` at the mount `transit`:
 * `GET keys/:name`, `POST keys/:name/rotate`, `POST encrypt/:name`, `POST decrypt/:name`.
 */
export async function startTransitServer({ certificate, namespace }: { readonly certificate?: Certificate; readonly namespace?: string } = {}): Promise<TransitServer> {
  const key = new VersionedAesKey();
  const state = { minDecryptionVersion: 1, type: 'aes256-gcm96' };

  const answer = (request: ServiceRequest): ServiceAnswer => {
    if (request.headers['x-vault-token'] !== transitToken) return errors(403, 'permission denied');
    if (request.headers['x-vault-namespace'] !== namespace) return errors(404, 'no handler for route');
    const match = /^\/v1\/transit\/(keys|encrypt|decrypt)\/cash-flow(\/rotate)?$/.exec(request.path);
    if (!match) return errors(404, `no handler for route "${request.path}"`);
    const operation = `${request.method} ${match[1] ?? ''}${match[2] ?? ''}`;
    const body = (request.body ?? {}) as Readonly<Record<string, string>>;
    switch (operation) {
      case 'GET keys':
      case 'POST keys/rotate':
        if (operation !== 'GET keys') key.rotate();
        return data({
          name: 'cash-flow', type: state.type, derived: false, exportable: false, deletion_allowed: false, latest_version: key.newest,
          min_decryption_version: state.minDecryptionVersion, min_encryption_version: 0, min_available_version: 0,
          keys: Object.fromEntries(Array.from({ length: key.newest }, (_, index) => [String(index + 1), Math.floor(key.createdAt(index + 1).getTime() / 1000)])),
          supports_encryption: true, supports_decryption: true, supports_derivation: true, supports_signing: false,
        });
      case 'POST encrypt': {
        const sealed = key.seal(bytes(body['plaintext']), bytes(body['associated_data']));
        return data({ ciphertext: `vault:v${String(key.newest)}:${Buffer.from(sealed).toString('base64')}`, key_version: key.newest });
      }
      case 'POST decrypt': {
        const [, version, sealed] = /^vault:v(\d+):(.+)$/.exec(body['ciphertext'] ?? '') ?? [];
        if (version === undefined) return errors(400, 'invalid ciphertext: no prefix');
        if (Number(version) < state.minDecryptionVersion) return errors(400, 'ciphertext or signature version is disallowed by policy (too old)');
        const plaintext = key.open(Number(version), bytes(sealed), bytes(body['associated_data']));
        return plaintext ? data({ plaintext: Buffer.from(plaintext).toString('base64') }) : errors(400, 'cipher: message authentication failed');
      }
      default:
        return errors(405, 'unsupported operation');
    }
  };

  return Object.assign(state, await startService(answer, certificate));
}

function data(value: object): ServiceAnswer {
  return { status: 200, body: { request_id: '5a5f4f4e-51f5-4d64-9c6a-0f7f8f2f1a11', lease_id: '', renewable: false, lease_duration: 0, data: value, wrap_info: null, warnings: null, auth: null } };
}

function errors(status: number, ...texts: readonly string[]): ServiceAnswer {
  return { status, body: { errors: texts } };
}

function bytes(base64 = ''): Uint8Array {
  return Buffer.from(base64, 'base64');
}
