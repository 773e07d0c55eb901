import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';

/** Who is told what arrives on a channel of the database. None of these may throw. */
export interface Ear {
  hear(payload: string): void;
  /** The connection was lost and is there again: something may have been missed. */
  missed(): void;
  /** Nothing arrives although the database takes it: a pooler in transaction mode stands between. */
  deaf(): void;
}

export interface ListenOptions {
  readonly connection: ClientConfig;
  readonly channel: string;
  /** Sends on the channel by way of another connection. */
  readonly notify: (channel: string, payload: string) => Promise<void>;
  /** Milliseconds in which a word of our own has to arrive. */
  readonly patience?: number;
}

const PATIENCE = 5_000;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
const NAME = /^[a-z_]{1,60}$/;

/**
 * Listens on a connection of its own, and begins anew where that breaks. At each beginning a word is sent by way of
 * another connection: where it does not come back, `deaf` is called once and it is tried again later.
 *
 * @returns what ends it. Resolves after the first try, however that went.
 */
export async function listenOnPostgres(options: ListenOptions, ear: Ear): Promise<() => Promise<void>> {
  if (!NAME.test(options.channel)) throw new TypeError('A channel is a name of small letters.');
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = false;
  let told = false;

  const again = (): void => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void attempt(true);
    }, Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(failures, 10)));
    timer.unref();
    failures += 1;
  };
  const attempt = async (lost: boolean): Promise<void> => {
    const current = new Client({ ...options.connection, application_name: 'cash-flow-events', keepAlive: true });
    client = current;
    // A connection that breaks is replaced; without a listener the event would end the process.
    current.on('error', () => undefined);
    current.on('end', () => { if (client === current) again(); });
    try {
      await current.connect();
      const heard = await listensTo(current, options, ear);
      failures = 0;
      if (heard && lost) ear.missed();
      if (!heard && !told) ear.deaf();
      told = !heard;
    } catch {
      await current.end().catch(() => undefined);
      if (client === current) again();
    }
  };
  await attempt(false);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    const last = client;
    client = undefined;
    await last?.end().catch(() => undefined);
  };
}

/** Whether a word that is sent on the channel arrives. */
async function listensTo(client: Client, { channel, notify, patience = PATIENCE }: ListenOptions, ear: Ear): Promise<boolean> {
  const probe = `probe ${randomUUID()}`;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  client.on('notification', ({ payload = '' }) => {
    if (payload === probe) resolve(true);
    else if (!payload.startsWith('probe ')) ear.hear(payload);
  });
  await client.query(`LISTEN ${channel}`);
  const timer = setTimeout(() => { resolve(false); }, patience);
  try {
    await notify(channel, probe);
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
