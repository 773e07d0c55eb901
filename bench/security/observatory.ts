/** What was answered to one page, as the rules need it. */
export interface ObservedPage {
  /** Over https. */
  readonly url: string;
  readonly headers: Pick<Headers, 'get' | 'getSetCookie'>;
  readonly html: string;
  /** What plain HTTP answers for the same page; `null` where nothing listens there. */
  readonly plain: { readonly status: number; readonly location: string | null } | null;
}

export interface Observation {
  readonly name: string;
  readonly result: string;
  readonly modifier: number;
}

export interface ObservatoryScore {
  readonly score: number;
  readonly grade: string;
  readonly observations: readonly Observation[];
}

type Rule = (page: ObservedPage) => readonly [result: string, modifier: number];

const GRADES: readonly (readonly [least: number, grade: string])[] = [
  [100, 'A+'], [90, 'A'], [85, 'A-'], [80, 'B+'], [70, 'B'], [65, 'B-'], [60, 'C+'], [50, 'C'], [45, 'C-'], [40, 'D+'], [30, 'D'], [25, 'D-'], [0, 'F'],
];
/** Bonuses count only where the penalties leave that much. */
const LEAST_FOR_BONUS = 90;
const SIX_MONTHS = 15_768_000;

const RULES: Readonly<Record<string, Rule>> = {
  'content-security-policy': policy,
  cookies,
  'cross-origin-resource-sharing': sharing,
  redirection,
  'referrer-policy': referrer,
  'strict-transport-security': strictTransport,
  'subresource-integrity': integrity,
  'x-content-type-options': ({ headers }) => (lower(headers.get('x-content-type-options')) === 'nosniff' ? ['nosniff', 0] : ['missing or invalid', -5]),
  'x-frame-options': framing,
  'cross-origin-resource-policy': resourcePolicy,
};

/** Scores a page by the published rules of MDN's HTTP Observatory (its "Tests and scoring"): 100 and penalties, then bonuses. */
export function scorePage(page: ObservedPage): ObservatoryScore {
  const observations = Object.entries(RULES).map(([name, rule]) => {
    const [result, modifier] = rule(page);
    return { name, result, modifier };
  });
  const sum = (of: (modifier: number) => boolean): number => observations.reduce((total, { modifier }) => (of(modifier) ? total + modifier : total), 0);
  const penalised = 100 + sum((modifier) => modifier < 0);
  const score = Math.max(0, penalised >= LEAST_FOR_BONUS ? penalised + sum((modifier) => modifier > 0) : penalised);
  return { score, grade: GRADES.find(([least]) => score >= least)?.[1] ?? 'F', observations };
}

function lower(value: string | null): string {
  return (value ?? '').trim().toLowerCase();
}

