import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { smtpMailer, type Mailer, type SmtpMailerOptions } from '../mailer.ts';
import { smtpSettings } from '../smtp-settings.ts';

/** A mail as it arrived. */
export interface ReceivedMail {
  /** Envelope, which is what counts. */
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  /** Lines in front of the text, unfolded. */
  readonly headers: readonly string[];
  readonly text: string;
  /** What stands in the fragment of its link. */
  token(kind: 'invitation' | 'reset'): string;
}

export interface Mailbox {
  readonly port: number;
  /** Sends to it, by SMTP on this machine. */
  readonly mailer: Mailer;
  readonly received: readonly ReceivedMail[];
  /** The next mail to an address that was not asked for yet; waits for it. */
  next(to: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

export interface MailboxOptions {
  readonly server?: SMTPServerOptions;
  readonly client?: Partial<SmtpMailerOptions>;
}

/** A real mail server on a loopback port that keeps what it is sent. */
export async function startMailbox({ server: options = { disabledCommands: ['AUTH', 'STARTTLS'] }, client = {} }: MailboxOptions = {}): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    logger: false, authOptional: true,
    onData(stream, { envelope, secure }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk); });
      stream.on('end', () => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        received.push(parse(Buffer.concat(chunks).toString('utf8'), { from: envelope.mailFrom ? envelope.mailFrom.address : '', to: recipients, secure }));
        callback();
        for (const wake of waiting) wake();
      });
    },
    ...options,
  });
  // A client that gives up over TLS is no failure of the test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  const { port } = server.server.address() as AddressInfo;
  const mailer = smtpMailer({ smtp: smtpSettings(`smtp://127.0.0.1:${String(port)}`), from: 'no-reply@portal.example', fromName: 'Portal', ...client });
  const find = (to: string): ReceivedMail | undefined => received.find((mail) => mail.to.includes(to) && !taken.has(mail));
  return {
    port, mailer, received,
    next: (to) => new Promise((resolve) => {
      const look = (): void => {
        const mail = find(to);
        if (!mail) return;
        taken.add(mail);
        waiting.delete(look);
        resolve(mail);
      };
      waiting.add(look);
      look();
    }),
    close: async () => {
      mailer.close();
      await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
    },
  };
}

function parse(raw: string, envelope: Pick<ReceivedMail, 'from' | 'to' | 'secure'>): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const encoding = headers.find((line) => /^content-transfer-encoding:/i.test(line))?.split(':')[1]?.trim().toLowerCase();
  const body = raw.slice(end + 4);
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : encoding === 'quoted-printable' ? quotedPrintable(body) : body;
  return {
    ...envelope, headers, text,
    token: (kind) => {
      const [, found] = new RegExp(`#${kind}=([\\w-]+)`).exec(text) ?? [];
      if (found === undefined) throw new Error(`The mail has no link for ${kind}.`);
      return found;
    },
  };
}

function quotedPrintable(body: string): string {
  const joined = body.replaceAll('=\r\n', '');
  return Buffer.from(joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}
