import type { DataAccess } from '../database/data-access.ts';
import type { JobHandler, Jobs } from '../jobs/index.ts';
import { mailHandlers } from '../mail/mail-handlers.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { Mailer } from '../mail/mailer.ts';
import { Notifier } from '../mail/notifier.ts';
import { Outbox } from '../mail/outbox.ts';
import type { Vault } from '../vault/index.ts';
import type { AccessServices } from './access.ts';
import { Invitations } from './invitations.ts';
import { PasswordResets } from './password-resets.ts';

export interface ComingAndGoingOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly access: Pick<AccessServices, 'people' | 'members' | 'organisations' | 'sessions'>;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly settings: MailSettings;
  readonly now?: () => Date;
}

/** How people come in, get back in, and are told of it by mail. */
export interface ComingAndGoing {
  readonly invitations: Invitations;
  readonly resets: PasswordResets;
  readonly notifier: Notifier;
  /** What sends the mails that wait. */
  jobHandlers(mailer: Mailer): readonly JobHandler[];
}

export function createComingAndGoing({ data, vault, access, jobs, settings, now }: ComingAndGoingOptions): ComingAndGoing {
  const clock = now ? { now } : {};
  const outbox = new Outbox({ data, vault, jobs, ...clock });
  const notifier = new Notifier({ jobs, ...clock });
  const { people, members, organisations, sessions } = access;
  const resets = new PasswordResets({ data, people, sessions, outbox, notifier, settings, ...clock });
  return {
    invitations: new Invitations({ data, vault, people, members, organisations, outbox, settings, ...clock }),
    resets, notifier,
    jobHandlers: (mailer) => mailHandlers({ mailer, outbox, resets, people, settings, ...clock }),
  };
}
