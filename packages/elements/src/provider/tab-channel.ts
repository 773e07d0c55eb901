/** What tabs tell each other: ids and the fact that something happened, never what. */
export type TabMessage =
  | { readonly kind: 'ledger'; readonly organisationId: string; readonly accountId: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'activity' };

function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  return data.kind === 'session' || data.kind === 'activity' || (data.kind === 'ledger' && 'organisationId' in data && 'accountId' in data);
}

/** A line between the tabs of one origin that use the same API. */
export class TabChannel {
  readonly #channel: BroadcastChannel;

  constructor(api: string, onMessage: (message: TabMessage) => void) {
    this.#channel = new BroadcastChannel(`cash-flow ${api}`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isTabMessage(data)) onMessage(data);
    });
  }

  post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
