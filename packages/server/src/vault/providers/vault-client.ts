import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isLoopback } from '../../http/loopback.ts';
import { KeysUnavailableError } from '../errors.ts';
import { readPrivateFile } from '../private-file.ts';
import { type JsonAnswer, type JsonRequest, requestJson } from './json-request.ts';

export interface VaultClientOptions {
  /** Where Vault or OpenBao answers, such as `https://vault.example:8200`. Plain HTTP only on this machine. */
  readonly address: string;
  /** The token: a file, read for each call so that an agent can renew it, or what gives a variable. */
  readonly token: { readonly file: string } | { readonly variable: () => string | undefined };
  readonly namespace?: string | undefined;
  /** Certificates (PEM) of the authority, where it is a private one. */
  readonly caFile?: string | undefined;
  /** How long a call may take with all its attempts, in ms. Default 10,000. */
  readonly timeout?: number | undefined;
}

const tokenSubject = 'The file with the token of Vault';
const ATTEMPTS = 4;
/** Too many requests, a standby that lags behind, a proxy without a back end, sealed or starting. */
const PASSING = new Set([412, 429, 472, 473, 500, 502, 503, 504]);

/** Speaks to the HTTP API of Vault: token, namespace, TLS, redirects of a standby, attempts within a time. */
export class VaultClient {
  readonly #options: VaultClientOptions;
  readonly #address: URL;

  /** @throws {KeysUnavailableError} when the address is unusable. */
  constructor(options: VaultClientOptions) {
    this.#options = options;
    const address = URL.parse(options.address);
    if (!address || address.username !== '' || address.password !== '' || !isSafe(address)) {
      throw new KeysUnavailableError('The address of Vault is a URL with https:// and without a user name; http:// serves on this machine alone.');
    }
    this.#address = address;
  }

  /**
   * Repeats what failed in passing, up to four attempts within the time.
   *
   * @param path below `/v1`, in parts that are escaped here.
   * @returns an answer with any status that is not a passing one.
   * @throws {KeysUnavailableError} when there is none.
   */
  async call(method: JsonRequest['method'], path: readonly string[], body?: unknown): Promise<JsonAnswer> {
    const [headers, ca] = [await this.#headers(), await this.#ca()];
    const base = this.#address.pathname.replace(/\/$/, '');
    const url = new URL(`${base}/v1/${path.map(encodeURIComponent).join('/')}`, this.#address);
    const signal = AbortSignal.timeout(this.#options.timeout ?? 10_000);
    let failure = 'it did not answer in time';
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0 && !(await waited(100 * 2 ** attempt * (0.5 + Math.random()), signal))) break;
      try {
        const answer = await followingStandby(url, { method, headers, body, ca, signal });
        if (!PASSING.has(answer.status)) return answer;
        failure = passingReason(answer);
      } catch (error) {
        if (error instanceof KeysUnavailableError) throw error;
        if (signal.aborted) break;
        failure = `the connection failed (${codeOf(error)})`;
      }
    }
    throw new KeysUnavailableError(`Vault at ${this.#address.host} cannot be used: ${failure}. Check that it runs, is unsealed, and can be reached from here.`);
  }

  async #headers(): Promise<Readonly<Record<string, string>>> {
    const { token: source, namespace } = this.#options;
    const token = 'file' in source ? (await readPrivateFile(tokenSubject, source.file, { groupMayRead: true })).trim() : (source.variable() ?? '');
    if (!/^[\x21-\x7e]{1,8192}$/.test(token)) throw new KeysUnavailableError('There is no token for Vault, or it holds characters that no token has.');
    return { 'x-vault-token': token, 'x-vault-request': 'true', ...(namespace !== undefined && { 'x-vault-namespace': namespace }) };
  }

  async #ca(): Promise<string | undefined> {
    if (this.#options.caFile === undefined) return undefined;
    return readFile(this.#options.caFile, 'utf8').catch((error: unknown) => {
      throw new KeysUnavailableError(`The certificate of the authority of Vault cannot be read (${codeOf(error)}).`);
    });
  }
}

/** A standby names the active server. The token goes there too, so over TLS only, and once. */
async function followingStandby(url: URL, request: JsonRequest): Promise<JsonAnswer> {
  const answer = await requestJson(url, request);
  if (answer.status !== 307) return answer;
  const { location } = answer.headers;
  const active = typeof location === 'string' ? URL.parse(location, url) : null;
  if (!active || !isSafe(active) || (url.protocol === 'https:' && active.protocol !== 'https:')) {
    throw new KeysUnavailableError('A standby of Vault names an active server that is not reached over TLS. Set its api_addr to an address with https://.');
  }
  const second = await requestJson(active, request);
  // Another standby: the active server is changing.
  return second.status === 307 ? { ...second, status: 503 } : second;
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')));
}

/** What is behind a status. The texts of the answer are looked at and never passed on. */
function passingReason({ status, body }: JsonAnswer): string {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? JSON.stringify(body.errors) : '';
  if (status === 503 && /sealed/i.test(errors)) return 'it is sealed';
  if (status === 429) return 'it takes no more requests at the moment (429)';
  return `it answers with ${String(status)}`;
}

/** @returns false when the time is over. */
async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
}
