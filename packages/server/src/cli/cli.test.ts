import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createEmptyPostgres, createTestDatabase } from '../testing/test-database.ts';
import { run, start } from './testing/command-process.ts';

interface Running {
  readonly output: string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that serves and waits until its output fits. */
async function serve(parameters: readonly string[], ready: RegExp, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const child = start(parameters, env);
  onTestFinished(() => { child.kill('SIGKILL'); });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      if (ready.test(output)) resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('close', (code) => { reject(new Error(`Ended with ${String(code)}: ${output}`)); });
  });
  return {
    output,
    stop: async (signal = 'SIGTERM') => {
      const closed = once(child, 'close') as Promise<[number | null]>;
      child.kill(signal);
      return (await closed)[0];
    },
  };
}

/** A port that somebody else listens on. */
async function listening(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => { server.close(); });
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'command-line-')); });
afterAll(() => rm(folder, { recursive: true }));

describe('the command line', () => {
  it('tells its commands, and more about each', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of ['demo', 'serve', 'migrate', 'admin create', 'backup', 'restore', 'restore drill', 'restore custody', 'ledger verify', 'jobs list', 'jobs replay', 'inspect', 'openapi']) {
      expect(out).toContain(`  ${name} `);
      const help = await run([...name.split(' '), '--help']);
      expect(help.code).toBe(0);
      expect(help.out).toMatch(new RegExp(`^Usage: cashflowsmart ${name} `));
    }
  });

  it.each([[[]], [['nothing']], [['ledger']], [['inspect']], [['inspect', 'a', 'b']], [['inspect', '--colour', 'a']], [['demo', '--port', '80x']], [['demo', '--port', '65536']], [['serve']]])(
    'refuses %j with a sentence and exit code 2', async (parameters) => {
      const { code, out, error } = await run(parameters, { DATABASE_URL: '', CASH_FLOW_KEY_FILE: '', CASH_FLOW_KEY_PROVIDER: '' });
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(error).toMatch(/^\S.*\n/);
      expect(error).not.toMatch(/^\s+at /m);
    },
  );

  it('tells the commands of a group where the second word is missing or wrong', async () => {
    for (const parameters of [['keys'], ['keys', 'rotat'], ['ledger'], ['jobs']]) {
      const { code, error } = await run(parameters);
      expect([code, error]).toEqual([2, expect.stringContaining(`\n  ${parameters[0] ?? ''} `)]);
    }
    const help = await run(['keys', '--help']);
    expect([help.code, help.error]).toEqual([0, '']);
    expect(help.out).toMatch(/^Usage: cashflowsmart keys COMMAND \[OPTIONS\]\n\n {2}keys status +List/);
    expect(help.out).not.toContain('jobs list');
  });

  it('says of a file that it is no data folder', async () => {
    for (const parameters of [['demo', '--port', '0'], ['migrate'], ['keys', 'status']]) {
      const { code, error } = await run([...parameters, '--folder', import.meta.filename]);
      expect([code, error]).toEqual([1, `${import.meta.filename} is not a folder. Name a data folder.\n`]);
    }
  });

  it('prints the description of the API', async () => {
    expect(JSON.parse((await run(['openapi'])).out)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) as string });
  });
});

