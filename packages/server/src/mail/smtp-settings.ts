import { isLoopback } from '../http/loopback.ts';

/** How mails leave: by which server, under which address. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte (`smtps:`); `starttls`: before anything is said; `none`: on this machine only. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** The address of the mail server cannot be used; the message says why and holds nothing of it. */
export class SmtpSettingsError extends Error {
  override readonly name = 'SmtpSettingsError';
}

const PORTS = { implicit: 465, starttls: 587, none: 25 } as const;

/**
 * Reads `smtp://user:password@host:port` (STARTTLS, which the server must offer) or `smtps://...` (TLS from the first byte). Without
 * TLS only `smtp:` on a loopback address.
 * @throws {SmtpSettingsError}
 */
export function smtpSettings(address: string): SmtpSettings {
  const url = URL.parse(address);
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') throw new SmtpSettingsError('The mail server is given as smtps://user:password@host or smtp://user:password@host.');
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') throw new SmtpSettingsError('The address of the mail server ends with its port.');
  if ((url.username === '') !== (url.password === '')) throw new SmtpSettingsError('The address of the mail server names a user and a password, or neither.');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = url.protocol === 'smtps:' ? 'implicit' : isLoopback(host) ? 'none' : 'starttls';
  return {
    host, tls,
    port: url.port === '' ? PORTS[tls] : Number(url.port),
    auth: url.username === '' ? undefined : { user: decoded(url.username), pass: decoded(url.password) },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new SmtpSettingsError('User and password of the mail server are percent-encoded: write %25 for a percent sign.');
  }
}
