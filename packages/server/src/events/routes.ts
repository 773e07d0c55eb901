import type { Handlers } from '../http/handler.ts';
import type { EventHub } from './event-hub.ts';

/** The stream of changes of an organisation. */
export function eventHandlers(hub: EventHub): Handlers<'listenEvents'> {
  return { listenEvents: ({ caller, recheck }) => Promise.resolve(hub.open({ caller, recheck })) };
}
