import { beforeAll, expect, it } from 'vitest';
import { PLATFORM } from '../database/schema.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestRotation, type TestRotation } from '../testing/test-rotation.ts';
import { makeTestKeys } from '../testing/test-vault.ts';
import { createAccess, type AccessServices } from './access.ts';
import type { Subject } from './identities.ts';

const ISSUER = 'https://id.example';
const subject: Subject = { kind: 'oidc', issuer: ISSUER, subject: 'a|1' };

describeOnBothDatabases('an identity', (open) => {
  let database: TestDatabase;
  let access: AccessServices;
  let rotation: TestRotation['rotation'];

  beforeAll(async () => {
    database = await open();
    const opened = await openTestRotation(database, await makeTestKeys(database));
    rotation = opened.rotation;
    access = createAccess({ data: database.data, vault: opened.vault });
  });

  it('is one person, however many make it at once, and no other subject is', async () => {
    const { identities, people } = access;
    expect(await identities.find(subject)).toBeUndefined();
    const made = await Promise.all([1, 2, 3].map(() => identities.findOrCreate(subject, 'Ida')));
    const id = made[0]?.personId ?? '';
    expect(made.map(({ personId }) => personId)).toEqual([id, id, id]);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await people.read([id])).toEqual([{ id, name: 'Ida', email: null }]);
    for (const other of [{ ...subject, kind: 'platform' as const }, { ...subject, issuer: `${ISSUER}/` }, { ...subject, subject: 'A|1' }, { ...subject, issuer: `${ISSUER}a`, subject: '|1' }]) {
      expect(await identities.find(other)).toBeUndefined();
    }
    await people.rename(id, 'Ida Berg');
    expect((await people.names([id])).get(id)).toBe('Ida Berg');
  });

  it('can be a second way to somebody who is there, and is not taken from somebody else', async () => {
    const { identities } = access;
    const { personId: one } = await identities.findOrCreate({ ...subject, subject: 'one' }, 'One');
    const { personId: two } = await identities.findOrCreate({ ...subject, subject: 'two' }, 'Two');
    const second: Subject = { kind: 'oidc', issuer: 'https://other.example', subject: '1' };
    expect(await identities.link(one, second)).toBe(true);
    expect(await identities.link(two, second)).toBe(false);
    expect(await identities.find(second)).toBe(one);
  });

  it('is found after the index key was rotated, which leaves nothing under the old one', async () => {
    const { personId } = await access.identities.findOrCreate({ ...subject, subject: 'rotated' }, 'Ro');
    const indexKeys = async (): Promise<readonly string[]> => {
      const rows = await database.data.inPlatform((transaction) =>
        transaction.selectFrom('identities').select('subject_key_id').distinct().where('organisation_id', '=', PLATFORM).execute());
      return rows.map(({ subject_key_id: id }) => id);
    };
    const before = await indexKeys();
    expect(before).toHaveLength(1);
    await rotation.rotate(PLATFORM, { once: true });
    const after = await indexKeys();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    expect(await access.identities.find({ ...subject, subject: 'rotated' })).toBe(personId);
  });
});
