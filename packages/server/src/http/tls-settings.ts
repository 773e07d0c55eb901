import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions, type Server } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** ECDHE with AEAD only, in the order of preference; TLS 1.3 suites first. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** The hybrid with ML-KEM first: what is recorded today is then not opened by a quantum computer later. */
const GROUPS = 'X25519MLKEM768:X25519:P-256:P-384';

/** Seconds for which a client may resume its session. */
export const SESSION_TIMEOUT = 3600;
/** Milliseconds between two keys of session tickets: whoever steals one reads that much of TLS 1.2 and no more. */
const TICKET_KEY_AGE = 4 * 3_600_000;
const TICKET_KEY_BYTES = 48;

/** Why a certificate cannot be served. Names no file and quotes nothing of it. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  readonly code: 'unreadable' | 'other-key' | 'expired' | 'not-yet-valid' | 'refused';

  constructor(code: CertificateError['code']) {
    super({
      'unreadable': 'The certificate or its key is no PEM.',
      'other-key': 'The key does not belong to the certificate.',
      'expired': 'The certificate has expired.',
      'not-yet-valid': 'The certificate is not valid yet.',
      'refused': 'The certificate or its key is refused by the TLS library.',
    }[code]);
    this.code = code;
  }
}

/** What a TLS server is given, at its start and with each new certificate. */
export function tlsSettings({ cert, key }: Certificate): SecureContextOptions & { readonly honorCipherOrder: true } {
  return { cert, key, minVersion: 'TLSv1.2', ciphers: CIPHERS, honorCipherOrder: true, ecdhCurve: GROUPS, sessionTimeout: SESSION_TIMEOUT };
}

/** @throws {CertificateError} for what no client would accept, before it is used. */
export function checkCertificate(certificate: Certificate, now: Date = new Date()): void {
  const leaf = orUnreadable(() => new X509Certificate(certificate.cert));
  const key = orUnreadable(() => createPrivateKey(certificate.key));
  if (!leaf.checkPrivateKey(key)) throw new CertificateError('other-key');
  if (now >= leaf.validToDate) throw new CertificateError('expired');
  if (now < leaf.validFromDate) throw new CertificateError('not-yet-valid');
  try {
    createSecureContext(tlsSettings(certificate));
  } catch {
    throw new CertificateError('refused');
  }
}

function orUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new CertificateError('unreadable');
  }
}

/** Gives the server new keys for session tickets from time to time, until it is closed. */
export function renewTicketKeys(server: Server): void {
  const timer = setInterval(() => { server.setTicketKeys(randomBytes(TICKET_KEY_BYTES)); }, TICKET_KEY_AGE);
  timer.unref();
  server.once('close', () => { clearInterval(timer); });
}
