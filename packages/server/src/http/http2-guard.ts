import type { Http2SecureServer, SecureServerOptions, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { constants } from 'node:http2';
import type { HttpLimits } from './limits.ts';

/** Pseudo headers, which count as headers on HTTP/2. */
const PSEUDO_HEADERS = 4;
/** Frames that make no sense, or streams that are refused, until a connection is ended. */
const PATIENCE = 50;

/** What Node bounds by itself for HTTP/2: streams, their resets (rapid reset, CVE-2023-44487), headers, settings, memory. */
export function http2Settings(limits: HttpLimits): SecureServerOptions {
  return {
    settings: { maxHeaderListSize: limits.headerBytes, maxConcurrentStreams: limits.streamsPerConnection, enablePush: false, enableConnectProtocol: false },
    maxHeaderListPairs: limits.headerCount + PSEUDO_HEADERS,
    maxSettings: 16,
    maxSessionMemory: 10,
    maxSessionInvalidFrames: PATIENCE,
    maxSessionRejectedStreams: PATIENCE,
    streamResetBurst: limits.streamResets,
    streamResetRate: Math.ceil(limits.streamResets / 6),
    unknownProtocolTimeout: limits.handshakeTimeout,
  };
}

/** Ends connections on which nothing happens and requests that do not arrive in time, for which HTTP/2 in Node has no option. */
export function guardHttp2(server: Http2SecureServer, limits: HttpLimits): void {
  server.on('session', (session: ServerHttp2Session) => {
    let inWork = 0;
    session.on('stream', (stream: ServerHttp2Stream) => {
      inWork += 1;
      const timer = setTimeout(() => { stream.close(constants.NGHTTP2_CANCEL); }, limits.requestTimeout);
      timer.unref();
      stream.once('end', () => { clearTimeout(timer); });
      stream.once('close', () => {
        inWork -= 1;
        clearTimeout(timer);
      });
    });
    // With a request in work it is the turn of the request's own limits: a long answer may be silent for a while.
    session.setTimeout(limits.idleTimeout, () => { if (inWork === 0) session.close(); });
  });
}