describe('demo', () => {
  let data: string;
  beforeAll(() => { data = join(folder, 'demo'); });
  const READY = /data-entry@example\.com +\S+/;
  const urlOf = ({ output }: Running): string => /https?:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
  const passwordOf = ({ output }: Running, role: string): string => new RegExp(`${role}@example\\.com +(\\S+)`).exec(output)?.[1] ?? '';
  const signIn = (url: string, email: string, password: string): Promise<Response> => fetch(`${url}/v1/session`, {
    method: 'POST', body: JSON.stringify({ email, password }), headers: { origin: url, 'cash-flow-request': '1', 'content-type': 'application/json' },
  });

  it('starts, refuses a second server on its folder, stops in order, and finds everything again', async () => {
    const first = await serve(['demo', '--folder', data, '--port', '0'], READY);
    const url = urlOf(first);
    const session = await signIn(url, 'admin@example.com', passwordOf(first, 'admin'));
    expect(session.status).toBe(201);
    const { memberships } = await session.json() as { memberships: { organisationId: string }[] };
    expect((await fetch(`${url}/`)).headers.get('content-type')).toBe('text/html; charset=utf-8');

    const served = await run(['ledger', 'verify', '--folder', data, '--json']);
    expect([served.code, JSON.parse(served.out)]).toEqual([0, { organisations: 1, findings: [] }]);

    const second = await run(['demo', '--folder', data, '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.error).toMatch(/^Another server \(process \d+\) is using this data folder\..*\n$/);

    expect(await first.stop('SIGINT')).toBe(0);
    const other = await listening();
    expect(await run(['demo', '--folder', data, '--port', other])).toMatchObject({ code: 1, error: `Port ${other} is in use. Choose another one with --port.\n` });

    const again = await serve(['demo', '--folder', data, '--port', '0'], READY);
    expect(passwordOf(again, 'operator')).toBe(passwordOf(first, 'operator'));
    const answer = await signIn(urlOf(again), 'admin@example.com', passwordOf(again, 'admin'));
    expect((await answer.json() as { memberships: unknown }).memberships).toEqual(memberships);
    expect(await again.stop()).toBe(0);

    const verified = await run(['ledger', 'verify', '--folder', data, '--json']);
    expect([verified.code, JSON.parse(verified.out)]).toEqual([0, { organisations: 1, findings: [] }]);
    expect(await run(['ledger', 'verify', '--folder', data, '--organisation', '00000000-0000-4000-8000-000000000000'])).toMatchObject({ code: 1, error: 'There is no such organisation.\n' });
    expect(await run(['migrate', '--folder', data])).toMatchObject({ code: 0, out: 'The tables are up to date.\n' });
  }, 300_000);

  // These find what the first test left: making a database takes seconds.
  it('keeps passwords and keys from others, and says what the file of passwords is', async () => {
    if (process.platform !== 'win32') {
      for (const [name, mode] of [['.', 0o700], ['demo-sign-ins.json', 0o600], ['keys/master.key', 0o600], ['custody', 0o700]] as const) {
        expect((await stat(join(data, name))).mode & 0o777, name).toBe(mode);
      }
    }
    expect(JSON.parse(await readFile(join(data, 'demo-sign-ins.json'), 'utf8'))).toMatchObject({ about: expect.stringContaining('demo only') as string });
  });

  it('serves HTTPS with a certificate of its own', async () => {
    const server = await serve(['demo', '--folder', data, '--port', '0', '--https'], READY);
    const url = urlOf(server);
    expect(url).toMatch(/^https:/);
    const ca = await readFile(join(data, 'certificate', 'certificate.pem'), 'utf8');
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      httpsRequest(`${url}/healthz`, { ca, agent: false }, (message) => { message.resume(); resolve(message.headers); }).on('error', reject).end();
    });
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    expect(await server.stop()).toBe(0);
  }, 180_000);

  it('serves the people of a restored folder, with a key file from elsewhere', async () => {
    const first = await serve(['demo', '--folder', data, '--port', '0'], READY);
    const password = passwordOf(first, 'operator');
    await first.stop();
    const [key, archive, keys, there] = [join(data, 'keys', 'master.key'), join(folder, 'data.backup'), join(folder, 'keys-backup', 'custody'), join(folder, 'restored')];
    await mkdir(join(folder, 'keys-backup'));
    expect((await run(['backup', archive, '--custody-to', keys, '--folder', data])).code).toBe(0);
    const restored = await run(['restore', archive, '--custody-from', keys, '--folder', there, '--key-file', key]);
    expect(restored.code, restored.error).toBe(0);
    const parameters = ['demo', '--folder', there, '--port', '0', '--key-file', key];
    expect(await run(parameters, { CASH_FLOW_DATA_KEY_DAYS: 'soon' })).toMatchObject({ code: 2, error: 'CASH_FLOW_DATA_KEY_DAYS takes whole days, from 1 to 366.\n' });
    const server = await serve(parameters, /For trying only/);
    expect(server.output).toContain('This data was restored: sign in as the people did who were in the backup.');
    expect((await signIn(urlOf(server), 'operator@example.com', password)).status).toBe(201);
    expect(await server.stop()).toBe(0);
  }, 300_000);

  it('does not start with a master key that is not its own', async () => {
    const path = join(data, 'keys', 'master.key');
    const own = await readFile(path, 'utf8');
    const { masterKeyId } = JSON.parse(own) as { masterKeyId: string };
    await writeFile(path, own.replace(masterKeyId, randomUUID()));
    expect(await run(['demo', '--folder', data, '--port', '0'])).toMatchObject({ code: 1, error: 'The key file does not hold the master key under which this data was kept.\n' });
    await writeFile(path, own);
  }, 180_000);

  it('asks for a fresh folder where the first start was interrupted', async () => {
    const path = join(data, 'demo-sign-ins.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"complete": true', '"complete": false'));
    expect(await run(['demo', '--folder', data, '--port', '0'])).toMatchObject({ code: 1, error: expect.stringMatching(/was interrupted\. Remove the folder/) as string });
  }, 180_000);
});

