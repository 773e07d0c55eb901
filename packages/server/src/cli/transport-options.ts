import { readFile } from 'node:fs/promises';
import type { Certificate } from '../http/certificate.ts';
import type { ProxyOptions } from '../http/client.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Transport } from '../http/server.ts';
import { LOOPBACK_PROXIES, ProxyAddressError, trustedProxies } from '../http/trusted-proxies.ts';
import { CommandError, EXIT, port, text, texts, type OptionValues } from './command.ts';

export const TRANSPORT_HELP = `  --tls-cert FILE     Certificate chain (PEM), with
  --tls-key FILE      its private key. Both are looked at every ten seconds and on SIGHUP: a new pair is served without a
                      restart; one that cannot be served is logged, and the old one stays.
  --redirect-port PORT  Answer plain HTTP there: pages are sent to https, everything else is refused.
  --behind-tls-proxy  TLS ends at a proxy in front. Only it is answered: whoever comes around it comes in clear.
  --trusted-proxy ADDRESS  A proxy, or a network of them such as 10.0.0.0/8, whose word about the client counts;
                      may be given several times. Default with --behind-tls-proxy: this machine alone.
  --forwarded-header x-forwarded|forwarded  Which headers the proxies set: X-Forwarded-For, -Proto and -Host (default), or
                      Forwarded (RFC 7239). The other ones are ignored, because proxies pass them on.
  --frame-ancestor ORIGIN  A page that may show pages of this server in a frame; may be given several times.
`;

export const transportOptionTypes = {
  'tls-cert': { type: 'string' }, 'tls-key': { type: 'string' }, 'redirect-port': { type: 'string' }, 'behind-tls-proxy': { type: 'boolean' },
  'trusted-proxy': { type: 'string', multiple: true }, 'forwarded-header': { type: 'string' }, 'frame-ancestor': { type: 'string', multiple: true },
} as const;

/** The files of a certificate. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

export interface TransportChoice {
  readonly transport: Transport;
  /** Where a certificate came from, to look for a newer one. */
  readonly files?: CertificateFiles;
  readonly proxy?: ProxyOptions;
  readonly redirectPort?: number;
  readonly frameAncestors: readonly string[];
}

/** @throws {CommandError} */
export async function transportChoice(values: OptionValues, addresses: readonly string[]): Promise<TransportChoice> {
  const [cert, key] = [text(values, 'tls-cert'), text(values, 'tls-key')];
  const endsTls = values['behind-tls-proxy'] === true;
  if ((cert === undefined) !== (key === undefined) || (endsTls && cert !== undefined)) {
    throw new CommandError('Give --tls-cert and --tls-key, or --behind-tls-proxy.', EXIT.unusable);
  }
  const files = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  const redirectPort = text(values, 'redirect-port') === undefined ? undefined : port(values, 0, 'redirect-port');
  if (redirectPort !== undefined && !files) throw new CommandError('--redirect-port stands beside --tls-cert and --tls-key.', EXIT.unusable);
  const proxy = proxyOptions(values, { endsTls, addresses });
  return {
    transport: files ? { kind: 'tls', certificate: await readCertificate(files) } : { kind: endsTls ? 'behind-tls-proxy' : 'loopback' },
    ...(files && { files }),
    ...(proxy && { proxy }),
    ...(redirectPort !== undefined && { redirectPort }),
    frameAncestors: texts(values, 'frame-ancestor').map((origin) => exactOrigin('--frame-ancestor', origin)),
  };
}

/** @throws {CommandError} without naming the files' content. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]).catch(() => {
    throw new CommandError('The certificate or its key cannot be read.');
  });
  return { cert, key };
}

/** An origin as a browser writes it: compared exactly, another spelling would never match. @throws {CommandError} */
export function exactOrigin(option: string, origin: string): string {
  if (URL.parse(origin)?.origin !== origin || !origin.startsWith('http')) {
    throw new CommandError(`${option} takes an origin such as https://portal.example, without a path or a slash at its end.`, EXIT.unusable);
  }
  return origin;
}

function proxyOptions(values: OptionValues, { endsTls, addresses }: { readonly endsTls: boolean; readonly addresses: readonly string[] }): ProxyOptions | undefined {
  const given = texts(values, 'trusted-proxy');
  const headers = text(values, 'forwarded-header') ?? 'x-forwarded';
  if (headers !== 'x-forwarded' && headers !== 'forwarded') throw new CommandError('--forwarded-header takes x-forwarded or forwarded.', EXIT.unusable);
  if (!endsTls && given.length === 0) return undefined;
  if (given.length === 0 && !addresses.every(isLoopback)) {
    throw new CommandError('Name the proxy with --trusted-proxy: others could reach this address without it.', EXIT.unusable);
  }
  try {
    return { trusted: trustedProxies(given.length === 0 ? LOOPBACK_PROXIES : given), headers, endsTls };
  } catch (error) {
    throw error instanceof ProxyAddressError ? new CommandError(`--trusted-proxy: ${error.message}`, EXIT.unusable) : error;
  }
}
