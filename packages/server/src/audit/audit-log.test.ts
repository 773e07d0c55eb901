/** The whole way of the log: recorded, put in order, signed, exported, and checked by whoever has the public key alone. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault, partsOf } from '../testing/test-vault.ts';
import type { Vault } from '../vault/index.ts';
import { AuditLogs } from './audit-logs.ts';
import { AuditTrail, HOST } from './audit-trail.ts';
import { canonicalJson, type CanonicalValue } from './canonical-json.ts';
import { type VerifiedExport, verifyExport } from './verify-export.ts';

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

describeOnBothDatabases('an audit log', (open) => {
  let database: TestDatabase;
  let vault: Vault;
  let trail: AuditTrail;
  let logs: AuditLogs;
  const organisationId = randomUUID();
  let keys: readonly Uint8Array[];

  const write = (count: number, log = organisationId): Promise<unknown> => Promise.all(Array.from({ length: count }, (_, index) =>
    trail.append(log, { action: 'account.create', actor: HOST, object: { kind: 'account', id: randomUUID() }, details: { name: `Giro ${String(index)}`, currency: 'EUR' } })));
  const exported = async (log = organisationId): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const line of logs.export(log)) lines.push(line.slice(0, -1));
    return lines;
  };
  const verify = (lines: readonly string[], older: readonly string[] = []): Promise<VerifiedExport> => verifyExport(linesOf(lines), { keys, older });

  beforeAll(async () => {
    database = await open();
    vault = await openTestVault(database);
    trail = new AuditTrail({ data: database.data, vault });
    logs = new AuditLogs({ data: database.data, vault, custody: partsOf(vault).custody, trail });
    keys = (await logs.publicKeys()).map(({ publicKey }) => publicKey);
  });

  it('holds whatever is done to its export', async () => {
    await write(9);
    const [first] = [(await partsOf(vault).custody.checkpoint(organisationId))?.note, await logs.run(organisationId)];
    expect(first).toBeUndefined();
    const older = (await partsOf(vault).custody.checkpoint(organisationId))!.note;
    await write(4);
    const lines = await exported();
    expect(await verify(lines, [older])).toMatchObject({ log: organisationId, entries: 13, erased: 0, findings: [], last: { epoch: 1, size: 13 } });
    expect(await verify(lines.slice(0, 1))).not.toMatchObject({ findings: [] });

    const bad = async (changed: readonly string[], kept: readonly string[] = []): Promise<void> => {
      expect((await verify(changed, kept)).findings, changed.length < 20 ? changed.map((line) => line.slice(0, 60)).join('\n') : '').not.toEqual([]);
    };
    const entry = lines.findIndex((line) => line.includes('"type":"entry"'));
    // Every field, every line that is gone or stands twice, every two that are swapped, and single bytes.
    for (const path of fieldsOf(JSON.parse(lines[entry]!) as CanonicalValue)) await bad(lines.with(entry, canonicalJson(changedAt(JSON.parse(lines[entry]!) as CanonicalValue, path))));
    for (let index = 0; index < lines.length; index += 1) {
      await bad(lines.toSpliced(index, 1), [older]);
      if (index + 1 < lines.length) await bad(lines.with(index, lines[index + 1]!).with(index + 1, lines[index]!));
    }
    for (let at = 0; at < lines[entry]!.length; at += 1) {
      const line = lines[entry]!;
      await bad(lines.with(entry, `${line.slice(0, at)}${line[at] === 'a' ? 'b' : 'a'}${line.slice(at + 1)}`));
    }
    await bad(lines.with(entry, lines[entry]!.replace('{', '{ ')));
    // Without the key, and with another one, nothing is proved.
    expect((await verifyExport(linesOf(lines), { keys: [new Uint8Array(32)] })).findings).toContainEqual({ line: lines.length, kind: 'checkpoint-not-trusted' });
  });

  it('that was cut short is found out by a checkpoint from elsewhere', async () => {
    const log = randomUUID();
    await write(3, log);
    const short = await exported(log);
    await write(2, log);
    await logs.run(log);
    const kept = (await partsOf(vault).custody.checkpoint(log))!.note;
    expect((await verify(short)).findings).toEqual([]);
    expect((await verify(short, [kept])).findings).toMatchObject([{ kind: 'older-checkpoint-missing' }]);
  });

  it('still holds when details are erased, and when keys were rotated', async () => {
    const log = randomUUID();
    await write(5, log);
    await logs.run(log);
    await database.data.inOrganisation(log, async (transaction) => {
      await sql`delete from audit_details where organisation_id = ${log} and id in (select id from audit_entries where organisation_id = ${log} order by at limit 2)`.execute(transaction);
    });
    const lines = await exported(log);
    expect(await verify(lines)).toMatchObject({ entries: 5, erased: 2, findings: [] });
    expect(lines.filter((line) => line.includes('"details":null'))).toHaveLength(2);
  });

  it('is only added to', async () => {
    const log = randomUUID();
    await write(2, log);
    const run = (statement: ReturnType<typeof sql>): Promise<unknown> => database.data.inOrganisation(log, (transaction) => statement.execute(transaction));
    await expect(run(sql`delete from audit_entries where organisation_id = ${log}`)).rejects.toMatchObject({ code: '23000' });
    await expect(run(sql`update audit_entries set outcome = 'not-found' where organisation_id = ${log}`)).rejects.toMatchObject({ code: '23000' });
    await expect(run(sql`update audit_entries set outcome = 'not-found', epoch = 1, position = 0 where organisation_id = ${log}`)).rejects.toMatchObject({ code: '23000' });
    await logs.run(log);
    await expect(run(sql`update audit_entries set position = position + 10 where organisation_id = ${log}`)).rejects.toMatchObject({ code: '23000' });
  });

  describe('that is not the one that was signed last', () => {
    /** As the owner of the database could, or an old backup would. */
    const tamper = async (log: string, statement: ReturnType<typeof sql>): Promise<void> => {
      await database.owner.kysely.transaction().execute(async (transaction) => {
        await sql`set local session_replication_role = replica`.execute(transaction);
        await statement.execute(transaction);
        await sql`update audit_logs set size = 0, peaks = '' where organisation_id = ${log}`.execute(transaction);
      });
    };

    it.each([
      ['shorter', 'rolled-back', (log: string) => sql`delete from audit_entries where organisation_id = ${log} and position >= 4`],
      ['another one', 'forked', (log: string) => sql`update audit_entries set leaf_hash = sha256(leaf_hash) where organisation_id = ${log} and position = 1`],
    ] as const)('because it is %s is not signed, until the host decides', async (_, reason, statement) => {
      const log = randomUUID();
      await write(6, log);
      await logs.run(log);
      const kept = (await partsOf(vault).custody.checkpoint(log))!.note;
      await tamper(log, statement(log));
      await write(1, log);
      expect(await logs.fault(log)).toMatchObject({ reason });
      await expect(logs.run(log)).rejects.toMatchObject({ reason });
      expect((await partsOf(vault).custody.checkpoint(log))!.note).toBe(kept);
      expect(await logs.continueLog(log, 'Ops')).toEqual({ epoch: 2, lost: reason === 'rolled-back' ? 2 : 0 });
      expect(await logs.continueLog(log, 'Ops')).toBeUndefined();
      expect(await logs.fault(log)).toBeUndefined();
      await write(1, log);
      const lines = await exported(log);
      if (reason === 'rolled-back') expect(await verify(lines, [kept])).toMatchObject({ entries: 7, epochs: 2, lost: 2, findings: [], last: { epoch: 2, size: 3 } });
      else expect((await verify(lines, [kept])).findings).not.toEqual([]);
    });
  });
});

type Path = readonly (string | number)[];

/** Paths to everything in a value that is no object. */
function fieldsOf(value: CanonicalValue, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : fieldsOf(member as CanonicalValue, [...path, key])));
}

function changedAt(value: CanonicalValue, [key, ...rest]: Path): CanonicalValue {
  if (key === undefined) return typeof value === 'string' ? `${value}x` : typeof value === 'number' ? value + 1 : 'x';
  const members = value as Readonly<Record<string, CanonicalValue>>;
  return { ...members, [key]: changedAt(members[key] ?? null, rest) };
}
