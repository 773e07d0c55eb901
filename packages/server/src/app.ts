import type { OperationId } from '@cashflowsmart/sdk/contract';
import type { Hono } from 'hono';
import { accessHandlers } from './access/access-handlers.ts';
import { peopleHandlers, type PeopleOperationId } from './access/people-handlers.ts';
import { createGate, createPartnerGate } from './access/gate.ts';
import type { AccessServices } from './access/access.ts';
import { factorHandlers, type FactorOperationId } from './access/factor-handlers.ts';
import { sessionHandlers, type SessionOperationId } from './access/session-handlers.ts';
import type { ComingAndGoing } from './access/coming-and-going.ts';
import { auditHandlers } from './audit/routes.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { DataAccess } from './database/data-access.ts';
import { embedHandlers, type EmbedOperationId } from './embed/embed-handlers.ts';
import type { AppEnv } from './http/app-env.ts';
import type { EventHub } from './events/event-hub.ts';
import { eventHandlers } from './events/routes.ts';
import type { ProxyOptions } from './http/client.ts';
import { foreignProblem } from './http/foreign-problems.ts';
import type { Handlers } from './http/handler.ts';
import { healthHandlers } from './http/health-handlers.ts';
import { createHttpApp } from './http/http-app.ts';
import { DatabaseIdempotencyStore } from './http/idempotency-store.ts';
import { defaultHttpLimits, type HttpLimits } from './http/limits.ts';
import type { Lifecycle } from './http/lifecycle.ts';
import type { Logger } from './http/log.ts';
import { operationTable } from './http/operation-table.ts';
import type { StaticMount } from './http/static-files.ts';
import type { ImportOperationId } from './imports/routes.ts';
import { oidcHandlers, type OidcOperationId } from './oidc/oidc-handlers.ts';
import { ProviderSignIn } from './oidc/provider-sign-in.ts';
import { RelyingParty } from './oidc/relying-party.ts';
import type { Vault } from './vault/index.ts';

/** The operations of the ledger: those that neither access, nor imports, nor the process itself answers. */
export type LedgerOperationId = Exclude<
  OperationId,
  | EmbedOperationId
  | ImportOperationId | PeopleOperationId | OidcOperationId | 'listenEvents' | SessionOperationId | FactorOperationId | 'readOrganisation' | 'updateOrganisation' | 'listMembers' | 'listKeys' | 'rotateKeys' | 'listAudit' | 'health' | 'ready'
>;

export interface AppOptions {
  /** Pages that may change something, such as `https://portal.example`; also the names under which it answers. */
  readonly origins: readonly [string, ...string[]];
  /** More values of the Host header under which it answers, such as the name by which a proxy asks; none unless told. */
  readonly hosts?: readonly string[];
  /** Whether browsers reach it over TLS. */
  readonly secure: boolean;
  /** The proxies in front, where there are any. */
  readonly proxy?: ProxyOptions;
  /** Origins whose pages may show ours in a frame. Nobody unless told. */
  readonly frameAncestors?: readonly string[];
  /** Put before the `/problems#code` links of problems. Empty unless told: relative to the host that answers. */
  readonly docsBase?: string;
  readonly limits?: Partial<HttpLimits>;
  /** Folders with pages to serve beside the API. None unless told. */
  readonly staticMounts?: readonly StaticMount[];
  /** Whether this process has more to do than it can. */
  readonly overloaded?: () => boolean;
  readonly now?: () => Date;
  readonly log: Logger;
}

export interface AppParts {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly audit: AuditTrail;
  readonly access: AccessServices;
  readonly comingAndGoing: ComingAndGoing;
  readonly ledger: Handlers<LedgerOperationId>;
  readonly imports: Handlers<ImportOperationId>;
  readonly keys: Handlers<'listKeys' | 'rotateKeys'>;
  readonly events: EventHub;
  readonly lifecycle: Lifecycle;
  readonly options: AppOptions;
}

/** The whole API over its parts. Wiring only: what it can mount is what the contract lists. */
export function createApp({ data, vault, audit, access, comingAndGoing, ledger, imports, keys, events, lifecycle, options }: AppParts): Hono<AppEnv> {
  const limits = { ...defaultHttpLimits, ...options.limits };
  const providerSignIn = new ProviderSignIn({
    providers: access.identityProviders, relyingParty: new RelyingParty(), subjects: access.identities, people: access.people,
    cookieKeys: () => access.cookies.keys(), origins: options.origins, ...(options.now && { now: options.now }),
  });
  const handlers: Handlers = {
    ...embedHandlers(access),
    ...accessHandlers(access), ...sessionHandlers(access, options.origins), ...factorHandlers(access, options.origins),
    ...peopleHandlers({ data, trail: audit, access, comingAndGoing }), ...oidcHandlers({ trail: audit, access, notifier: comingAndGoing.notifier, signIn: providerSignIn }),
    ...ledger, ...imports, ...keys, ...auditHandlers({ data, vault, namesOf: (ids) => access.people.names(ids) }), ...eventHandlers(events), ...healthHandlers({ data, vault, lifecycle }),
  };
  return createHttpApp({
    table: operationTable(handlers),
    gate: createGate({ sessions: access.sessions, launched: access.embedding.sessions }),
    trail: audit,
    partners: createPartnerGate(access.embedding),
    forgetKeys: (organisationId) => { vault.forget(organisationId); },
    idempotency: new DatabaseIdempotencyStore({ data, vault, hours: limits.idempotencyHours, now: options.now ?? (() => new Date()) }),
    limits,
    origins: options.origins,
    hosts: options.hosts ?? [],
    secure: options.secure,
    ...(options.proxy && { proxy: options.proxy }),
    frameAncestors: options.frameAncestors ?? [],
    docsBase: options.docsBase ?? '',
    staticMounts: options.staticMounts ?? [],
    ...(options.overloaded && { overloaded: options.overloaded }),
    problemOf: foreignProblem,
    log: options.log,
  });
}