/** Directives with their sources; the first of a name counts. */
export function parsePolicy(value: string): ReadonlyMap<string, readonly string[]> {
  const directives = new Map<string, readonly string[]>();
  for (const part of value.split(';')) {
    const [name = '', ...sources] = part.trim().toLowerCase().split(/\s+/);
    if (name !== '' && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}

const BROAD = /^(?:\*|https?:|ftp:|wss?:|data:|blob:)$/;

function policy({ headers }: ObservedPage): readonly [string, number] {
  const value = headers.get('content-security-policy');
  if (value === null || value.trim() === '') return ['not implemented', -25];
  const directives = parsePolicy(value);
  const of = (name: string): readonly string[] => directives.get(name) ?? directives.get('default-src') ?? ['*'];
  const nonce = of('script-src').some((source) => /^'(?:nonce-|sha\d+-)/.test(source));
  const script = of('script-src');
  const unsafe = (sources: readonly string[]): boolean => sources.some((source) => BROAD.test(source) || (source === "'unsafe-inline'" && !nonce));
  if (unsafe(script) || of('object-src').some((source) => BROAD.test(source))) return ['unsafe inline or broad script or object sources', -20];
  const all = [...directives].flatMap(([name, sources]) => sources.map((source) => ({ name, source })));
  const insecure = all.filter(({ source }) => /^(?:http|ftp):/.test(source));
  if (insecure.some(({ name }) => name !== 'img-src' && name !== 'media-src')) return ['insecure scheme', -20];
  if (script.includes("'unsafe-eval'")) return ['unsafe-eval', -10];
  if (insecure.length > 0) return ['insecure scheme for passive content', -10];
  const style = of('style-src');
  if (style.some((source) => BROAD.test(source) || source === "'unsafe-inline'")) return ['unsafe style sources', 0];
  const form = directives.get('form-action');
  const closed = directives.get('default-src')?.join(' ') === "'none'" && form !== undefined && ["'none'", "'self'"].includes(form.join(' '));
  return closed ? ["no unsafe sources, default-src 'none'", 10] : ['no unsafe sources', 5];
}

function cookies({ headers }: ObservedPage): readonly [string, number] {
  const lines = headers.getSetCookie();
  if (lines.length === 0) return ['none', 0];
  const hsts = strictTransport({ headers } as ObservedPage)[1] >= 0;
  let worst: readonly [string, number] = ['secure, sessions HttpOnly, SameSite', 5];
  const lowerTo = (result: string, modifier: number): void => { if (modifier < worst[1]) worst = [result, modifier]; };
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const names = new Map(attributes.map((attribute) => {
      const [name = '', value = ''] = attribute.split('=');
      return [name.toLowerCase(), value.toLowerCase()];
    }));
    const session = /login|sess/i.test(pair.split('=')[0] ?? '');
    const sameSite = names.get('samesite');
    if (sameSite === undefined) lowerTo('without SameSite', 0);
    else if (!['strict', 'lax', 'none'].includes(sameSite) || (sameSite === 'none' && !names.has('secure'))) lowerTo('invalid SameSite', -20);
    if (session && !names.has('httponly')) lowerTo('session without HttpOnly', -30);
    if (!names.has('secure')) lowerTo('without Secure', session ? (hsts ? -10 : -40) : (hsts ? -5 : -20));
  }
  return worst;
}

function sharing({ headers, url }: ObservedPage): readonly [string, number] {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === null) return ['not implemented', 0];
  if (allowed === '*') return ['public', 0];
  const reflected = allowed !== new URL(url).origin && lower(headers.get('access-control-allow-credentials')) === 'true';
  return reflected ? ['universal access with credentials', -50] : ['restricted', 0];
}

function redirection({ url, plain }: ObservedPage): readonly [string, number] {
  if (!plain) return ['no plain HTTP', 0];
  if (plain.status < 300 || plain.status > 399 || plain.location === null) return ['missing', -20];
  const target = URL.parse(plain.location, url.replace(/^https/, 'http'));
  if (target?.protocol !== 'https:') return ['not to https first', -10];
  return target.hostname === new URL(url).hostname ? ['to https', 0] : ['to another host', -5];
}

function referrer({ headers }: ObservedPage): readonly [string, number] {
  const value = lower(headers.get('referrer-policy'));
  if (value === '') return ['not implemented', 0];
  // The last one that a browser knows counts.
  const last = value.split(',').map((part) => part.trim()).findLast((part) => part !== '') ?? '';
  return ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'].includes(last) ? ['private', 5] : ['unsafe or invalid', -5];
}

function strictTransport({ headers }: Pick<ObservedPage, 'headers'>): readonly [string, number] {
  const value = lower(headers.get('strict-transport-security'));
  if (value === '') return ['not implemented', -20];
  const age = /(?:^|;)\s*max-age="?(\d{1,10})"?\s*(?:;|$)/.exec(value)?.[1];
  if (age === undefined) return ['invalid', -20];
  return Number(age) >= SIX_MONTHS ? ['at least six months', 0] : ['less than six months', -10];
}

/** Attributes of the script elements of a page. */
function scriptsOf(html: string): readonly { readonly src: string | undefined; readonly integrity: boolean }[] {
  return Array.from(html.matchAll(/<script\b([^>]*)>/gi), ([, attributes = '']) => ({
    src: /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1], integrity: /\bintegrity\s*=/i.test(attributes),
  }));
}

function integrity({ html, url }: ObservedPage): readonly [string, number] {
  const page = new URL(url);
  const external = scriptsOf(html).flatMap(({ src, integrity: checked }) => (src === undefined ? [] : [{ target: URL.parse(src, url), checked }]));
  if (external.length === 0) return ['no scripts', 0];
  if (external.some(({ target }) => target?.protocol !== 'https:')) return ['insecure scripts', -50];
  if (external.every(({ checked }) => checked)) return ['all scripts', 5];
  return external.some(({ target, checked }) => !checked && target?.origin !== page.origin) ? ['external scripts without', -5] : ['own scripts only', 0];
}

function framing({ headers }: ObservedPage): readonly [string, number] {
  if (parsePolicy(headers.get('content-security-policy') ?? '').has('frame-ancestors')) return ['by frame-ancestors', 5];
  return ['deny', 'sameorigin'].includes(lower(headers.get('x-frame-options'))) ? ['by the older header', 0] : ['missing', -20];
}

function resourcePolicy({ headers }: ObservedPage): readonly [string, number] {
  const value = lower(headers.get('cross-origin-resource-policy'));
  if (value === '') return ['not implemented', 0];
  if (value === 'same-origin' || value === 'same-site') return [value, 10];
  return value === 'cross-origin' ? [value, 0] : ['invalid', -5];
}
