import { ProblemError } from './problem-error.ts';

/** Refuses a body that announces itself as larger than `limit` before a byte of it is read. */
export function refuseDeclaredLength(headers: Headers, limit: number): void {
  const declared = headers.get('content-length');
  if (declared !== null && Number(declared) > limit) throw new ProblemError('request-too-large');
}

/** Refuses a body of another type, or a coded one; parameters such as `charset=utf-8` may follow the type. */
export function requireContentType(headers: Headers, expected: string): void {
  const [type, ...parameters] = (headers.get('content-type') ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  if (type !== expected || headers.has('content-encoding') || !charsets.every((charset) => /^charset="?utf-8"?$/.test(charset))) {
    throw new ProblemError('unsupported-content-type');
  }
}

/**
 * The whole body, at most `limit` bytes: a chunked one is cut off where it passes the limit.
 * @throws {ProblemError} `request-too-large`, or `invalid-request` where the body breaks off.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new ProblemError('invalid-request', { errors: [{ path: 'body', rule: 'complete' }], cause });
    });
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      // Not awaited: the sender may never stop.
      void reader.cancel().catch(() => undefined);
      throw new ProblemError('request-too-large');
    }
    chunks.push(value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** An escape of half a character outside the basic plane; only with the other half beside it is it one. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

function refuseHalfCharacters(name: string, value: unknown): unknown {
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) throw new SyntaxError('Half a character.');
  return value;
}

/**
 * @throws {ProblemError} `malformed-json` for anything but one JSON value in strict UTF-8. Half a character, which no UTF-8
 * can hold, is none either (RFC 7493, section 2.1): it would be stored as something else than what was sent.
 */
export function parseJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text, SURROGATE.test(text) ? refuseHalfCharacters : undefined) as unknown;
  } catch {
    // The parser's own error quotes the body and must not become a cause.
    throw new ProblemError('malformed-json');
  }
}
