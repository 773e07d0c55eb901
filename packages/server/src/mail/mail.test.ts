import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSignedCertificate, type Certificate } from '../http/certificate.ts';
import { mailRoute, mailSettings, MailSettingsError } from './mail-settings.ts';
import { smtpMailer, type Mailer } from './mailer.ts';
import { MessageRefusedError, quotable, requireSafe } from './message.ts';
import { smtpSettings, SmtpSettingsError } from './smtp-settings.ts';
import { startMailbox, type Mailbox, type MailboxOptions } from './testing/mailbox.ts';
import { invitationMail, mailLocales, noticeKinds, noticeMail, resetMail } from './texts.ts';

const message = { to: 'ann@example.com', subject: 'Hello', text: 'Good morning.\n' };
const at = new Date('2026-03-01T08:00:00Z');

describe('a mail', () => {
  it.each([
    { ...message, to: 'ann@example.com\r\nBcc: eve@example.com' }, { ...message, to: 'ann@example.com, eve@example.com' },
    { ...message, to: 'Ann <ann@example.com>' }, { ...message, to: 'group:ann@example.com;' }, { ...message, to: '' },
    { ...message, subject: 'Hello\r\nBcc: eve@example.com' }, { ...message, subject: 'Hello\u2028' }, { ...message, subject: 'x'.repeat(201) },
  ])('that could begin a header of its own is refused: %j', (bad) => {
    expect(() => requireSafe(bad)).toThrow(MessageRefusedError);
  });

  it('quotes a name in one line, without what a mail program would make a link of', () => {
    expect(quotable('Bakery\r\n\r\nYour account is blocked: https://evil.example www.evil.example\u202e')).toBe('Bakery Your account is blocked: https evil.example  evil.example');
  });

  it.each(mailLocales)('is written in %s under the name of the host, and with no other', (locale) => {
    const head = { product: 'Kontor', locale };
    const invitation = invitationMail(head, { to: message.to, organisation: 'Bakery\nBcc: x', invitedBy: 'Ann', role: 'data-entry', link: 'https://portal.example/#invitation=abc', expiresAt: at });
    const mails = [invitation, resetMail(head, { to: message.to, link: 'https://portal.example/#reset=abc', minutes: 30 }), ...noticeKinds.map((kind) => noticeMail(head, { to: message.to, kind, at }))];
    for (const mail of mails) {
      expect(requireSafe(mail).subject).toContain('Kontor');
      expect(mail.text).toMatch(locale === 'de' ? /^Guten Tag,/ : /^Hello,/);
      expect(JSON.stringify(mail)).not.toMatch(/cash.?flow/i);
    }
    expect(new Set(mails.map(({ text }) => text)).size).toBe(mails.length);
    expect(invitation.text.split('\n')).toContain('https://portal.example/#invitation=abc');
    expect(invitation.text).toMatch(/Bakery Bcc: x/);
    expect(invitation.text).toMatch(/2026.*08:00 UTC/);
  });
});

describe('the settings of mail', () => {
  it('ask for TLS everywhere but on this machine', () => {
    expect(smtpSettings('smtp://mail.example')).toMatchObject({ host: 'mail.example', port: 587, tls: 'starttls', auth: undefined });
    expect(smtpSettings('smtps://me:p%40ss@mail.example:4465')).toMatchObject({ port: 4465, tls: 'implicit', auth: { user: 'me', pass: 'p@ss' } });
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) expect(smtpSettings(`smtp://${host}:2525`)).toMatchObject({ port: 2525, tls: 'none' });
    expect(smtpSettings('smtp://127.0.0.1.mail.example')).toMatchObject({ tls: 'starttls' });
  });

  it.each(['', 'mail.example', 'http://mail.example', 'smtp://', 'smtp://mail.example/path', 'smtp://mail.example?tls=no', 'smtp://me@mail.example', 'smtp://me:%zz@mail.example'])(
    'refuse %j and do not repeat it', (address) => {
      expect(() => smtpSettings(address)).toThrow(SmtpSettingsError);
      expect(() => smtpSettings(address)).not.toThrow(/zz|me@|http:/);
    },
  );

  it('are both given, or none of them', () => {
    expect(mailRoute({})).toBeUndefined();
    expect(mailRoute({ CASH_FLOW_SMTP_URL: 'smtps://mail.example', CASH_FLOW_MAIL_FROM: 'no-reply@portal.example' })).toMatchObject({ from: 'no-reply@portal.example' });
    for (const wrong of [{ CASH_FLOW_SMTP_URL: 'smtps://mail.example' }, { CASH_FLOW_MAIL_FROM: 'a@portal.example' }, { CASH_FLOW_SMTP_URL: 'smtps://mail.example', CASH_FLOW_MAIL_FROM: 'Portal <a@portal.example>' }]) {
      expect(() => mailRoute(wrong)).toThrow(MailSettingsError);
    }
  });

  it('speak of the host where nothing else is said', () => {
    expect(mailSettings({}, 'https://portal.example')).toEqual({ product: 'portal.example', locale: 'en', page: 'https://portal.example/' });
    expect(mailSettings({ CASH_FLOW_PRODUCT_NAME: 'Kontor', CASH_FLOW_MAIL_LOCALE: 'de', CASH_FLOW_ACCOUNT_PAGE: '/account' }, 'https://portal.example')).toEqual({ product: 'Kontor', locale: 'de', page: 'https://portal.example/account' });
    for (const wrong of [{ CASH_FLOW_PRODUCT_NAME: 'a\nb' }, { CASH_FLOW_MAIL_LOCALE: 'fr' }, { CASH_FLOW_ACCOUNT_PAGE: 'javascript:alert(1)' }, { CASH_FLOW_ACCOUNT_PAGE: '/account#x' }]) {
      expect(() => mailSettings(wrong, 'https://portal.example')).toThrow(MailSettingsError);
    }
  });
});

