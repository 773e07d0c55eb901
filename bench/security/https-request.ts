import { request } from 'node:https';

export interface HttpsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HttpsRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
}

/** One request over TLS to a server whose certificate nobody else trusts. */
export function httpsRequest(url: string, { method = 'GET', headers = {}, body, ca }: HttpsRequest): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('error', reject).on('end', () => {
        const all = new Headers();
        for (let index = 0; index < response.rawHeaders.length; index += 2) all.append(response.rawHeaders[index] ?? '', response.rawHeaders[index + 1] ?? '');
        resolve({ status: response.statusCode ?? 0, headers: all, text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
