import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { PARTNER_PATH } from './request-guards.ts';

/** Fixed lists: nothing that a request asks for is sent back to it. */
const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'Authorization, Cash-Flow-Request, Content-Type, Idempotency-Key, Last-Event-ID, Upload-Offset';
const EXPOSED = 'Idempotency-Replayed, Request-Id, Retry-After';
/** Seconds for which a browser need not ask again. */
const MAX_AGE = '600';

/**
 * Lets partners' pages read what is under an organisation, and nothing else: exactly the origins that platforms list, one at a time. What may be
 * read there is decided by the session, which is bound to its page.
 */
export function partnerCors(isPartner: (origin: string) => Promise<boolean>): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (!PARTNER_PATH.test(context.req.path)) return next();
    const origin = context.req.header('origin');
    const partner = origin !== undefined && await isPartner(origin);
    if (partner && context.req.method === 'OPTIONS' && context.req.header('access-control-request-method') !== undefined) {
      context.res = new Response(null, {
        status: 204,
        headers: { 'access-control-allow-methods': METHODS, 'access-control-allow-headers': HEADERS, 'access-control-max-age': MAX_AGE },
      });
    } else {
      await next();
    }
    const { headers } = context.res;
    headers.append('vary', 'Origin');
    if (!partner) return;
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-allow-credentials', 'true');
    headers.set('access-control-expose-headers', EXPOSED);
  };
}
