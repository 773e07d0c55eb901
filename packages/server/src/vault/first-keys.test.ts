import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PLATFORM } from '../database/schema.ts';
import { custodyKinds, openTestCustody } from '../testing/test-custody.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../testing/test-vault.ts';
import { openBody, sealBody } from './sealed-row.ts';

interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** How many steps it took; undefined where it died. */
  readonly steps: number | undefined;
}

function runServer(started: object): Promise<Ended> {
  const child = fork(new URL('./first-keys.server.ts', import.meta.url), [JSON.stringify(started)], { execArgv: [] });
  return new Promise((resolve, reject) => {
    let steps: number | undefined;
    child.once('message', (message) => { steps = Number(message); });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve({ signal, steps });
      else reject(new Error(`The server ended with ${String(code ?? signal)}.`));
    });
  });
}

/** A new deployment whose first server dies before its step `dieAt`. @returns whether it did. */
async function dieAndStartAgain(kind: (typeof custodyKinds)[number], dieAt: number): Promise<Ended> {
  const { database, remove } = await createTestDatabase('postgres');
  try {
    const keys = await makeTestKeys(database, kind);
    const organisationId = randomUUID();
    const ended = await runServer({ database: database.options, keys, organisationId, dieAt });

    const vault = await openTestVault(database, keys);
    await vault.platform();
    const ring = await vault.organisation(organisationId);
    const row = { table: 'organisations', rowId: organisationId, sealVersion: 1, codecVersion: 1 };
    const rows = await database.data.inOrganisation(organisationId, (transaction) => transaction.selectFrom('organisations').select('sealed').execute());
    if (ended.signal === null) expect(rows).toHaveLength(1);
    for (const { sealed } of rows) expect(openBody(ring, row, sealed)).toEqual({ name: 'Till' });
    expect(openBody(ring, row, sealBody(ring, row, 'after'))).toBe('after');

    const custody = await openTestCustody(keys);
    database.onRemove(() => custody.close());
    for (const [id, purposes] of [[organisationId, ['data']], [PLATFORM, ['data', 'index', 'cookie', 'audit']]] as const) {
      const versions = await database.data.inOrganisation(id, (transaction) =>
        transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state']).where('organisation_id', '=', id).orderBy('key_id').execute());
      expect(versions.map(({ purpose, state }) => [purpose, state])).toEqual(purposes.map((purpose) => [purpose, 'active']));
      // No second one either that nobody knows of.
      expect((await custody.keys(id)).map(({ keyId }) => String(keyId))).toEqual(versions.map(({ key_id }) => key_id));
    }
    return ended;
  } finally {
    await remove();
  }
}

describe.each(custodyKinds)('the first keys, custody: %s', (kind) => {
  it('are made once and lose nothing, whatever the step at which the server is killed', async () => {
    const whole = await dieAndStartAgain(kind, 0);
    const steps = whole.steps ?? expect.fail('The server did not get to its end.');
    // Deployment, four keys of the platform and one of the organisation: each written in custody and in the database.
    expect(steps).toBeGreaterThanOrEqual(10);
    const places = Array.from({ length: steps }, (_, index) => index + 1);
    // Two at a time: each is a process of its own that spends its time starting.
    const worker = async (): Promise<void> => {
      for (let dieAt = places.shift(); dieAt !== undefined; dieAt = places.shift()) {
        expect(await dieAndStartAgain(kind, dieAt), `step ${String(dieAt)}`).toEqual({ signal: 'SIGKILL', steps: undefined });
      }
    };
    await Promise.all([worker(), worker()]);
  }, 300_000);
});
