import type { EventEmitter } from 'node:events';
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

/** What has to end before a server is closed. */
export interface Drain {
  /** Whether an HTTP/1.1 connection has a request in work. */
  isBusy(socket: unknown): boolean;
  /** Ends idle connections now and the others with their last answer. */
  begin(): void;
  destroyAll(): void;
}

/** Follows the connections of a server, HTTP/1.1 and HTTP/2; `opened` is the event of a new one. */
export function trackConnections(server: EventEmitter, opened: 'connection' | 'secureConnection'): Drain {
  const sessions = new Set<ServerHttp2Session>();
  /** HTTP/1.1 connections with the number of requests in work. */
  const sockets = new Map<Socket, number>();
  /** What lies beneath, also where a handshake of TLS never ended. */
  const beneath = new Set<Socket>();
  let draining = false;
  const endIfIdle = (socket: Socket): void => {
    if (draining && sockets.get(socket) === 0) socket.end();
  };
  const track = (socket: Socket): void => {
    if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') return;
    sockets.set(socket, 0);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on(opened, track);
  server.on('connection', (socket: Socket) => {
    beneath.add(socket);
    socket.once('close', () => beneath.delete(socket));
  });
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    if (draining) session.close();
  });
  server.on('request', (request: { readonly httpVersionMajor: number; readonly socket: Socket }, response: { once(event: 'close', run: () => void): void }) => {
    const { socket } = request;
    if (request.httpVersionMajor > 1 || !sockets.has(socket)) return;
    sockets.set(socket, (sockets.get(socket) ?? 0) + 1);
    response.once('close', () => {
      if (sockets.has(socket)) sockets.set(socket, (sockets.get(socket) ?? 1) - 1);
      endIfIdle(socket);
    });
  });
  return {
    isBusy: (socket) => (sockets.get(socket as Socket) ?? 0) > 0,
    begin: () => {
      draining = true;
      for (const socket of sockets.keys()) endIfIdle(socket);
      for (const session of sessions) session.close();
    },
    destroyAll: () => {
      for (const socket of sockets.keys()) socket.destroy();
      for (const session of sessions) session.destroy();
      for (const socket of beneath) socket.destroy();
    },
  };
}
