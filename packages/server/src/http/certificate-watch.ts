import { createHash } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import type { Logger } from './log.ts';
import { CertificateError } from './tls-settings.ts';

export interface CertificateWatchOptions {
  readonly current: Certificate;
  /** Reads what lies in the files now. */
  readonly read: () => Promise<Certificate>;
  /** Serves it. @throws {CertificateError} */
  readonly replace: (certificate: Certificate) => void;
  readonly log: Logger;
  /** Milliseconds between two looks. Default 10,000. */
  readonly interval?: number;
}

export interface CertificateWatch {
  /** Looks now. */
  check(): Promise<void>;
  stop(): void;
}

/**
 * Serves a new certificate when its files change. They are read and compared, not watched: that works with files that are
 * replaced, with links that are changed and with folders of another machine alike. What cannot be served is refused with a
 * log entry at the second look, since between two files that are written one after the other lies a moment; the old one stays.
 */
export function watchCertificate({ current, read, replace, log, interval = 10_000 }: CertificateWatchOptions): CertificateWatch {
  let served = digestOf(current);
  let suspect = '';
  let refused = '';
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const found = await read().catch(() => undefined);
    const digest = found ? digestOf(found) : 'unreadable';
    if (digest === served || digest === refused) return;
    try {
      if (!found) throw new CertificateError('unreadable');
      replace(found);
      served = digest;
      refused = '';
      log({ level: 'info', event: 'certificate-replaced' });
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      if (digest === suspect) {
        refused = digest;
        log({ level: 'error', event: 'certificate-refused', errorName: error.name, errorCode: error.code });
      }
      suspect = digest;
    }
  };
  const check = (): Promise<void> => (running = running.then(look));
  const timer = setInterval(() => { void check(); }, interval);
  timer.unref();
  return { check, stop: () => { clearInterval(timer); } };
}

function digestOf({ cert, key }: Certificate): string {
  return createHash('sha256').update(cert).update('\0').update(key).digest('base64');
}
