import type { Handler } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { Logger } from './log.ts';
import { ProblemError } from './problem-error.ts';
import { parseJson, readBody, refuseDeclaredLength } from './request-body.ts';

/** Where browsers tell that a page tried what its policy forbids. */
export const REPORTS_PATH = '/reports/policy';

const LARGEST = 64 * 1024;
/** Log entries in a minute; whoever sends more is answered and not heard. */
const MOST_ENTRIES = 20;
const MINUTE = 60_000;
const TYPES = /^application\/(?:csp-report|reports\+json)\b/i;
/** Of CSP 3 and Trusted Types. A closed list: what is logged is one of these words. */
const DIRECTIVES: ReadonlySet<unknown> = new Set([
  'base-uri', 'child-src', 'connect-src', 'default-src', 'font-src', 'form-action', 'frame-ancestors', 'frame-src', 'img-src', 'manifest-src', 'media-src', 'object-src',
  'require-trusted-types-for', 'sandbox', 'script-src', 'script-src-attr', 'script-src-elem', 'style-src', 'style-src-attr', 'style-src-elem', 'trusted-types', 'worker-src',
]);

/**
 * Takes reports of violations in either form (CSP 3, section 5): of each the name of the directive is logged and nothing
 * else, because addresses and samples of code are somebody's content. Anybody can send them, so they are counted, not trusted.
 */
export function policyReports(log: Logger, now: () => number = Date.now): Handler<AppEnv> {
  let began = -Infinity;
  let written = 0;
  return async (context) => {
    if (!TYPES.test(context.req.header('content-type') ?? '')) throw new ProblemError('unsupported-content-type');
    refuseDeclaredLength(context.req.raw.headers, LARGEST);
    const directives = directivesIn(parseJson(await readBody(context.req.raw, LARGEST)));
    if (now() - began >= MINUTE) [began, written] = [now(), 0];
    for (const directive of directives) {
      if (written >= MOST_ENTRIES) break;
      written += 1;
      log({ level: 'warning', event: 'policy-violated', directive });
    }
    return context.body(null, 204);
  };
}

/** Names of the directives in a report, or in a list of them; each once. */
export function directivesIn(body: unknown): readonly string[] {
  const names = (Array.isArray(body) ? body : [body]).map((report): unknown => {
    const content = field(report, 'csp-report') ?? field(report, 'body');
    return field(content, 'effectiveDirective') ?? field(content, 'effective-directive') ?? field(content, 'violated-directive');
  });
  return [...new Set(names.filter((name) => typeof name === 'string').map((name) => name.split(' ')[0] ?? '').filter((name) => DIRECTIVES.has(name)))];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
