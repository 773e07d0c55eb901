import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';

describeOnBothDatabases('openDatabase', (open) => {
  it('returns bytes as a plain array, int8 as text and times as dates', async () => {
    const { data } = await open();
    const row = await data.inPlatform(async (transaction) => {
      const { rows } = await sql<Record<string, unknown>>`
        select 9007199254740993::int8 as big, 1::int8 as small, '\\xc101ff'::bytea as bytes, ''::bytea as none,
          '2026-03-29T01:30:00.125Z'::timestamptz as time, null::bytea as nothing, 7::int4 as whole, true as yes`.execute(transaction);
      return rows[0];
    });
    expect(row).toStrictEqual({
      big: '9007199254740993', small: '1', bytes: new Uint8Array([0xc1, 0x01, 0xff]), none: new Uint8Array(0),
      time: new Date('2026-03-29T01:30:00.125Z'), nothing: null, whole: 7, yes: true,
    });
  });
});
