import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import type { Client } from './client.ts';

/** What travels with a request. `incoming` is absent where a test calls the app without a server. */
export interface AppEnv {
  Bindings: Partial<HttpBindings | Http2Bindings>;
  Variables: { requestId: string; client: Client };
}
