import { ContextEvent as ContextRequestEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { providerContext, type ProviderContext } from '../provider-context.ts';

/** What stands behind `.provider`: a provider element, or anything that offers a context and says when it changes. */
export interface ProviderSource {
  readonly context: ProviderContext;
  addEventListener(type: 'context-change', listener: () => void): void;
  removeEventListener(type: 'context-change', listener: () => void): void;
}

/** Type of the event with which a provider announces itself (community protocol of contexts). */
interface ProviderAnnouncement extends Event {
  readonly context?: unknown;
}

/**
 * Finds the provider of an element: the one set as a property, else the next one above by the context
 * protocol. Where none answers it asks again as soon as one announces itself, since a page may upgrade
 * its elements in any order.
 */
export class ContextController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #found: ProviderContext | undefined;
  #source: ProviderSource | undefined;
  #unsubscribe: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get value(): ProviderContext | undefined {
    return this.#source ? this.#source.context : this.#found;
  }

  /** Sets the provider by hand; `undefined` goes back to the one above. */
  set source(source: ProviderSource | undefined) {
    if (source === this.#source) return;
    this.#release();
    this.#source = source;
    if (this.#connected) this.#attach();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#attach();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#release();
  }

  #attach(): void {
    if (this.#source) {
      this.#source.addEventListener('context-change', this.#changed);
    } else {
      this.#host.ownerDocument.addEventListener('context-provider', this.#announced);
      this.#ask();
    }
    this.#changed();
  }

  #release(): void {
    this.#source?.removeEventListener('context-change', this.#changed);
    this.#host.ownerDocument.removeEventListener('context-provider', this.#announced);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#found = undefined;
  }

  #ask(): void {
    this.#host.dispatchEvent(new ContextRequestEvent(providerContext, this.#host, this.#answered, true));
  }

  readonly #answered = (value: ProviderContext | undefined, unsubscribe?: () => void): void => {
    // A nearer provider may take the subscription over; the older one is then told to stop.
    if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
    this.#unsubscribe = unsubscribe;
    this.#found = value;
    this.#changed();
  };

  readonly #announced = (event: ProviderAnnouncement): void => {
    if (event.context === providerContext && this.#unsubscribe === undefined) this.#ask();
  };

  readonly #changed = (): void => {
    this.#host.requestUpdate();
  };
}
