import { AccountsResource } from './resources/accounts.ts';
import { AuditResource } from './resources/audit.ts';
import { CashFlowResource } from './resources/cash-flow.ts';
import { EventsResource } from './resources/events.ts';
import { IdentityProvidersResource } from './resources/identity-providers.ts';
import { ImportsResource } from './resources/imports.ts';
import { InvitationsResource } from './resources/invitations.ts';
import { KeysResource } from './resources/keys.ts';
import { MembersResource } from './resources/members.ts';
import { OrganisationsResource } from './resources/organisations.ts';
import { PasswordResetsResource } from './resources/password-resets.ts';
import { SessionResource } from './resources/session.ts';
import { TransactionsResource } from './resources/transactions.ts';
import { Transport } from './transport.ts';
import type { ClientOptions } from './types.ts';

/**
 * The API as methods, for browsers and Node. Answers have the types of the contract, problems are errors with a `code`,
 * and what may be repeated safely is repeated when a connection fails.
 */
export class CashFlowClient {
  readonly session: SessionResource;
  readonly organisations: OrganisationsResource;
  readonly members: MembersResource;
  readonly invitations: InvitationsResource;
  readonly passwordResets: PasswordResetsResource;
  readonly identityProviders: IdentityProvidersResource;
  readonly accounts: AccountsResource;
  readonly events: EventsResource;
  readonly imports: ImportsResource;
  readonly keys: KeysResource;
  readonly audit: AuditResource;
  readonly transactions: TransactionsResource;
  readonly cashFlow: CashFlowResource;

  /** @throws {TypeError} where `baseUrl` cannot be the base of an API. */
  constructor(options: ClientOptions = {}) {
    const transport = new Transport(options);
    this.session = new SessionResource(transport);
    this.organisations = new OrganisationsResource(transport);
    this.members = new MembersResource(transport);
    this.invitations = new InvitationsResource(transport);
    this.passwordResets = new PasswordResetsResource(transport);
    this.identityProviders = new IdentityProvidersResource(transport);
    this.accounts = new AccountsResource(transport);
    this.events = new EventsResource(transport);
    this.imports = new ImportsResource(transport);
    this.keys = new KeysResource(transport);
    this.audit = new AuditResource(transport);
    this.transactions = new TransactionsResource(transport);
    this.cashFlow = new CashFlowResource(transport);
  }
}
