/** What the link of a mail is for, and the token that proves that one got the mail. */
export interface MailLink {
  readonly kind: 'invitation' | 'reset';
  readonly token: string;
}

/** Reads a fragment such as `#invitation=TOKEN`; a token has the form of the contract's `linkToken`. */
export function parseMailLink(hash: string): MailLink | null {
  const [, kind, token] = /^#(invitation|reset)=([\w-]{43,128})$/.exec(hash) ?? [];
  return token === undefined ? null : { kind: kind as MailLink['kind'], token };
}

/** Takes the link out of the page's address, so that neither history, bookmarks nor another script keeps its token. */
export function takeMailLink(page: Pick<Window, 'location' | 'history'>): MailLink | null {
  const link = parseMailLink(page.location.hash);
  if (link) page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}`);
  return link;
}
