const sentences = {
  'by-hand': 'This key provider does not let its master key be rotated from here. Rotate it with the tools of the provider, then rewrap.',
  'unknown-organisation': 'There is no such organisation.',
  unknown: 'There is no such key.',
  'in-use': 'The key is still in use: it seals, or values stand under it. Rotate first, and let the rotation end.',
  'not-retired': 'The key is not retired.',
  destroyed: 'The key is destroyed; nothing brings it back.',
  'backup-horizon': 'Backups that need the key may still be kept. Wait until the last of them is gone.',
  'not-requested': 'Nobody has asked for the destruction of the key, or the request has expired. Ask for it first.',
  'same-person': 'The one who asked for the destruction cannot confirm it. Another person has to.',
  'wrong-code': 'The code is not the one that was given with the request.',
} as const;

/** What was asked of a key does not fit its state. Nothing was changed. */
export class KeyStateError extends Error {
  override readonly name = 'KeyStateError';
  readonly reason: keyof typeof sentences;
  /** The key that it is about; none for the master key. */
  readonly keyId: number | undefined;

  constructor(reason: keyof typeof sentences, keyId?: number) {
    super(sentences[reason]);
    this.reason = reason;
    this.keyId = keyId;
  }
}
