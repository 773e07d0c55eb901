import { randomUUID } from 'node:crypto';
import type { PasskeyAssertion, PasskeyCreation, PasskeyCreationOptions, PasskeyRequestOptions } from '@cashflowsmart/sdk/contract';
import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { DataAccess } from '../../database/data-access.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import { PLATFORM } from '../../database/schema.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { type IndexedColumn, type ReindexBatch, type ReindexedBatch, SealedValueError, unlessDestroyed, type Vault } from '../../vault/index.ts';
import { refuseUnknownIndexKeys } from '../index-locks.ts';
import type { InTransaction } from '../sessions.ts';
import { Challenges, type ChallengeUse } from './challenges.ts';
import { factorByIndex, factorsOf, insertFactor, openFactor, replaceFactor } from './factor-rows.ts';
import type { RelyingParty } from './relying-party.ts';

/** More would be a mistake of a program. */
const MOST_PASSKEYS = 20;
const TIMEOUT = 5 * 60_000;

export interface PasskeysOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'platform' | 'blindIndex'>;
  readonly now: () => Date;
}

/** Whose passkey it is that is made, as the browser shows it. */
export interface PasskeyOwner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A passkey that a device has made, with the name that its owner gave it. */
export interface NewPasskey {
  readonly name: string;
  readonly response: PasskeyCreation;
  readonly inTransaction?: InTransaction;
}

/** Passkeys (WebAuthn Level 3): discoverable, always with user verification, found by a blind index of their credential id. */
export class Passkeys {
  readonly #data: DataAccess;
  readonly #vault: Pick<Vault, 'platform' | 'blindIndex'>;
  readonly #now: () => Date;
  readonly #challenges: Challenges;

  constructor({ data, vault, now }: PasskeysOptions) {
    this.#data = data;
    this.#vault = vault;
    this.#now = now;
    this.#challenges = new Challenges({ data, now });
  }

