import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate, type Certificate } from '../http/certificate.ts';

const DAY = 86_400_000;

/** The self-signed certificate of the demo: kept, so that a browser which was told to trust it does so again. */
export async function demoCertificate(folder: string, now: Date = new Date()): Promise<Certificate> {
  const paths = { cert: join(folder, 'certificate.pem'), key: join(folder, 'certificate-key.pem') };
  const kept = await Promise.all([readFile(paths.cert, 'utf8'), readFile(paths.key, 'utf8')])
    .then(([cert, key]) => ({ cert, key }), () => undefined);
  if (kept && new X509Certificate(kept.cert).validToDate.getTime() > now.getTime() + DAY) return kept;
  const made = await selfSignedCertificate(now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(paths.key, made.key, { mode: 0o600 });
  await writeFile(paths.cert, made.cert, { mode: 0o600 });
  return made;
}
