/** One mail: plain text to one person. */
export interface Message {
  /** An address as the contract takes them. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** An address or a subject held something that could begin a header of its own. It does not say what it was. */
export class MessageRefusedError extends Error {
  override readonly name = 'MessageRefusedError';
  readonly code = 'message-refused';

  constructor(field: string) {
    super(`The ${field} of a mail holds characters that do not belong into it.`);
  }
}

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** One mailbox: no list, no group, no name beside it, no comment. */
const MAILBOX = /^[^\s,;:<>()[\]"\\]{1,64}@[^\s,;:<>()[\]"\\@]{1,253}$/;

/**
 * Lets through what can be put into headers as it is (RFC 5322, section 2.2; ASVS 1.3.11).
 * @throws {MessageRefusedError}
 */
export function requireSafe(message: Message): Message {
  if (!MAILBOX.test(message.to) || CONTROL.test(message.to)) throw new MessageRefusedError('recipient');
  if (CONTROL.test(message.subject) || message.subject.length > 200) throw new MessageRefusedError('subject');
  return message;
}

/** A name that somebody chose, as part of a sentence of ours: in one line, and nothing that a mail program makes a link of. */
export function quotable(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/:\/\/|\bwww\./giu, ' ').trim().slice(0, 120);
}
