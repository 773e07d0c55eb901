/** Logs outlive the keys that seal their details and the keys that sign them; and a verifier that was written from the document alone agrees. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { PLATFORM } from '../database/schema.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestRotation } from '../testing/test-rotation.ts';
import { makeTestKeys } from '../testing/test-vault.ts';
import { AuditLogs } from './audit-logs.ts';
import { AuditTrail, HOST } from './audit-trail.ts';
import { checkByHand } from './testing/independent-verifier.ts';
import { verifyExport } from './verify-export.ts';

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

describeOnBothDatabases('the export of a log', (open) => {
  it('verifies after the keys that seal and the key that signs were replaced, by two verifiers', async () => {
    const database = await open();
    const { data } = database;
    const { vault, rotation, custody } = await openTestRotation(database, await makeTestKeys(database), { policy: { spread: 0 } });
    const trail = new AuditTrail({ data, vault });
    const logs = new AuditLogs({ data, vault, custody, trail });
    const log = randomUUID();
    const write = (count: number): Promise<unknown> => Promise.all(Array.from({ length: count }, (_, index) =>
      trail.append(log, { action: 'account.create', actor: HOST, object: { kind: 'account', id: randomUUID() }, details: { name: `Giro ${String(index)} "ü\u2028"`, currency: 'EUR' } })));
    const exported = async (): Promise<readonly string[]> => {
      const lines: string[] = [];
      for await (const line of logs.export(log)) lines.push(line.slice(0, -1));
      return lines;
    };

    await write(5);
    await logs.run(log);
    const kept = (await custody.checkpoint(log))!.note;
    const [first] = await logs.publicKeys();
    expect((await rotation.rotate(log, { once: true })).moved).toBe(5);
    await rotation.rotate(PLATFORM, { once: true });
    vault.forget(PLATFORM);
    await write(3);
    const lines = await exported();
    const published = (await logs.publicKeys()).map(({ publicKey }) => publicKey);
    expect(published).toHaveLength(2);
    expect(published[0]).toEqual(first?.publicKey);
    // The details stand under the new key, and the whole log under a signature of the new one.
    const stored = await data.inOrganisation(log, (transaction) => transaction.selectFrom('audit_details').select('key_id').distinct().where('organisation_id', '=', log).execute());
    expect(stored).toEqual([{ key_id: '2' }]);
    for (const keys of [published, published.slice(1)]) {
      expect(await verifyExport(each(lines), { keys, older: [kept] })).toMatchObject({ findings: [], entries: 8, erased: 0, last: { size: 8 } });
    }
    expect(checkByHand(lines, published, kept)).toEqual([]);

    const entry = lines.findIndex((line) => line.includes('"type":"entry"'));
    const changes: readonly (readonly [string, readonly string[]])[] = [
      ['edited', lines.with(entry, lines[entry]!.replace('"outcome":"done"', '"outcome":"down"'))],
      ['other details', lines.with(entry, lines[entry]!.replace('Giro', 'Gira'))],
      ['removed', lines.toSpliced(entry, 1)],
      ['swapped', lines.with(entry, lines[entry + 1]!).with(entry + 1, lines[entry]!)],
      ['not canonical', lines.with(entry, lines[entry]!.replace('{', '{ '))],
      ['not signed by a known key', lines.with(-2, lines.at(-2)!.replace(/— (\S+) [^\\]+/gu, `— $1 ${Buffer.alloc(68, 1).toString('base64')}`))],
    ];
    for (const [what, changed] of changes) {
      expect(changed, what).not.toEqual(lines);
      expect((await verifyExport(each(changed), { keys: published, older: [kept] })).findings, what).not.toEqual([]);
      expect(checkByHand(changed, published, kept), what).not.toEqual([]);
    }
  });
});
