import { createHash, randomBytes } from 'node:crypto';
import type { DataAccess } from '../../database/data-access.ts';
import { type ChallengePurpose, PLATFORM } from '../../database/schema.ts';

/** What a challenge was given out for, and to whom: a session, a pending sign-in, or (null) whoever comes. */
export interface ChallengeUse {
  readonly purpose: ChallengePurpose;
  readonly subjectId: string | null;
}

/** As WebAuthn asks for: at least 16 bytes (Level 3, section 13.4.3). */
const BYTES = 32;
const LIFETIME = 5 * 60_000;

/** Challenges that authenticators sign: in the database as a hash, for five minutes, each good once. */
export class Challenges {
  readonly #data: DataAccess;
  readonly #now: () => Date;

  constructor({ data, now }: { readonly data: DataAccess; readonly now: () => Date }) {
    this.#data = data;
    this.#now = now;
  }

  async issue({ purpose, subjectId }: ChallengeUse): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(BYTES));
    const now = this.#now();
    await this.#data.inPlatform(async (transaction) => {
      await transaction.deleteFrom('passkey_challenges').where('organisation_id', '=', PLATFORM).where('expires_at', '<=', now).execute();
      await transaction.insertInto('passkey_challenges')
        .values({ challenge_hash: hashOf(challenge), purpose, subject_id: subjectId, expires_at: new Date(now.getTime() + LIFETIME) }).execute();
    });
    return challenge;
  }

  /** Uses up a challenge. @returns whether it was given out for this. */
  async redeem(challenge: string, { purpose, subjectId }: ChallengeUse): Promise<boolean> {
    const row = await this.#data.inPlatform((transaction) => transaction.deleteFrom('passkey_challenges')
      .where('organisation_id', '=', PLATFORM).where('challenge_hash', '=', hashOf(Buffer.from(challenge, 'base64url')))
      .returning(['purpose', 'subject_id', 'expires_at']).executeTakeFirst());
    return row !== undefined && row.purpose === purpose && row.subject_id === subjectId && this.#now() < row.expires_at;
  }
}

function hashOf(challenge: Uint8Array): Buffer {
  return createHash('sha256').update(challenge).digest();
}
