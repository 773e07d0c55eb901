import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ProblemError } from './problem-error.ts';
import { problemBody, problemResponse } from './problem-response.ts';
import { secureAnswer } from './security-headers.ts';

/** An answer where there is no app yet, or nothing that it could be asked. */
export function outsideOfApp(problem: ProblemError, secure: boolean): Response {
  const response = problemResponse(problem, { requestId: randomUUID(), docsBase: '' });
  secureAnswer(response.headers, { secure });
  return response;
}

/** What is said to bytes that are no request, by the code of the parser's error. */
const PROBLEM_OF: ReadonlyMap<unknown, 'headers-too-large' | 'request-timeout'> = new Map([
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-timeout'],
]);

/** Answers what the parser of HTTP/1.1 refused like everything else, as a problem with all headers, and ends the connection. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Duplex, secure: boolean): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = new ProblemError(PROBLEM_OF.get(error.code) ?? 'invalid-request');
  const { headers } = outsideOfApp(problem, secure);
  const body = JSON.stringify(problemBody(problem.code, { requestId: randomUUID(), docsBase: '' }));
  const lines = [...headers, ['content-length', String(Buffer.byteLength(body))], ['connection', 'close']].map(([name, value]) => `${String(name)}: ${String(value)}`);
  socket.end(`HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
