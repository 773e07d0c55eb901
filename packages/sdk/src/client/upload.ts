import type { Decisions, StatementImport } from '../contract/index.ts';
import { sha256Hex } from '../digest/index.ts';
import { isPassing } from './backoff.ts';
import { ConflictError, ConnectionError } from './errors.ts';
import type { Transport } from './transport.ts';
import type { UploadOptions } from './types.ts';

/** A statement file, and what a person has decided about it. */
export interface StatementUpload {
  readonly accountId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array | Blob;
  /** SHA-256 of the bytes in lower-case hexadecimal, where it is known already. */
  readonly sha256?: string;
  readonly decisions?: Decisions;
  /** Digest of what was read here, so that the server can tell whether it reads the same. */
  readonly readingDigest?: string;
  /** Opens an encrypted file. */
  readonly password?: string;
}

/** Sent at a time: small enough to lose little with a connection, and a multiple of the 64 KiB that the server seals. */
const PART_BYTES = 1024 * 1024;

/** See `ImportsResource.upload`. */
export async function uploadStatement(
  transport: Transport,
  organisationId: string,
  upload: StatementUpload,
  options: UploadOptions,
): Promise<StatementImport> {
  const { bytes, ...announced } = upload;
  options.signal?.throwIfAborted();
  const sha256 = upload.sha256 ?? (await sha256Hex(await slice(bytes, 0, sizeOf(bytes))));
  const body = { ...announced, byteLength: sizeOf(bytes), sha256 };
  const created = await transport.call('createImport', { params: { organisationId }, body }, options);
  return sendParts(transport, organisationId, created, bytes, options);
}

async function sendParts(
  transport: Transport,
  organisationId: string,
  created: StatementImport,
  bytes: Uint8Array | Blob,
  options: UploadOptions,
): Promise<StatementImport> {
  const params = { organisationId, importId: created.id };
  const totalBytes = sizeOf(bytes);
  let current = created;
  let failures = 0;
  options.onProgress?.({ sentBytes: current.receivedBytes, totalBytes });
  while (current.state === 'receiving') {
    const offset = current.receivedBytes;
    try {
      const part = await slice(bytes, offset, Math.min(offset + PART_BYTES, totalBytes));
      current = await transport.call('uploadImportContent', { params, headers: { 'upload-offset': offset }, body: part }, options);
      if (current.state === 'receiving' && current.receivedBytes <= offset) throw new ConnectionError('unexpected-response', 'The upload does not move on.');
    } catch (error) {
      // How much of a part arrived before the connection broke, only the server knows.
      const resumable = isPassing(error) || (error instanceof ConflictError && error.code === 'upload-offset-mismatch');
      if (!resumable || !(await mayResume(transport, failures, error, options.signal))) throw error;
      failures += 1;
      current = await transport.call('readImport', { params }, options);
    }
    if (current.receivedBytes > offset) failures = 0;
    options.onProgress?.({ sentBytes: current.receivedBytes, totalBytes });
  }
  return current;
}

/** Waits like any retry; a wrong offset needs no wait, but no more tries than a lost connection. */
async function mayResume(transport: Transport, failures: number, error: unknown, signal?: AbortSignal): Promise<boolean> {
  if (error instanceof ConflictError) return failures < transport.retry.retries;
  return transport.pause(failures, error, signal);
}

function sizeOf(bytes: Uint8Array | Blob): number {
  return bytes instanceof Uint8Array ? bytes.byteLength : bytes.size;
}

async function slice(bytes: Uint8Array | Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!(bytes instanceof Uint8Array)) return new Uint8Array(await bytes.slice(from, to).arrayBuffer());
  const part = bytes.subarray(from, to);
  // Shared memory can be neither digested nor sent; its bytes are copied.
  return part.buffer instanceof ArrayBuffer ? (part as Uint8Array<ArrayBuffer>) : new Uint8Array(part);
}
