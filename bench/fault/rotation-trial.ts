import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '../../packages/server/src/database/migrate.ts';
import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { seededRandom } from '../generate-statement.ts';
import { takeCensus } from './census.ts';
import { ChildServer, type Fault } from './child-server.ts';
import { rotationWrites, type CrashPoint } from './crash-points.ts';
import { openFaultServer, type FaultServer } from './fault-server.ts';
import { fill, type Filled } from './fill.ts';
import { Judge } from './judge.ts';
import type { ReaderMessage } from './reader.ts';
import { RotatorSeat } from './rotator-seat.ts';
import type { TrialOptions, TrialResult } from './trial.ts';
import { WriterSeat } from './writer-seat.ts';

/** Everybody who rotates, in processes of their own. */
const ROTATORS = 2;
/** How long the writers give their keys out, in ms: one hears of new keys by itself, one only by being refused. */
const KEY_LIFETIMES = [5_000, 3_600_000];
/** How often a rotating process is killed in one rotation, at most. */
const KILLS = 2;
/** A crash point in a batch is one of so many batches. */
const OCCURRENCES = 40;
/** Chance that a kill is at a named point, not at a random moment; and that a writer is killed in a rotation. */
const AT_POINT = 0.5;
const KILL_WRITER = 0.4;
/** Chance that the process that takes the place of a killed one begins another rotation, and does not only finish what was begun. */
const ROTATE_ANEW = 0.25;
/** For so long after the database is back, in ms, a connection to the old one may still be noticed. */
const AFTERMATH = 2_000;
/** Before a rotation that failed is begun again, in ms. */
const RETRY_AFTER = 200;
/** Faults after which there is no sense in going on. */
const FAULTS = 20;

