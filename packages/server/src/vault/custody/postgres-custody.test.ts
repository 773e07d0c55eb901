import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startPostgresCluster } from '../../testing/postgres-cluster.ts';
import { queryCustody } from '../../testing/test-custody.ts';
import { createEmptyPostgres } from '../../testing/test-database.ts';
import { KeysUnavailableError } from '../errors.ts';
import type { Custody } from './custody.ts';
import { openPostgresCustody } from './postgres-custody.ts';
import { custodySchemaVersion, migrateCustody } from './postgres-custody-schema.ts';
import { custodyKey } from './testing/custody-key.ts';

const organisationId = randomUUID();
let url: string;
/** The same database for who may make roles. */
let superuser: string;

beforeEach(async () => {
  const { connectionString, superuser: ofSuperuser, remove } = await createEmptyPostgres();
  [url, superuser] = [connectionString, ofSuperuser];
  onTestFinished(remove);
});

const open = async (connectionString = url): Promise<Custody> => {
  const custody = await openPostgresCustody({ connectionString, poolSize: 2, lockTimeout: 5000 });
  onTestFinished(() => custody.close());
  return custody;
};
const openNew = async (): Promise<Custody> => {
  await migrateCustody(url);
  return open();
};
const query = <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> => queryCustody<Row>(url, statement, values);

/** Of this database: others in the cluster have theirs. */
const locks = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe('the tables of a custody', () => {
  it('are made once, by however many at once', async () => {
    const made = await Promise.all([migrateCustody(url), migrateCustody(url), migrateCustody(url)]);
    expect(made.filter((version) => version !== undefined)).toEqual([custodySchemaVersion]);
    expect(await migrateCustody(url)).toBeUndefined();
  });

  it('are asked for where they are missing', async () => {
    await expect(open()).rejects.toThrow(/no tables yet.*Run migrate/);
  });

  it('are not touched when a newer program has made them', async () => {
    await migrateCustody(url);
    await query('UPDATE cash_flow_custody.schema_version SET version = 99');
    await expect(migrateCustody(url)).rejects.toThrow(/newer version of this program/);
    await expect(open()).rejects.toThrow(/newer version of this program/);
  });

  it('refuse keys under the id of another organisation', async () => {
    const custody = await openNew();
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    await expect(query('UPDATE cash_flow_custody.organisation_keys SET organisation_id = $1', [randomUUID()])).rejects.toMatchObject({ code: '23514' });
    await query(`UPDATE cash_flow_custody.organisation_keys SET document = document - 'keys'`);
    await expect(custody.keys(organisationId)).rejects.toThrow(KeysUnavailableError);
  });
});

