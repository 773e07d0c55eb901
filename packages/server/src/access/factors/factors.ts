import { randomUUID } from 'node:crypto';
import type { DataAccess } from '../../database/data-access.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { OrganisationVault, Vault } from '../../vault/index.ts';
import type { InTransaction } from '../sessions.ts';
import { deleteFactors, type FactorRow, factorsOf, insertFactor, openFactor, replaceFactor } from './factor-rows.ts';
import { newRecoveryCodes, recoveryCodeHash, useRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, totpSecretText, totpStep, totpUri } from './totp.ts';

/** How a second factor can be shown. */
export type SecondFactor = 'totp' | 'recovery-code' | 'passkey';

export interface FactorsOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'platform'>;
  readonly now: () => Date;
}

/** The factors of a person beside the password. */
export interface OwnFactors {
  readonly totp: { readonly id: string; readonly createdAt: Date } | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly createdAt: Date; readonly lastUsedAt: Date | null }[];
}

/** Authenticator apps and recovery codes. Each code is good once, on whichever server: the row is written as it was read, or not at all. */
export class Factors {
  readonly #data: DataAccess;
  readonly #vault: Pick<Vault, 'platform'>;
  readonly #now: () => Date;

  constructor({ data, vault, now }: FactorsOptions) {
    this.#data = data;
    this.#vault = vault;
    this.#now = now;
  }