describe('serve', () => {
  it('asks for migrations first, then serves PostgreSQL until it is told to stop', async () => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    if (database.options.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
    const env = { DATABASE_URL: database.options.connectionString };
    const keys = ['--key-file', join(folder, 'serve-keys', 'master.key'), '--custody', join(folder, 'serve-custody')];
    const parameters = ['serve', '--origin', 'https://portal.example', '--port', '0', ...keys];

    const withoutKey = await run(parameters, env);
    expect(withoutKey).toMatchObject({ code: 1, error: `The key file is not there. It was looked for at ${join(folder, 'serve-keys', 'master.key')}. At the very first start serve makes one with --create-key-file; later, restore it from its backup.\n` });
    expect(await run([...parameters, '--address', '0.0.0.0'], env)).toMatchObject({ code: 1 });

    const inVariable = { ...env, CASH_FLOW_KEY_PROVIDER: 'env', CASH_FLOW_MASTER_KEYS: `1:${randomBytes(32).toString('base64')}` };
    const reachable = ['serve', '--origin', 'https://portal.example', '--port', '0', '--behind-tls-proxy', '--custody', join(folder, 'serve-custody')];
    expect(await run(reachable, inVariable)).toMatchObject({ code: 2, error: expect.stringContaining('for development only') as string });

    const server = await serve([...parameters, '--create-key-file'], /Listening on 127\.0\.0\.1:\d+\./, env);
    const url = `http://${/127\.0\.0\.1:\d+/.exec(server.output)?.[0] ?? ''}`;
    // Only the names of its pages are answered.
    expect((await fetch(`${url}/healthz`)).status).toBe(403);
    expect(await server.stop()).toBe(0);
    expect(await run(['ledger', 'verify', ...keys], env)).toMatchObject({ code: 0, out: 'The ledgers of 0 organisations add up.\n' });
  }, 180_000);

  it('takes custody from another PostgreSQL, once it has its tables', async () => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    if (database.options.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
    const custody = await createEmptyPostgres();
    onTestFinished(custody.remove);
    const env = { DATABASE_URL: database.options.connectionString, CASH_FLOW_CUSTODY_URL: custody.connectionString, CASH_FLOW_KEY_FILE: join(folder, 'url-keys', 'master.key') };
    const owner = database.ownerOptions.kind === 'postgres' ? database.ownerOptions.connectionString : '';
    const parameters = ['serve', '--origin', 'https://portal.example', '--port', '0', '--create-key-file'];
    expect(await run(parameters, { ...env, CASH_FLOW_CUSTODY: folder })).toMatchObject({ code: 2, error: 'Set CASH_FLOW_CUSTODY or CASH_FLOW_CUSTODY_URL, not both.\n' });
    expect(await run(parameters, env)).toMatchObject({ code: 1, error: expect.stringContaining('Run migrate') as string });
    expect(await run(['migrate', '--serve-as', 'nobody'], { ...env, CASH_FLOW_OWNER_URL: owner }))
      .toMatchObject({ code: 1, out: '', error: expect.stringContaining("CREATE ROLE nobody LOGIN PASSWORD '...'") as string });
    expect(await run(['migrate'], { ...env, CASH_FLOW_OWNER_URL: owner }))
      .toMatchObject({ code: 0, out: 'The tables are up to date.\ncash_flow_server may serve.\nMigrated: custody, version 2\n' });
    const asOwner = { ...env, DATABASE_URL: owner };
    expect(await run(parameters, asOwner)).toMatchObject({ code: 1, error: expect.stringContaining('The role cash_flow_owner owns the tables') as string });
    const server = await serve(parameters, /Listening on 127\.0\.0\.1:\d+\./, env);
    expect(await server.stop()).toBe(0);
    expect(await run(['ledger', 'verify'], env)).toMatchObject({ code: 0, out: 'The ledgers of 0 organisations add up.\n' });
    expect(await run(['doctor'], env)).toMatchObject({ out: expect.stringMatching(/^ok +Row-level security is forced on every table/m) as string });
    expect(await run(['doctor'], asOwner)).toMatchObject({ code: 1, out: expect.stringMatching(/^FAILURE +The role cash_flow_owner owns the tables/m) as string });
  }, 180_000);

  it('says that a database without tables has to be migrated', async () => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    if (database.options.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
    const empty = new URL(database.options.connectionString);
    empty.pathname = '/postgres';
    const parameters = ['serve', '--origin', 'https://portal.example', '--create-key-file', '--key-file', join(folder, 'empty-keys', 'k'), '--custody', join(folder, 'empty-custody')];
    expect(await run(parameters, { DATABASE_URL: empty.href })).toMatchObject({ code: 1, error: 'The database has no tables yet. Run migrate first.\n' });
    expect(await run(parameters, { DATABASE_URL: 'postgres://127.0.0.1:1/none' })).toMatchObject({ code: 1, error: 'The database cannot be reached.\n' });
  }, 180_000);
});