describe('a mail server', () => {
  const open = async (options?: MailboxOptions): Promise<Mailbox> => {
    const mailbox = await startMailbox(options);
    onTestFinished(() => mailbox.close());
    return mailbox;
  };
  /** As for a server elsewhere: its name is that of the certificate. */
  const mailerTo = ({ port }: Mailbox, tls: 'starttls' | 'implicit', { cert }: Certificate, auth?: { readonly user: string; readonly pass: string }): Mailer => {
    const mailer = smtpMailer({ smtp: { host: 'localhost', port, tls, auth }, from: 'no-reply@portal.example', fromName: 'Portal', ca: cert });
    onTestFinished(() => { mailer.close(); });
    return mailer;
  };

  it('on this machine gets it in plain text, whole and with no header too many', async () => {
    const mailbox = await open();
    const text = `Grüße aus Köln\n.\nhttps://portal.example/#invitation=${'a'.repeat(90)}\n`;
    await mailbox.mailer.send({ ...message, subject: 'Einladung für Sie – „Kontor“', text });
    const mail = await mailbox.next(message.to);
    expect(mail).toMatchObject({ from: 'no-reply@portal.example', to: [message.to], secure: false });
    expect(mail.text.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
    expect(mail.token('invitation')).toBe('a'.repeat(90));
    expect(mail.headers.map((line) => line.split(':')[0]?.toLowerCase()).toSorted())
      .toEqual(['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']);
  });

  it('gets it over TLS, begun by STARTTLS or at once, after signing in', async () => {
    const certificate = await selfSignedCertificate();
    const auth = { user: 'portal', pass: 'secret' };
    const seen: string[] = [];
    const server = {
      ...certificate, authOptional: false,
      onAuth: ({ username, password }: { username?: string; password?: string }, { secure }: { secure: boolean }, callback: (error: null, response: { user: string }) => void) => {
        seen.push(`${username ?? ''}:${password ?? ''}:${String(secure)}`);
        callback(null, { user: username ?? '' });
      },
    } as NonNullable<MailboxOptions['server']>;
    for (const [tls, mailbox] of [['starttls', await open({ server })], ['implicit', await open({ server: { ...server, secure: true } })]] as const) {
      await mailerTo(mailbox, tls, certificate, auth).send(message);
      expect(await mailbox.next(message.to)).toMatchObject({ secure: true });
    }
    expect(seen).toEqual(['portal:secret:true', 'portal:secret:true']);
  });

  it('that offers no STARTTLS, or shows another certificate, gets nothing', async () => {
    const [certificate, other] = [await selfSignedCertificate(), await selfSignedCertificate()];
    const without = await open();
    await expect(mailerTo(without, 'starttls', certificate).send(message)).rejects.toMatchObject({ name: 'MailNotSentError' });
    const stranger = await open({ server: { ...other } });
    await expect(mailerTo(stranger, 'starttls', certificate).send(message)).rejects.toMatchObject({ name: 'MailNotSentError' });
    expect([...without.received, ...stranger.received]).toEqual([]);
  });

  it('that refuses is quoted by its reply code alone', async () => {
    const mailbox = await open({
      server: { disabledCommands: ['AUTH', 'STARTTLS'], onRcptTo: (_, __, callback) => { callback(Object.assign(new Error('no ann@example.com here'), { responseCode: 550 })); } },
    });
    const error: unknown = await mailbox.mailer.send(message).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'smtp-550' });
    expect(String((error as Error).stack)).not.toContain('ann@example.com');
  });
});
