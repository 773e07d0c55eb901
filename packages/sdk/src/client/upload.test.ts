import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CashFlowClient } from './client.ts';
import { ConnectionError } from './errors.ts';
import { recordedTimers, startServer, type Answer, type ReceivedRequest } from './testing/scripted-server.ts';

const ORGANISATION = '6e3f4a52-53a3-4b5a-9d6a-0f4c0a4f9a10';
const ACCOUNT = '0a5c9c9e-2f0e-4c1e-8e6b-1f7f6f0f5b11';
const IMPORT = '77f1a9b0-7a0c-4f0b-9d53-3f1d5a2c1e22';
const MIB = 1024 * 1024;

/** Receives a file as the API does; `fault` may spoil a request before or after it has been taken in. */
function receiver(fault: (request: ReceivedRequest, index: number) => 'before' | 'after' | Answer | undefined = () => undefined) {
  const parts: Uint8Array[] = [];
  let announced: { byteLength?: number } = {};
  const receivedBytes = () => parts.reduce((sum, part) => sum + part.length, 0);
  const state = (received: number): Answer => ({
    json: { id: IMPORT, state: received === announced.byteLength ? 'review' : 'receiving', receivedBytes: received },
  });
  return {
    parts,
    announced: () => announced,
    answer(request: ReceivedRequest, index: number): Answer {
      const spoiled = fault(request, index);
      if (spoiled === 'before') return { drop: true };
      if (typeof spoiled === 'object') return spoiled;
      if (request.method === 'POST') {
        announced = JSON.parse(Buffer.from(request.body).toString()) as { byteLength: number };
        // The recorded answer of the first attempt, however much has arrived since.
        return state(0);
      }
      if (request.method === 'PATCH') {
        if (Number(request.headers['upload-offset']) !== receivedBytes()) return { problem: 'upload-offset-mismatch' };
        parts.push(request.body);
      }
      return spoiled === 'after' ? { drop: true } : state(receivedBytes());
    },
  };
}

async function upload(target: ReturnType<typeof receiver>, bytes: Uint8Array | Blob, { retries = 3, password }: { retries?: number; password?: string } = {}) {
  await using server = await startServer((request, index) => target.answer(request, index));
  const client = new CashFlowClient({ baseUrl: server.baseUrl, timers: recordedTimers().timers, retry: { retries } });
  const progress: number[] = [];
  const result = await client.imports.upload(
    ORGANISATION,
    { accountId: ACCOUNT, fileName: 'statement.csv', bytes, ...(password !== undefined && { password }) },
    { onProgress: ({ sentBytes, totalBytes }) => progress.push(sentBytes / totalBytes) },
  );
  return { result, progress, requests: server.requests };
}

const file = Uint8Array.from({ length: 2.5 * MIB }, (_, index) => index % 251);
const digest = createHash('sha256').update(file).digest('hex');

describe('an upload', () => {
  it.each([
    ['bytes', file],
    ['a file', new Blob([file])],
    ['shared memory', shared(file)],
  ])('sends %s in parts and reports what has arrived', async (_, bytes) => {
    const target = receiver();
    const { result, progress } = await upload(target, bytes);
    expect(result.state).toBe('review');
    expect(target.announced()).toEqual({ accountId: ACCOUNT, fileName: 'statement.csv', byteLength: file.length, sha256: digest });
    expect(target.parts.map(({ length }) => length)).toEqual([MIB, MIB, MIB / 2]);
    expect(Buffer.concat(target.parts).equals(file)).toBe(true);
    expect(progress).toEqual([0, 0.4, 0.8, 1]);
  });

  it('announces the password of an encrypted file', async () => {
    const target = receiver();
    await upload(target, file, { password: '07.11.1981' });
    expect(target.announced()).toMatchObject({ password: '07.11.1981' });
  });

  it.each(['before', 'after'] as const)('continues where the server stands when a connection broke %s a part was taken in', async (moment) => {
    const broken = new Set([2, 4]);
    const target = receiver((request, index) => (request.method === 'PATCH' && broken.has(index) ? moment : undefined));
    const { result, requests } = await upload(target, file);
    expect(result.receivedBytes).toBe(file.length);
    expect(Buffer.concat(target.parts).equals(file)).toBe(true);
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });

  it('continues an upload that another attempt with the same key had begun', async () => {
    const target = receiver();
    target.parts.push(file.subarray(0, MIB));
    const { requests } = await upload(target, file);
    expect(requests.map(({ method, headers }) => `${method} ${headers['upload-offset'] ?? ''}`.trim())).toEqual(['POST', 'PATCH 0', 'GET', `PATCH ${MIB}`, `PATCH ${2 * MIB}`]);
  });

  it('gives up where the connection stays broken', async () => {
    const target = receiver((request) => (request.method === 'PATCH' ? 'before' : undefined));
    await expect(upload(target, file, { retries: 2 })).rejects.toThrow(ConnectionError);
  });

  it('gives up where the server confirms parts without taking them in', async () => {
    const stuck = { json: { id: IMPORT, state: 'receiving', receivedBytes: 0 } };
    await expect(upload({ ...receiver(), answer: () => stuck }, file)).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  it('ends with the problem where the bytes changed on their way', async () => {
    const target = receiver((request) => (request.method === 'PATCH' ? { problem: 'checksum-mismatch' } : undefined));
    await expect(upload(target, file)).rejects.toMatchObject({ code: 'checksum-mismatch' });
  });

  it('stops with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('closed');
    const target = receiver();
    await using server = await startServer((request, index) => target.answer(request, index));
    const client = new CashFlowClient({ baseUrl: server.baseUrl });
    const upload = { accountId: ACCOUNT, fileName: 'statement.csv', bytes: file };
    const options = { signal: controller.signal, onProgress: () => controller.abort(reason) };
    await expect(client.imports.upload(ORGANISATION, upload, options)).rejects.toBe(reason);
    expect(target.parts).toHaveLength(0);
  });
});

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