describe('custody in PostgreSQL', () => {
  it('needs a role that may read and write, and owns nothing', async () => {
    await migrateCustody(url);
    const role = `custody_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await queryCustody(superuser, `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    onTestFinished(() => queryCustody(superuser, `DROP OWNED BY ${role}; DROP ROLE ${role}`).then(() => undefined));
    const address = new URL(url);
    address.username = role;
    address.password = password;
    await expect(open(address.href)).rejects.toThrow(/lacks a right/);
    await query(`GRANT USAGE ON SCHEMA cash_flow_custody TO ${role}; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA cash_flow_custody TO ${role}`);
    const custody = await open(address.href);
    await custody.establish(randomUUID());
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(2)));
    await custody.health();
    expect(await custody.describe()).toMatchObject({ kind: 'postgres', cluster: expect.stringMatching(/^\d+$/) as string });
  });

  it('loses no key of a writer that lost its lock: the other one was faster', async () => {
    const custody = await openNew();
    const other = await open();
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    await custody.exclusively(organisationId, async (writer) => {
      await query(`SELECT pg_terminate_backend(pid) FROM (${locks}) AS held`);
      await other.exclusively(organisationId, (second) => second.put(custodyKey(2)));
      await expect(writer.put(custodyKey(2))).rejects.toThrow(/wrote the keys of this organisation in between/);
      await expect(writer.put(custodyKey(3))).rejects.toThrow(KeysUnavailableError);
    });
    expect((await custody.keys(organisationId)).map(({ keyId }) => keyId)).toEqual([1, 2]);
    expect(await custody.revision(organisationId)).toBe(2);
  });

  it('lets one of two make the first keys, with or without a lock', async () => {
    const custody = await openNew();
    const other = await open();
    await custody.exclusively(organisationId, async (writer) => {
      await query(`SELECT pg_terminate_backend(pid) FROM (${locks}) AS held`);
      await other.exclusively(organisationId, (second) => second.put(custodyKey(1)));
      await expect(writer.put(custodyKey(1))).rejects.toThrow(KeysUnavailableError);
    });
  });

  it('leaves no lock on a connection that a pooler could give to somebody else', async () => {
    const custody = await openNew();
    await custody.exclusively(organisationId, async (writer) => {
      await writer.put(custodyKey(1));
      expect(await query(locks)).toHaveLength(1);
    });
    expect(await query(locks)).toEqual([]);
    expect(await query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`)).toEqual([]);
  });

  it('does not let writers that wait keep the one from writing whose turn it is', async () => {
    const custody = await openNew();
    await Promise.all(Array.from({ length: 12 }, () => custody.exclusively(organisationId, (writer) => writer.put(custodyKey(writer.keys.length + 1)))));
    expect(await custody.keys(organisationId)).toHaveLength(12);
  });

  it.each(['off', 'local', 'on', 'remote_apply'])('waits for the disk with each write, where the cluster says %s', async (setting) => {
    await migrateCustody(url);
    const [{ name } = expect.fail('no database')] = await query<{ name: string }>('SELECT current_database() AS name');
    await query(`ALTER DATABASE ${name} SET synchronous_commit = '${setting}'`);
    await query(`CREATE TABLE seen (setting text);
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
      CREATE TRIGGER see BEFORE INSERT OR UPDATE ON cash_flow_custody.organisation_keys FOR EACH ROW EXECUTE FUNCTION see();
      CREATE TRIGGER see BEFORE INSERT ON cash_flow_custody.deployment FOR EACH ROW EXECUTE FUNCTION see()`);
    const custody = await open();
    await custody.establish(randomUUID());
    await custody.exclusively(organisationId, async (writer) => {
      await writer.put(custodyKey(1));
      await writer.put(custodyKey(2));
    });
    const expected = setting === 'remote_apply' ? 'remote_apply' : 'on';
    expect(await query('SELECT DISTINCT setting FROM seen')).toEqual([{ setting: expected }]);
    expect(await query('SELECT FROM seen')).toHaveLength(3);
  });

  it('says which cluster it is in, so that it can be told from the one of the data', async () => {
    const second = await startPostgresCluster();
    onTestFinished(() => second.stop());
    const elsewhere = second.connectionString('postgres');
    await migrateCustody(elsewhere);
    const [here, there] = [await (await openNew()).describe(), await (await open(elsewhere)).describe()];
    const [{ cluster } = expect.fail('no cluster')] = await query<{ cluster: string }>('SELECT system_identifier::text AS cluster FROM pg_control_system()');
    expect(here).toEqual({ kind: 'postgres', cluster });
    expect(there).toMatchObject({ kind: 'postgres' });
    expect(there).not.toEqual(here);
  });

  it('says that it cannot be reached, without its address', async () => {
    const address = new URL(url);
    address.port = '1';
    const error: unknown = await open(address.href).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KeysUnavailableError);
    expect(String(error)).toBe('KeysUnavailableError: The custody database cannot be reached.');
    const other = new URL(url);
    other.pathname = '/sesame-open';
    await expect(open(other.href)).rejects.toThrow('There is no such database on the server of the custody.');
    other.password = 'sesame-open';
    await expect(open(other.href)).rejects.toThrow('The custody database refused the user or the password.');
    await (await openNew()).establish(randomUUID());
    const [{ name } = expect.fail('no database')] = await query<{ name: string }>('SELECT current_database() AS name');
    await query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await expect((await open()).health()).rejects.toThrow('The custody database refused a statement (25006).');
  });
});