/** Rotates all keys of a deployment again and again, under reads and writes, while its processes are killed. */
export async function runRotationTrial(options: TrialOptions): Promise<TrialResult> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-fault-'));
  const server = await openFaultServer(options.deployment, { prepare: (database) => migrate(database.kysely) });
  const trial = new RotationTrial(options, server, folder);
  try {
    return await trial.run();
  } finally {
    await trial.end();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class RotationTrial {
  readonly #options: TrialOptions;
  readonly #server: FaultServer;
  readonly #folder: string;
  readonly #random: () => number;
  readonly #counts = { rotators: 0, writers: 0, databases: 0, checked: 0, lost: 0, unreadable: 0, leftBehind: 0, reads: 0, values: 0 };
  readonly #faults: string[] = [];
  readonly #outages: { readonly from: number; to: number }[] = [];
  /** Until a database that was killed is there again. */
  #restart: Promise<void> | undefined;
  #rotators: readonly RotatorSeat[] = [];
  #writers: readonly WriterSeat[] = [];
  #reader: ChildServer<ReaderMessage, never> | undefined;
  #judge: Judge | undefined;
  #active: ReadonlyMap<string, number> = new Map();
  #leftovers: ReadonlySet<string> = new Set();
  /** How long a rotation takes, in ms: the time over which kills are spread. */
  #usual = 0;

  constructor(options: TrialOptions, server: FaultServer, folder: string) {
    this.#options = options;
    this.#server = server;
    this.#folder = folder;
    this.#random = seededRandom(options.seed);
  }

  async run(): Promise<TrialResult> {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    await this.#prepare();
    let rotations = 0;
    while (rotations < this.#options.rotations && this.#faults.length < FAULTS) {
      await this.#rotate(rotations);
      rotations += 1;
      const { rotators, writers, databases, lost, unreadable, leftBehind, values } = this.#counts;
      this.#options.onProgress?.(`rotation ${rotations} of ${this.#options.rotations}, ${seconds().toFixed(0)} s: ${values} values, killed ${rotators} rotating, ${writers} writing, ${databases} databases; ${lost} lost, ${unreadable} unreadable, ${leftBehind} left behind`);
    }
    const { rotators, writers, databases, ...counts } = this.#counts;
    const changes = this.#writers.reduce((sum, writer) => sum + writer.changes, 0);
    return { rotations, kills: { rotators, writers, databases }, ...counts, changes, faults: this.#faults, seconds: seconds() };
  }

  async end(): Promise<void> {
    await Promise.all([...this.#rotators.map((seat) => seat.kill()), ...this.#writers.map((seat) => seat.end()), this.#reader?.kill()]);
  }

  async #prepare(): Promise<void> {
    const { deployment, values, seed } = this.#options;
    const filled = await fill(this.#server, values, KEY_LIFETIMES.length);
    const census = await takeCensus(this.#server);
    this.#active = census.active;
    this.#counts.values = census.entries.size;
    this.#options.onProgress?.(`${census.entries.size} sealed values in ${census.active.size - 1} organisations and on the platform`);
    this.#judge = new Judge(census, new Set(filled.accounts.flat().map(({ accountId }) => accountId)));
    this.#reader = await this.#startReader(filled, this.#judge);
    this.#rotators = Array.from({ length: ROTATORS }, () => new RotatorSeat(deployment));
    this.#writers = KEY_LIFETIMES.map((keyLifetime, index) =>
      new WriterSeat({ deployment, seed: seed + index + 1, accounts: filled.accounts[index]!, keyLifetime }, (fault) => { this.#note('A writer', fault); }));
  }

  async #startReader({ signIns }: Filled, { unchanged }: Judge): Promise<ChildServer<ReaderMessage, never>> {
    const manifest = join(this.#folder, 'manifest');
    await writeFile(manifest, Array.from(unchanged, ([place, digest]) => `${place} ${digest}\n`).join(''));
    const settings = { deployment: this.#options.deployment, seed: this.#options.seed, manifest, signIns };
    return new ChildServer<ReaderMessage, never>(new URL('./reader.ts', import.meta.url), settings, (message) => {
      if (message.kind === 'read') this.#counts.reads += message.count;
      else this.#note('A reader', message.fault);
    });
  }

  /** One rotation of everything, and the check after it. The first one is not disturbed. */
  async #rotate(number: number): Promise<void> {
    const started = performance.now();
    const crash = number > 0 && this.#options.crashDatabase !== undefined && number % (this.#options.databaseCrashEach ?? 10) === 0;
    const kills = number === 0 || crash ? 0 : KILLS;
    // Both in the same order: they meet at each organisation.
    const organisationIds = this.#shuffled();
    await Promise.all([
      ...this.#rotators.map((seat, index) => this.#occupy(seat, organisationIds, kills === 0 ? 0 : Math.max(Number(index === 0), Math.floor(this.#random() * (kills + 1))))),
      ...(crash ? [this.#crashDatabase()] : []),
      ...(number > 0 && !crash && this.#random() < KILL_WRITER ? [this.#killWriter()] : []),
    ]);
    if (kills === 0 && !crash) this.#usual = performance.now() - started;
    await Promise.all(this.#writers.map((writer) => writer.pause()));
    await this.#finish();
    await this.#check();
    for (const writer of this.#writers) writer.resume();
  }

  /** Lets one process rotate, kills it `kills` times, and lets the last one come to an end. */
  async #occupy(seat: RotatorSeat, organisationIds: readonly string[], kills: number): Promise<void> {
    let [left, missed, failed] = [kills, 0, 0];
    for (let attempt = 0; ; attempt += 1) {
      const how = attempt === 0 || this.#random() < ROTATE_ANEW ? 'rotate' : 'finish';
      // Where a step was done by the other process, or the kill came too late, the next one comes at once.
      const crash = left > 0 && missed === 0 && this.#random() < AT_POINT ? this.#crashPoint() : undefined;
      const done = seat.perform({ how, organisationIds, crash });
      if (left > 0 && !crash) {
        const late = await Promise.race([done, delay(missed === 0 ? this.#random() * this.#usual : 0)]);
        if (!late) await seat.kill();
      }
      const end = await done;
      if (end.kind === 'killed') [left, missed] = [left - 1, 0];
      else missed += 1;
      if (end.kind === 'killed') this.#counts.rotators += 1;
      if (end.kind === 'failed') {
        if (this.#note('A rotation', end.fault)) failed += 1;
        if (failed > FAULTS) throw new Error('A rotation does not come to an end.');
        await this.#restart;
        await delay(RETRY_AFTER);
      }
      if (left === 0 && end.kind === 'ended') return;
    }
  }

  /** What begins now and is not killed must leave nothing under older keys, and nobody without a new one. */
  async #finish(): Promise<void> {
    const seat = this.#rotators[0]!;
    const tasks = [{ how: 'finish', organisationIds: this.#shuffled() }, { how: 'rotate', organisationIds: await this.#notBegun() }] as const;
    for (const task of tasks) {
      const end = await seat.perform(task);
      if (end.kind === 'failed') this.#note('The end of a rotation', end.fault);
      if (end.kind === 'ended' && end.left > 0) this.#report([`${end.left} values were left under older keys by a rotation that came to its end.`]);
    }
  }

  /** Whoever should have begun may have been killed before. */
  async #notBegun(): Promise<readonly string[]> {
    const rows = await this.#server.data.inPlatform((transaction) => transaction.selectFrom('key_versions').select(['organisation_id', 'key_id']).where('purpose', '=', 'data').execute());
    return [...this.#active].filter(([organisationId, keyId]) => !rows.some((row) => row.organisation_id === organisationId && Number(row.key_id) > keyId)).map(([organisationId]) => organisationId);
  }

  async #check(): Promise<void> {
    const census = await takeCensus(this.#server);
    const verdict = this.#judge!.judge(census);
    this.#counts.values = census.entries.size;
    this.#counts.checked += census.entries.size;
    this.#counts.lost += verdict.lost.length;
    this.#counts.unreadable += verdict.unreadable.length;
    this.#counts.leftBehind += verdict.leftBehind.length;
    const stale = [...census.active].filter(([organisationId, keyId]) => keyId <= (this.#active.get(organisationId) ?? 0)).map(([organisationId]) => `${organisationId} did not get a new key.`);
    this.#active = census.active;
    const findings = await Promise.all([...census.active.keys()].filter((id) => id !== PLATFORM).map((id) => this.#server.ledger.verify(id)));
    const written = await Promise.all(this.#writers.map((writer) => writer.check(this.#server)));
    this.#report([
      ...named('lost', verdict.lost), ...named('unreadable', verdict.unreadable), ...named('left behind', verdict.leftBehind),
      ...verdict.faults, ...stale, ...findings.flat().map((finding) => `ledger: ${JSON.stringify(finding)}`), ...written.flat(), ...await this.#custodyLeftovers(),
    ]);
  }

  /** A half-written file of custody may stay where a process was killed, and is gone after the next write. */
  async #custodyLeftovers(): Promise<readonly string[]> {
    const found = (await readdir(join(this.#options.deployment.keys.custodyFolder, 'keys'))).filter((name) => !name.endsWith('.json'));
    const stayed = found.filter((name) => this.#leftovers.has(name));
    this.#leftovers = new Set(found);
    return stayed.map((name) => `custody: ${name} stays behind.`);
  }

  async #killWriter(): Promise<void> {
    await delay(this.#random() * this.#usual);
    await this.#writers[Math.floor(this.#random() * this.#writers.length)]!.kill();
    this.#counts.writers += 1;
  }

  async #crashDatabase(): Promise<void> {
    await delay(this.#random() * this.#usual);
    const outage = { from: Date.now(), to: Infinity };
    this.#outages.push(outage);
    this.#restart = this.#options.crashDatabase?.();
    await this.#restart;
    outage.to = Date.now() + AFTERMATH;
    this.#counts.databases += 1;
  }

  /** Everything that fails is a fault, but for the absence of a database that was killed. @returns whether it is one. */
  #note(who: string, { name, text, begunAt }: Fault): boolean {
    const now = Date.now();
    if (name === 'DatabaseUnavailableError' && this.#outages.some(({ from, to }) => begunAt <= to && now >= from)) return false;
    this.#report([`${who} failed: ${text}`]);
    return true;
  }

  /** Said at once: whoever watches a long run need not wait for its end. */
  #report(faults: readonly string[]): void {
    this.#faults.push(...faults);
    for (const fault of faults) this.#options.onProgress?.(fault);
  }

  #shuffled(): readonly string[] {
    return [...this.#active.keys()].map((id) => ({ id, order: this.#random() })).toSorted((a, b) => a.order - b.order).map(({ id }) => id);
  }

  #crashPoint(): CrashPoint {
    const write = rotationWrites[Math.floor(this.#random() * rotationWrites.length)]!;
    const occurrences = write === 'batch' ? OCCURRENCES : this.#active.size;
    return { moment: this.#random() < 0.5 ? 'before' : 'after', write, occurrence: 1 + Math.floor(this.#random() * occurrences) };
  }
}

/** Some of many, by name. */
function named(what: string, places: readonly string[]): readonly string[] {
  return places.slice(0, 3).map((place) => `${what}: ${place}`);
}
