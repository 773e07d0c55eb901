import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSignedCertificate } from './certificate.ts';
import { startServer } from './server.ts';

describe('the exchange of keys in TLS', () => {
  it('is the hybrid that a quantum computer does not open later, where the other side knows it', async () => {
    const certificate = await selfSignedCertificate();
    const server = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate }, build: () => () => new Response('hello') });
    onTestFinished(() => server.close());
    const socket = connect({ port: server.port, host: '127.0.0.1', ca: certificate.cert, servername: 'localhost' });
    await once(socket, 'secureConnect');
    expect(socket.getEphemeralKeyInfo()).toMatchObject({ name: 'X25519MLKEM768' });
    socket.end();
    await once(socket, 'close');
  });
});
