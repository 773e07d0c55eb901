import type { People } from '../access/people.ts';
import type { PasswordResets } from '../access/password-resets.ts';
import { handleJob, type JobHandler } from '../jobs/index.ts';
import { sendMail, sendNotice } from './mail-jobs.ts';
import type { MailSettings } from './mail-settings.ts';
import type { Mailer } from './mailer.ts';
import type { Outbox } from './outbox.ts';
import { noticeMail } from './texts.ts';

export interface MailHandlersOptions {
  readonly mailer: Mailer;
  readonly outbox: Outbox;
  readonly resets: Pick<PasswordResets, 'answer'>;
  readonly people: Pick<People, 'read'>;
  readonly settings: MailSettings;
  readonly now?: () => Date;
}

/** Sends what waits. A mail whose server took it and whose job was lost just then is sent twice, with the same link. */
export function mailHandlers({ mailer, outbox, resets, people, settings, now = () => new Date() }: MailHandlersOptions): readonly JobHandler[] {
  return [
    handleJob(sendMail, async ({ organisationId, mailId }) => {
      const waiting = await outbox.read(organisationId, mailId);
      const mail = waiting?.kind === 'reset-request' ? await resets.answer(mailId, waiting) : waiting;
      if (mail?.kind === 'message' && mail.until > now().getTime()) await mailer.send(mail);
      if (waiting) await outbox.remove(organisationId, mailId);
    }),
    handleJob(sendNotice, async ({ personId, notice, at }) => {
      const [person] = await people.read([personId]);
      const to: string | null | undefined = person?.email;
      if (to) await mailer.send(noticeMail(settings, { to, kind: notice, at: new Date(at * 1000) }));
    }),
  ];
}
