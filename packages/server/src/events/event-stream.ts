import type { EventEnd, EventKind } from '@cashflowsmart/sdk/contract';

/** Milliseconds after which a reader that was told to come again does so. */
const RETRY = 2_000;

const encoder = new TextEncoder();

/**
 * The text of one event stream (HTML, "Server-sent events") as the body of a plain answer. A reader that does not keep up is
 * dropped: what it has not read is never more than `backlog` messages of a few bytes.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #onClose: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor({ backlog, onClose }: { readonly backlog: number; readonly onClose: () => void }) {
    this.#onClose = onClose;
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => { this.#controller = controller; },
      cancel: () => { this.#gone(); },
    }, { highWaterMark: backlog });
    // Headers travel with the first bytes.
    this.#write(`retry: ${String(RETRY)}\n\n`);
  }

  get open(): boolean {
    return this.#controller !== undefined;
  }

  tell(kind: EventKind): void {
    this.#write(`event: change\ndata: ${JSON.stringify({ kind })}\n\n`);
  }

  /** A line that readers skip, so that nothing on the way takes the connection for dead. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** The last message: why it ends. The reader decides whether to come again. */
  end(reason: EventEnd): void {
    this.#write(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
    this.#controller?.close();
    this.#gone();
  }

  #write(text: string): void {
    if (!this.#controller) return;
    if ((this.#controller.desiredSize ?? 0) <= 0) {
      this.#controller.error(new Error('The reader of an event stream did not keep up.'));
      this.#gone();
      return;
    }
    this.#controller.enqueue(encoder.encode(text));
  }

  #gone(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#onClose();
  }
}
