import { lengthPrefixed } from '../../length-prefixed.ts';
import { type ServiceAnswer, type ServiceRequest, type ServiceServer, startService } from './service-server.ts';
import { VersionedAesKey } from './versioned-aes-key.ts';

export const awsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const awsAlias = 'alias/cash-flow';

export interface AwsKmsServer extends ServiceServer {
  /** How often a rotation is asked for before it is complete. */
  pendingPolls: number;
  keySpec: string;
}

interface Input {
  readonly KeyId?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
}

/**
 * AWS KMS as its API reference describes it (JSON 1.1): DescribeKey, Encrypt, Decrypt, ListKeyRotations and RotateKeyOnDemand, with one
 * symmetric key and its alias. A rotation is complete once ListKeyRotations was asked `pendingPolls` times.
 */
export async function startAwsKmsServer(): Promise<AwsKmsServer> {
  const key = new VersionedAesKey();
  const state = { pendingPolls: 0, keySpec: 'SYMMETRIC_DEFAULT' };
  let pending = -1;
  const material = (version: number): string => version.toString(16).padStart(64, '0');
  const seconds = (version: number): number => key.createdAt(version).getTime() / 1000;

  const operations: Readonly<Record<string, (input: Input) => ServiceAnswer>> = {
    DescribeKey: () => ({
      status: 200,
      body: {
        KeyMetadata: {
          AWSAccountId: '111122223333', KeyId: awsKeyArn.slice(-36), Arn: awsKeyArn, CreationDate: seconds(1), Enabled: true, KeyUsage: 'ENCRYPT_DECRYPT', KeyState: 'Enabled',
          Origin: 'AWS_KMS', KeyManager: 'CUSTOMER', KeySpec: state.keySpec, EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'], MultiRegion: false, CurrentKeyMaterialId: material(key.newest),
        },
      },
    }),
    Encrypt: (input) => {
      const header = Buffer.alloc(8);
      header.writeUInt32BE(key.newest, 4);
      const sealed = key.seal(Buffer.from(input.Plaintext ?? '', 'base64'), associatedData(input));
      return { status: 200, body: { CiphertextBlob: Buffer.concat([header, sealed]).toString('base64'), KeyId: awsKeyArn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } };
    },
    Decrypt: (input) => {
      const blob = Buffer.from(input.CiphertextBlob ?? '', 'base64');
      const version = blob.length > 36 && blob.readUInt32BE() === 0 ? blob.readUInt32BE(4) : 0;
      const plaintext = key.open(version, blob.subarray(8), associatedData(input));
      if (!plaintext) return failure('InvalidCiphertextException');
      return { status: 200, body: { KeyId: awsKeyArn, Plaintext: Buffer.from(plaintext).toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', KeyMaterialId: material(version) } };
    },
    RotateKeyOnDemand: () => {
      if (pending >= 0) return failure('ConflictException');
      pending = state.pendingPolls;
      return { status: 200, body: { KeyId: awsKeyArn } };
    },
    ListKeyRotations: () => {
      if (pending >= 0 && pending-- === 0) key.rotate();
      const entries = Array.from({ length: key.newest }, (_, index) => ({
        KeyId: awsKeyArn, KeyMaterialId: material(index + 1), KeyMaterialState: index + 1 === key.newest ? 'CURRENT' : 'NON_CURRENT',
        ...(index > 0 && { RotationDate: seconds(index + 1), RotationType: 'ON_DEMAND' }),
      }));
      // Newest first, to be put in order by whoever asks.
      return { status: 200, body: { Rotations: entries.toReversed(), Truncated: false } };
    },
  };

  const answer = (request: ServiceRequest): ServiceAnswer => {
    const operation = operations[/^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? ''];
    if (request.method !== 'POST' || !operation) return failure('UnknownOperationException');
    if (!/^AWS4-HMAC-SHA256 Credential=test-access-key\/\d{8}\/eu-central-1\/kms\/aws4_request, .*Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? '')) return failure('UnrecognizedClientException');
    const input = (request.body ?? {}) as Input;
    // An alias is resolved by all but ListKeyRotations and RotateKeyOnDemand.
    const named = input.KeyId === awsKeyArn || (input.KeyId === awsAlias && ![operations['ListKeyRotations'], operations['RotateKeyOnDemand']].includes(operation));
    return named ? operation(input) : failure('NotFoundException');
  };

  return Object.assign(state, await startService(answer));
}

export function failure(type: string, status = 400): ServiceAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: { __type: type, message: 'Said by the service.' } };
}

/** The encryption context in the order of its names. */
function associatedData({ EncryptionContext = {} }: Input): Uint8Array {
  return lengthPrefixed(Object.entries(EncryptionContext).toSorted(([a], [b]) => (a < b ? -1 : 1)).flat());
}