  async creationOptions(owner: PasskeyOwner, sessionId: string, party: RelyingParty): Promise<PasskeyCreationOptions> {
    const [challenge, existing] = [await this.#challenges.issue({ purpose: 'create', subjectId: sessionId }), await this.#credentialsOf(owner.id)];
    const options = await generateRegistrationOptions({
      rpID: party.id, rpName: party.name, userName: owner.email, userDisplayName: owner.name, userID: userHandle(owner.id), challenge, timeout: TIMEOUT,
      attestationType: 'none', excludeCredentials: [...existing],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return options as PasskeyCreationOptions;
  }

  /** Keeps a new passkey. @throws {ProblemError} `passkey-refused` @returns its id. */
  async create(owner: PasskeyOwner, sessionId: string, party: RelyingParty, { name, response, inTransaction }: NewPasskey): Promise<string> {
    const expectedChallenge = await this.#redeemed(response.response.clientDataJSON, { purpose: 'create', subjectId: sessionId });
    const { registrationInfo } = await verifyRegistrationResponse({
      // The same but for how a member that is left out is written in types.
      response: response as RegistrationResponseJSON, expectedChallenge, expectedOrigin: [...party.origins], expectedRPID: party.id, requireUserVerification: true,
    }).catch(refuse);
    if (!registrationInfo) throw new ProblemError('passkey-refused');
    const { credential } = registrationInfo;
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#vault.blindIndex('passkey', credential.id)]);
    const id = randomUUID();
    try {
      await this.#data.inPlatform(async (transaction) => {
        const own = (await factorsOf(transaction, owner.id)).filter(({ kind }) => kind === 'passkey');
        if (own.length >= MOST_PASSKEYS || await factorByIndex(transaction, index.all)) throw new ProblemError('passkey-refused');
        await insertFactor(transaction, vault, {
          id, personId: owner.id, kind: 'passkey', state: 'active', createdAt: this.#now(), lookupIndex: index.current,
          body: { credentialId: credential.id, publicKey: credential.publicKey, counter: credential.counter, transports: [...credential.transports ?? []], name, lastUsedAt: null },
        });
        await inTransaction?.(transaction);
      });
    } catch (error) {
      throw isUniqueViolation(error, 'factors_lookup') ? new ProblemError('passkey-refused') : error;
    }
    return id;
  }

  /** Options to sign with a passkey; with `personId` one of that person's, else any that the device has for this domain. */
  async requestOptions(use: ChallengeUse, party: RelyingParty, personId?: string): Promise<PasskeyRequestOptions> {
    const [challenge, allowed] = [await this.#challenges.issue(use), personId === undefined ? [] : await this.#credentialsOf(personId)];
    const options = await generateAuthenticationOptions({ rpID: party.id, challenge, timeout: TIMEOUT, userVerification: 'required', allowCredentials: [...allowed] });
    return options as PasskeyRequestOptions;
  }

  /** The person whose passkey has signed; undefined where it is nobody's, or something is not right. */
  async use(assertion: PasskeyAssertion, use: ChallengeUse, party: RelyingParty): Promise<string | undefined> {
    const expectedChallenge = await this.#redeemed(assertion.response.clientDataJSON, use);
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#vault.blindIndex('passkey', assertion.id)]);
    const row = await this.#data.inPlatform(async (transaction) => {
      const found = await factorByIndex(transaction, index.all);
      if (!found) await refuseUnknownIndexKeys(transaction, index.all);
      return found;
    });
    if (!row || (assertion.response.userHandle !== undefined && assertion.response.userHandle !== Buffer.from(userHandle(row.person_id)).toString('base64url'))) return undefined;
    const body = openFactor(vault, 'passkey', row);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion as AuthenticationResponseJSON, expectedChallenge, expectedOrigin: [...party.origins], expectedRPID: party.id, requireUserVerification: true,
      credential: { id: body.credentialId, publicKey: Uint8Array.from(body.publicKey), counter: body.counter },
    }).catch(refuse);
    if (!verified) return undefined;
    // A counter that did not rise was refused above; where another server was faster, this one knows no better than to refuse, too.
    const kept = await this.#data.inPlatform((transaction) =>
      replaceFactor<'passkey'>(transaction, vault, row, { ...body, counter: authenticationInfo.newCounter, lastUsedAt: this.#now().getTime() }));
    return kept ? row.person_id : undefined;
  }

  /** Puts passkeys whose index is from one of these keys under the present one. */
  async reindex(keyIds: readonly number[], { after, limit }: ReindexBatch): Promise<ReindexedBatch> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) => {
      const old = transaction.selectFrom('factors').select(['id', 'person_id', 'kind', 'state', 'created_at', 'revision', 'seal_version', 'sealed', 'lookup_index'])
        .where('organisation_id', '=', PLATFORM).where('lookup_key_id', 'in', keyIds.map(String));
      return (after === undefined ? old : old.where('id', '>', after)).orderBy('id').limit(limit).execute();
    });
    const opened = rows.flatMap((row) => {
      const credentialId = readable(() => openFactor(vault, 'passkey', row).credentialId);
      return credentialId === undefined ? [] : [{ row, credentialId }];
    });
    let moved = 0n;
    for (const { row, credentialId } of opened) {
      const index = await this.#vault.blindIndex('passkey', credentialId);
      moved += (await this.#data.inPlatform((transaction) => transaction.updateTable('factors').set({ lookup_index: index.current })
        .where('organisation_id', '=', PLATFORM).where('id', '=', row.id).where('lookup_index', '=', row.lookup_index).executeTakeFirst())).numUpdatedRows;
    }
    return { moved: Number(moved), unreadable: rows.length - opened.length, last: rows.length < limit ? undefined : rows.at(-1)?.id };
  }

  async #credentialsOf(personId: string): Promise<readonly { readonly id: string; readonly transports: string[] }[]> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) => factorsOf(transaction, personId));
    return rows.filter(({ kind }) => kind === 'passkey').map((row) => credentialOf(openFactor(vault, 'passkey', row)));
  }

  /** The challenge that was signed, used up. @throws {ProblemError} `passkey-refused` where it was not given out for this. */
  async #redeemed(clientData: string, use: ChallengeUse): Promise<string> {
    const challenge = challengeIn(clientData);
    if (challenge === undefined || !await this.#challenges.redeem(challenge, use)) throw new ProblemError('passkey-refused');
    return challenge;
  }
}

/** How a new index key takes over the indexes of passkeys. */
export function passkeyIndex(passkeys: Pick<Passkeys, 'reindex'>): IndexedColumn {
  return { table: 'factors', keyColumn: 'lookup_key_id', reindex: (keyIds, batch) => passkeys.reindex(keyIds, batch) };
}

function credentialOf({ credentialId, transports }: { readonly credentialId: string; readonly transports: readonly string[] }): { readonly id: string; readonly transports: string[] } {
  return { id: credentialId, transports: [...transports] };
}

/** The sixteen bytes of the person's id: they say nothing about anybody (WebAuthn Level 3, section 14.6.1). */
function userHandle(personId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(personId.replaceAll('-', ''), 'hex'));
}

function challengeIn(clientData: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** The library throws for everything that is not right; its messages quote what it was given, so they go no further. */
function refuse(): never {
  throw new ProblemError('passkey-refused');
}

function readable<T>(read: () => T): T | undefined {
  try {
    return unlessDestroyed(read);
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
}
