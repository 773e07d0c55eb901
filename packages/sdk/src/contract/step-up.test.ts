import { expect, it } from 'vitest';
import { operations, type Operation } from './index.ts';

/** Whoever finds an open session must not be able to take over the person, the organisation or its keys with it. */
it('changes of factors, of members and of keys ask who one is once more', () => {
  const asking = (Object.values(operations) as readonly Operation[]).filter(({ stepUp }) => stepUp).map(({ id }) => id);
  expect(asking).toEqual(expect.arrayContaining([
    'startTotp', 'confirmTotp', 'makeRecoveryCodes', 'startPasskey', 'addPasskey', 'removeFactor', 'changeMember', 'removeMember', 'rotateKeys',
  ]));
});
