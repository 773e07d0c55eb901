import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { normaliseEmail } from '../../packages/server/src/access/email.ts';
import { idempotentRequest } from '../../packages/server/src/http/idempotent-request.ts';
import { ChildServer, type Fault } from './child-server.ts';
import type { FaultServer } from './fault-server.ts';
import { AccountModel, readWorkedAccount } from './worked-account.ts';
import type { WriterMessage, WriterSettings, WriterTask } from './writer.ts';

/** A place for one writing process after the other, and what must stand in the accounts that they work on. */
export class WriterSeat {
  readonly #settings: WriterSettings;
  readonly #onFault: (fault: Fault) => void;
  readonly #models: readonly AccountModel[];
  readonly #people = new Set<string>();
  readonly #verified = new Set<string>();
  #working = 0;
  #child: ChildServer<WriterMessage, WriterTask>;
  #starts = 0;
  #paused: () => void = () => undefined;
  /** Changes that were acknowledged. */
  changes = 0;

  constructor(settings: WriterSettings, onFault: (fault: Fault) => void) {
    this.#settings = settings;
    this.#onFault = onFault;
    this.#models = settings.accounts.map(() => new AccountModel());
    this.#child = this.#start();
  }

  /** Kills the process in whatever it is at, and starts the next one. */
  async kill(): Promise<void> {
    await this.#child.kill();
    this.#child = this.#start();
  }

  /** Returns when nothing is being written. @throws {Error} when the process ended by itself. */
  async pause(): Promise<void> {
    const child = this.#child;
    const paused = new Promise<void>((resolve) => { this.#paused = resolve; });
    child.send('pause');
    const ended = await Promise.race([paused, child.ended]);
    if (ended !== undefined) throw new Error(`A writing process ended by itself (${ended}).\n${child.error}`);
  }

  resume(): void {
    this.#child.send('resume');
  }

  async end(): Promise<void> {
    await this.#child.kill();
  }

  /** While it is paused: what is wrong with what stands there, compared with what was acknowledged. */
  async check(server: FaultServer): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const [index, account] of this.#settings.accounts.entries()) {
      const descriptions = (await readWorkedAccount(server, account)).map(({ description }) => description);
      const fault = this.#models[index]!.settle(descriptions);
      if (fault !== undefined) faults.push(fault);
      for (const description of descriptions) {
        const key = /^entry (\S+)/.exec(description)?.[1];
        if (key === undefined || this.#verified.has(key)) continue;
        this.#verified.add(key);
        // The answer is kept in the transaction of what it tells of.
        const request = idempotentRequest(key, account, { operation: 'createTransaction', path: account.accountId, body: new TextEncoder().encode(key) });
        const { before } = await server.idempotency.begin(request);
        if ((before?.answer as { description?: string } | undefined)?.description !== `entry ${key}`) faults.push(`The answer of an entry is lost: ${key}`);
      }
    }
    for (const email of this.#people) {
      const { current } = await server.vault.blindIndex('login', normaliseEmail(email));
      const found = await server.data.inPlatform((transaction) => transaction.selectFrom('people').select('id').where('organisation_id', '=', PLATFORM).where('login_index', '=', current).execute());
      if (found.length !== 1) faults.push(`A person who was created is there ${String(found.length)} times: ${email}`);
    }
    this.#people.clear();
    return faults;
  }

  #start(): ChildServer<WriterMessage, WriterTask> {
    const settings = { ...this.#settings, seed: this.#settings.seed + 7_919 * this.#starts };
    this.#starts += 1;
    return new ChildServer<WriterMessage, WriterTask>(new URL('./writer.ts', import.meta.url), settings, (message) => { this.#hear(message); });
  }

  #hear(message: WriterMessage): void {
    switch (message.kind) {
      case 'found': {
        const fault = this.#models[message.account]!.settle(message.descriptions);
        if (fault !== undefined) this.#onFault({ name: 'lost', text: fault, begunAt: Date.now() });
        break;
      }
      case 'intends':
        this.#working = message.account;
        this.#models[message.account]!.intend(message.adds, message.removes);
        break;
      case 'acknowledged':
        this.#models[this.#working]!.acknowledge();
        this.changes += 1;
        break;
      case 'created-person':
        this.#people.add(message.email);
        break;
      case 'failed':
        this.#onFault(message.fault);
        break;
      case 'paused':
        this.#paused();
        break;
    }
  }
}
