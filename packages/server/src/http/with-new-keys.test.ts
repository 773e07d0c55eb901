import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../database/errors.ts';
import { SealedValueError, UnknownKeyError } from '../vault/index.ts';
import { withNewKeys } from './with-new-keys.ts';

const retired = new DatabaseError('23503', 'accounts_organisation_id_key_id_fkey');

/** Runs what fails with each of `errors` in turn and then answers. */
async function runs(...errors: readonly Error[]): Promise<{ readonly answer: string; readonly forgotten: number }> {
  const left = [...errors];
  let forgotten = 0;
  const answer = await withNewKeys(() => {
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve('answer');
  }, () => { forgotten += 1; });
  return { answer, forgotten };
}

describe('a request under keys that were changed elsewhere', () => {
  it('runs again with the keys loaded anew, also when a second rotation overtakes it', async () => {
    expect(await runs()).toEqual({ answer: 'answer', forgotten: 0 });
    expect(await runs(new UnknownKeyError())).toEqual({ answer: 'answer', forgotten: 1 });
    expect(await runs(retired, new UnknownKeyError())).toEqual({ answer: 'answer', forgotten: 2 });
  });

  it('fails in the end, and at once with whatever else is wrong', async () => {
    await expect(runs(retired, retired, retired)).rejects.toBe(retired);
    await expect(runs(new SealedValueError())).rejects.toThrow(SealedValueError);
    await expect(runs(new DatabaseError('23503', 'imports_organisation_id_account_id_fkey'))).rejects.toThrow(DatabaseError);
  });
});
