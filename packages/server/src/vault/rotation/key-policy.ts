const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** When keys change. Times in ms. */
export interface KeyPolicy {
  /** How old the key that seals may become. Also for index and cookie keys. */
  readonly dataKeyAge: number;
  /** How old the key that signs audit checkpoints may become. */
  readonly auditKeyAge: number;
  /** How old the newest version of the master key may become. */
  readonly masterKeyAge: number;
  /**
   * How long a new key waits before it seals, and an old one before it is retired, so that every server has loaded the new
   * and let go of the old. Twice the time for which a vault gives keys out is enough.
   */
  readonly spread: number;
  /** How long a cookie that an old key has signed may live. */
  readonly cookieLifetime: number;
  /** How long a key stays whose retirement was taken back, where nothing stands under it. */
  readonly restoredHold: number;
  /** How long backups of the database are kept. A retired key is not destroyed before: none of them could be read. */
  readonly backupHorizon: number;
}

export const defaultKeyPolicy: KeyPolicy = {
  dataKeyAge: 90 * DAY,
  auditKeyAge: 365 * DAY,
  masterKeyAge: 365 * DAY,
  spread: 20 * MINUTE,
  cookieLifetime: 12 * HOUR,
  restoredHold: DAY,
  backupHorizon: 35 * DAY,
};
