import type { ProblemCode } from '@cashflowsmart/sdk/contract';
import { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';
import { identifyClient, type ProxyOptions } from './client.ts';
import { JSON_TYPE, mountOperations, type DispatchOptions } from './dispatch.ts';
import { FairUse } from './fair-use.ts';
import { partnerCors } from './cors.ts';
import { describeError, type Logger } from './log.ts';
import { openApiDocument } from './openapi.ts';
import type { MountedOperation } from './operation-table.ts';
import { policyReports, REPORTS_PATH } from './policy-reports.ts';
import { ProblemError } from './problem-error.ts';
import { problemResponse, type ProblemContext } from './problem-response.ts';
import { problemsPage } from './problems-page.ts';
import { RequestGoneError } from './request-gone.ts';
import { bounded, knownHost, listedOrigin, notOverloaded, overTls, requestId } from './request-guards.ts';
import { securityHeaders } from './security-headers.ts';
import { staticFiles, type StaticMount } from './static-files.ts';

export interface HttpAppOptions extends Omit<DispatchOptions, 'fairUse'> {
  readonly table: readonly MountedOperation[];
  /** Pages that may change something, such as `https://portal.example`; compared exactly. */
  readonly origins: readonly string[];
  /** Values of the Host header under which it answers, besides those of the origins. */
  readonly hosts: readonly string[];
  /** Whether browsers reach it over TLS; they are then told to do nothing else. */
  readonly secure: boolean;
  /** The proxies in front; what they say about a client counts. Without them headers about a client count for nothing. */
  readonly proxy?: ProxyOptions;
  /** Origins whose pages may show ours in a frame; nobody unless told. */
  readonly frameAncestors?: readonly string[];
  /** Put before the `/problems#code` links; empty keeps them relative. */
  readonly docsBase: string;
  readonly staticMounts: readonly StaticMount[];
  /** Whether this process has more to do than it can; requests are then refused. */
  readonly overloaded?: () => boolean;
  /** Turns errors of other layers into problems; what it does not know is an internal error. */
  readonly problemOf: (error: unknown) => ProblemError | undefined;
  readonly log: Logger;
}

/** Refused before it was known who asks, or for its form: an attempt at a control, which the audit log counts. Everything else records itself. */
const COUNTED: ReadonlySet<ProblemCode> = new Set([
  'origin-not-allowed', 'host-not-allowed', 'https-required', 'invalid-request', 'malformed-json', 'unsupported-content-type', 'request-too-large', 'headers-too-large', 'address-too-long',
]);

/** What proxies write into their logs where the client left. */
const GONE = 499;

/** The operations behind their guards, with everything that an answer carries. */
export function createHttpApp(options: HttpAppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const contextOf = (id: string): ProblemContext => ({ requestId: id, docsBase: options.docsBase });

  app.use(
    requestId, identifyClient(options.proxy), securityHeaders(options), bounded(options.limits),
    knownHost([...options.origins.map((origin) => new URL(origin).host), ...options.hosts]), overTls(options.origins),
    ...(options.overloaded ? [notOverloaded(options.overloaded)] : []),
  );
  // Sent by the browser itself, without a header of ours.
  app.post(REPORTS_PATH, policyReports(options.log));
  const isPartner = async (origin: string): Promise<boolean> => (await options.partners?.isPartner(origin)) === true;
  app.use(partnerCors(isPartner), listedOrigin({ origins: options.origins, isPartner, forPlatforms: routesForPlatforms(options.table) }));
  mountOperations(app, options.table, { ...options, fairUse: new FairUse(options.limits) });
  app.get('/problems', problemsPage);
  const document = openApiDocument(options.table.map(({ operation }) => operation));
  app.get('/openapi.json', (context) => context.json(document, 200, JSON_TYPE));
  app.use(staticFiles(options.staticMounts));

  app.notFound((context) => problemResponse(new ProblemError('not-found'), contextOf(context.get('requestId'))));
  app.onError((error, context) => {
    // Nobody hears it.
    if (error instanceof RequestGoneError) return new Response(null, { status: GONE });
    const known = error instanceof ProblemError ? error : options.problemOf(error);
    const problem = known ?? new ProblemError('internal-error');
    // Counting never waits, so nothing can go wrong that the answer would have to tell.
    if (COUNTED.has(problem.code)) void options.trail.refuseUnknown({ action: 'request.refuse', outcome: problem.code });
    if (problem.status >= 500) {
      options.log({
        level: 'error', event: 'request-failed', requestId: context.get('requestId'), method: context.req.method,
        route: routeOf(context.req.routePath), status: problem.status, ...describeError(error),
      });
    }
    const response = problemResponse(problem, contextOf(context.get('requestId')));
    const allow = context.res.headers.get('allow');
    if (allow !== null) response.headers.set('allow', allow);
    return response;
  });
  return app;
}

function routesForPlatforms(table: readonly MountedOperation[]): readonly string[] {
  return table.flatMap(({ operation: { access, method, path } }) => (typeof access === 'object' && 'platform' in access ? [`${method} ${path}`] : []));
}

/** A template such as `/v1/organisations/:organisationId`, never what stood in its place. */
function routeOf(routePath: string): string {
  return /^[\w/:*.-]{1,200}$/.test(routePath) ? routePath : 'unknown';
}
