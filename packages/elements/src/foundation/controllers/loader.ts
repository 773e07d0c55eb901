import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort } from '../failure.ts';

/** Where a load stands. While it loads again, `value` still holds what was there before. */
export type LoadState<Value> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly value: Value | undefined }
  | { readonly kind: 'ready'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: unknown; readonly value: Value | undefined };

export interface LoaderOptions<Input, Value> {
  /** What to load, read at every update; `undefined` while there is nothing to load. */
  readonly input: () => Input | undefined;
  /** Inputs with equal keys are the same load. Put `ledgerVersion` in it to load again when the ledger changes. */
  readonly key: (input: Input) => string;
  readonly load: (input: Input, signal: AbortSignal) => Promise<Value>;
  /** Whether what was loaded for one key may stay in view while another loads. Default: never. */
  readonly keeps?: (before: Input, now: Input) => boolean;
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Loads what an element shows: when it connects and whenever its key changes. The load before is aborted,
 * and its answer can never overtake a newer one. What failed is tried again when the connection comes back.
 */
export class Loader<Input, Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: LoaderOptions<Input, Value>;
  #state: LoadState<Value> = { kind: 'idle' };
  #key: string | undefined;
  #input: Input | undefined;
  #abort: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: LoaderOptions<Input, Value>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): LoadState<Value> {
    return this.#state;
  }

  /** What is loaded, also while it loads again or after that failed. */
  get value(): Value | undefined {
    return this.#state.kind === 'idle' ? undefined : this.#state.value;
  }

  /** Puts a value in place of what was loaded, such as one page more of it. */
  replace(value: Value): void {
    this.#state = { kind: 'ready', value };
    this.#host.requestUpdate();
  }

  /** Loads again, also where the key is the same. */
  retry(): void {
    this.#key = undefined;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    window.addEventListener('online', this.#online);
    // What was aborted when the element left the page is asked for again.
    if (this.#state.kind === 'loading') this.retry();
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#online);
    this.#abort?.abort();
  }

  readonly #online = (): void => {
    if (this.#state.kind === 'failed') this.retry();
  };

  hostUpdate(): void {
    const input = this.#options.input();
    if (input === undefined) {
      this.#abort?.abort();
      this.#key = undefined;
      this.#input = undefined;
      this.#state = { kind: 'idle' };
      return;
    }
    const key = this.#options.key(input);
    if (key !== this.#key) void this.#load(input, key);
  }

  async #load(input: Input, key: string): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    const keep = this.#input !== undefined && this.#options.keeps?.(this.#input, input) === true;
    this.#abort = abort;
    this.#key = key;
    this.#input = input;
    this.#state = { kind: 'loading', value: keep ? this.value : undefined };
    try {
      const value = await this.#options.load(input, abort.signal);
      if (this.#abort !== abort) return;
      this.#state = { kind: 'ready', value };
    } catch (error) {
      if (this.#abort !== abort || abort.signal.aborted || isAbort(error)) return;
      this.#state = { kind: 'failed', error, value: this.value };
      this.#options.onFailure?.(error);
    }
    this.#host.requestUpdate();
  }
}