  /** How this person can show a second factor; none where they have none. Opens nothing. */
  async methodsOf(personId: string): Promise<readonly SecondFactor[]> {
    const kinds = new Set((await this.#rows(personId)).filter(({ state }) => state === 'active').map(({ kind }) => kind));
    if (!kinds.has('totp') && !kinds.has('passkey')) return [];
    return [...(kinds.has('passkey') ? ['passkey'] as const : []), ...(kinds.has('totp') ? ['totp'] as const : []), ...(kinds.has('recovery-codes') ? ['recovery-code'] as const : [])];
  }

  async listOf(personId: string): Promise<OwnFactors> {
    const [vault, rows] = [await this.#vault.platform(), await this.#rows(personId)];
    const active = rows.filter(({ state }) => state === 'active');
    const totp = active.find(({ kind }) => kind === 'totp');
    const codes = active.find(({ kind }) => kind === 'recovery-codes');
    return {
      totp: totp ? { id: totp.id, createdAt: totp.created_at } : null,
      recoveryCodesLeft: codes ? openFactor(vault, 'recovery-codes', codes).hashes.length : 0,
      passkeys: active.filter(({ kind }) => kind === 'passkey').map((row) => {
        const { name, lastUsedAt } = openFactor(vault, 'passkey', row);
        return { id: row.id, name, createdAt: row.created_at, lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt) };
      }),
    };
  }

  /** A secret for an authenticator app. It counts once a code of it was shown; until then what was there before goes on. */
  async startTotp(personId: string, label: { readonly issuer: string; readonly account: string }): Promise<{ readonly secret: string; readonly uri: string }> {
    const [vault, rows] = [await this.#vault.platform(), await this.#rows(personId)];
    const secret = newTotpSecret();
    await this.#data.inPlatform(async (transaction) => {
      await deleteFactors(transaction, rows.filter(({ kind, state }) => kind === 'totp' && state === 'pending').map(({ id }) => id));
      await insertFactor(transaction, vault, { id: randomUUID(), personId, kind: 'totp', state: 'pending', createdAt: this.#now(), body: { secret, lastStep: null } });
    });
    return { secret: totpSecretText(secret), uri: totpUri(secret, label) };
  }

  /**
   * Has the new app count, in place of an older one. @returns recovery codes, where the person had none.
   * @throws {ProblemError} `second-factor-failed`
   */
  async confirmTotp(personId: string, code: string, inTransaction?: InTransaction): Promise<readonly string[] | null> {
    const [vault, rows] = [await this.#vault.platform(), await this.#rows(personId)];
    const pending = rows.find(({ kind, state }) => kind === 'totp' && state === 'pending');
    const body = pending && openFactor(vault, 'totp', pending);
    const lastStep = body && totpStep(body.secret, code, { now: this.#now(), lastStep: undefined });
    if (!pending || !body || lastStep === undefined) throw new ProblemError('second-factor-failed');
    const codes = rows.some(({ kind }) => kind === 'recovery-codes') ? null : newRecoveryCodes();
    await this.#data.inPlatform(async (transaction) => {
      await deleteFactors(transaction, rows.filter(({ kind, state }) => kind === 'totp' && state === 'active').map(({ id }) => id));
      if (!await replaceFactor<'totp'>(transaction, vault, pending, { ...body, lastStep }, 'active')) throw new ProblemError('second-factor-failed');
      if (codes) await this.#insertCodes(transaction, vault, personId, codes);
      await inTransaction?.(transaction);
    });
    return codes;
  }

  /** Whether this is a code of the person's app that was not used before. */
  async useTotp(personId: string, code: string): Promise<boolean> {
    return this.#use(personId, 'totp', (vault, row) => {
      const body = openFactor(vault, 'totp', row);
      const step = totpStep(body.secret, code, { now: this.#now(), lastStep: body.lastStep ?? undefined });
      return step === undefined ? undefined : { ...body, lastStep: step };
    });
  }

  /** Whether this is one of the person's recovery codes, which is used up then. */
  async useRecoveryCode(personId: string, code: string): Promise<boolean> {
    return this.#use(personId, 'recovery-codes', (vault, row) => {
      const left = useRecoveryCode(openFactor(vault, 'recovery-codes', row).hashes, code);
      return left && { hashes: [...left] };
    });
  }

  /** Recovery codes for a first second factor; null where there are some already. */
  async firstRecoveryCodes(personId: string): Promise<readonly string[] | null> {
    return (await this.#rows(personId)).some(({ kind }) => kind === 'recovery-codes') ? null : this.newRecoveryCodes(personId);
  }

  /** New recovery codes; the older ones are worth nothing any more. @throws {ProblemError} `not-found` where there is no second factor to recover. */
  async newRecoveryCodes(personId: string, inTransaction?: InTransaction): Promise<readonly string[]> {
    const [vault, rows] = [await this.#vault.platform(), await this.#rows(personId)];
    if (!rows.some(({ kind, state }) => kind !== 'recovery-codes' && state === 'active')) throw new ProblemError('not-found');
    const codes = newRecoveryCodes();
    await this.#data.inPlatform(async (transaction) => {
      await deleteFactors(transaction, rows.filter(({ kind }) => kind === 'recovery-codes').map(({ id }) => id));
      await this.#insertCodes(transaction, vault, personId, codes);
      await inTransaction?.(transaction);
    });
    return codes;
  }

  /** Removes an app or a passkey; with the last of them the recovery codes go. @throws {ProblemError} `not-found` */
  async remove(personId: string, factorId: string, inTransaction?: InTransaction): Promise<void> {
    await this.#data.inPlatform(async (transaction) => {
      const rows = await factorsOf(transaction, personId);
      const removed = rows.find(({ id, kind }) => id === factorId && kind !== 'recovery-codes');
      if (!removed) throw new ProblemError('not-found');
      const last = !rows.some(({ id, kind, state }) => id !== factorId && kind !== 'recovery-codes' && state === 'active');
      await deleteFactors(transaction, last ? rows.map(({ id }) => id) : [factorId]);
      await inTransaction?.(transaction);
    });
  }

  #rows(personId: string): Promise<readonly FactorRow[]> {
    return this.#data.inPlatform((transaction) => factorsOf(transaction, personId));
  }

  async #use<Kind extends 'totp' | 'recovery-codes'>(personId: string, kind: Kind, used: (vault: OrganisationVault, row: FactorRow) => Parameters<typeof replaceFactor<Kind>>[3] | undefined): Promise<boolean> {
    const [vault, rows] = [await this.#vault.platform(), await this.#rows(personId)];
    const row = rows.find((each) => each.kind === kind && each.state === 'active');
    const body = row && used(vault, row);
    return row !== undefined && body !== undefined && await this.#data.inPlatform((transaction) => replaceFactor<Kind>(transaction, vault, row, body));
  }

  async #insertCodes(transaction: Parameters<typeof insertFactor>[0], vault: OrganisationVault, personId: string, codes: readonly string[]): Promise<void> {
    await insertFactor(transaction, vault, {
      id: randomUUID(), personId, kind: 'recovery-codes', state: 'active', createdAt: this.#now(), body: { hashes: codes.map(recoveryCodeHash) },
    });
  }
}
