interface Immediate {
  readonly setImmediate?: (run: () => void) => unknown;
}

/** Lets other work of this thread run: one turn of the event loop, without the delay that nested timers get. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const immediate = (globalThis as Immediate).setImmediate;
    if (immediate) {
      immediate(resolve);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
