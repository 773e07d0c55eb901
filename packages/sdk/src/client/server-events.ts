import { ConnectionError } from './errors.ts';
import type { Timers } from './types.ts';

/** One message of an event stream. */
export interface ServerEvent {
  /** `open` is none of the server's: the connection stands. */
  readonly name: string;
  readonly data: string;
}

interface ReadOptions {
  readonly timers: Pick<Timers, 'wait'>;
  /** Milliseconds without a byte after which the connection counts as dead. */
  readonly silence: number;
  readonly signal?: AbortSignal;
}

/** A server sends a few bytes at a time; a longer message is none of ours. */
const LONGEST = 4_096;

/**
 * Reads `text/event-stream` (HTML, 9.2.6) as far as our server writes it: names and data, comments skipped.
 * @throws {ConnectionError} where nothing arrives any more, or something else than such a stream.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>, options: ReadOptions): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    yield { name: 'open', data: '' };
    for (;;) {
      const { done, value } = await nextPart(reader, options);
      if (done) return;
      text += decoder.decode(value, { stream: true });
      if (text.length > LONGEST) throw new ConnectionError('unexpected-response', 'Something other than the API answered at this address.');
      const messages = text.split(/\r?\n\r?\n/);
      text = messages.pop() ?? '';
      for (const message of messages) {
        const event = parseMessage(message);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

async function nextPart(reader: ReadableStreamDefaultReader<Uint8Array>, { timers, silence, signal }: ReadOptions) {
  const waiting = new AbortController();
  const stop = (): void => { waiting.abort(signal?.reason); };
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const silent = timers.wait(silence, waiting.signal).then(() => {
      throw new ConnectionError('connection-failed', 'The stream of changes fell silent.');
    });
    return await Promise.race([reader.read().catch((cause: unknown) => { throw lost(cause); }), silent]);
  } finally {
    signal?.removeEventListener('abort', stop);
    waiting.abort();
  }
}

function lost(cause: unknown): ConnectionError {
  return new ConnectionError('connection-failed', 'The stream of changes broke off.', { cause });
}

function parseMessage(message: string): ServerEvent | undefined {
  let name = 'message';
  const data: string[] = [];
  for (const line of message.split(/\r?\n/)) {
    const [, field, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { name, data: data.join('\n') } : undefined;
}
