import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { watchCertificate } from './certificate-watch.ts';
import { selfSignedCertificate, type Certificate } from './certificate.ts';
import type { LogEntry } from './log.ts';
import { startServer } from './server.ts';

it('serves what is put in the place of its files, also behind links, and keeps the old one where that cannot be served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const put = async (name: string, { cert, key }: Certificate): Promise<void> => {
    await mkdir(join(folder, name));
    await Promise.all([writeFile(join(folder, name, 'cert.pem'), cert), writeFile(join(folder, name, 'key.pem'), key)]);
  };
  // A link that is replaced as a whole, as orchestrators do it.
  const point = async (name: string): Promise<void> => {
    await symlink(name, join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, 'current'));
  };
  const [first, second] = [await selfSignedCertificate(), await selfSignedCertificate()];
  await put('first', first);
  await point('first');
  const server = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate: first }, build: () => () => new Response('hello') });
  onTestFinished(() => server.close());
  const logged: LogEntry[] = [];
  const file = (name: string) => readFile(join(folder, 'current', name), 'utf8');
  const watch = watchCertificate({
    current: first, read: async () => ({ cert: await file('cert.pem'), key: await file('key.pem') }),
    replace: (certificate) => { server.replaceCertificate(certificate); }, log: (entry) => { logged.push(entry); }, interval: 3_600_000,
  });
  onTestFinished(() => { watch.stop(); });
  const trusts = async ({ cert }: Certificate): Promise<boolean> => {
    const socket = connect({ port: server.port, host: '127.0.0.1', servername: 'localhost', ca: cert });
    onTestFinished(() => { socket.destroy(); });
    return once(socket, 'secureConnect').then(() => true, () => false);
  };

  await watch.check();
  expect(logged).toEqual([]);
  await put('mixed', { cert: second.cert, key: first.key });
  await point('mixed');
  for (let look = 0; look < 3; look += 1) await watch.check();
  expect(logged).toEqual([{ level: 'error', event: 'certificate-refused', errorName: 'CertificateError', errorCode: 'other-key' }]);
  expect([await trusts(first), await trusts(second)]).toEqual([true, false]);
  await put('second', second);
  await point('second');
  await watch.check();
  expect(logged.slice(1)).toEqual([{ level: 'info', event: 'certificate-replaced' }]);
  expect([await trusts(first), await trusts(second)]).toEqual([false, true]);
  await rm(join(folder, 'current'));
  for (let look = 0; look < 3; look += 1) await watch.check();
  expect(logged.slice(2)).toMatchObject([{ event: 'certificate-refused', errorCode: 'unreadable' }]);
  expect(await trusts(second)).toBe(true);
});
