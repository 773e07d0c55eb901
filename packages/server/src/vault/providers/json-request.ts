import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface JsonRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Certificates (PEM) to trust instead of those of Node. */
  readonly ca?: string | undefined;
  /** Ends it, also while the answer is being read. */
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** undefined where it was no JSON. */
  readonly body: unknown;
}

/** Answers of key providers are small. */
const MOST_BYTES = 65_536;

/**
 * One request over a connection of its own, without redirects. The `fetch` of Node takes no certificates of a private
 * authority, behind which key providers usually stand.
 *
 * @throws an error with a `code` when there was no whole answer.
 */
export async function requestJson(url: URL, { method, headers, body, ca, signal }: JsonRequest): Promise<JsonAnswer> {
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method, signal, agent: false, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }),
      headers: { accept: 'application/json', ...headers, ...(content && { 'content-type': 'application/json', 'content-length': content.length }) },
    }, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MOST_BYTES) response.destroy(Object.assign(new Error('The answer is too long.'), { code: 'ERR_TOO_LONG' }));
      });
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parseJson(answer.toString('utf8')) });
        // It may hold a key.
        for (const bytes of [answer, ...chunks]) bytes.fill(0);
      });
    });
    request.on('error', reject);
    request.on('close', () => content?.fill(0));
    request.end(content);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
