import { describe, expect, it } from 'vitest';
import { formatsFor } from '../foundation/formats.ts';
import { transactionsOf } from '../foundation/testing/api-data.ts';
import { checkDraft, correctionOf, draftOf, entryOf, newDraft } from './entry-draft.ts';

const [income, spending] = transactionsOf(2) as [ReturnType<typeof transactionsOf>[number], ReturnType<typeof transactionsOf>[number]];
const german = formatsFor('de-DE');

describe('drafts of transactions', () => {
  it('show an amount without sign in the words of the locale, and read it back unchanged', () => {
    const draft = draftOf(income, german);
    expect(draft).toMatchObject({ direction: 'in', amount: '1.840,00' });
    const { amount } = checkDraft(draft, 'EUR', german.decimalMark);
    expect(correctionOf(income, draft, amount!)).toBeNull();
  });

  it('send only what was changed, with the revision that was seen', () => {
    const draft = { ...draftOf(spending, german), amount: '62,53' };
    expect(correctionOf(spending, draft, checkDraft(draft, 'EUR', ',').amount!)).toEqual({ revision: 1, amount: { amount: '-62.53', currency: 'EUR' } });
  });

  it('name every field that is not filled in', () => {
    expect(checkDraft(newDraft('a'), 'EUR', '.').invalid).toEqual(['date', 'amount', 'description']);
  });

  it('refuse a day that does not exist and an amount of nothing', () => {
    const draft = { ...newDraft('a'), date: '2025-02-30', amount: '0.00', description: 'x' };
    expect(checkDraft(draft, 'EUR', '.').invalid).toEqual(['date', 'amount']);
  });

  it('become an entry with the sign of their direction', () => {
    const draft = { ...newDraft('a'), date: '2025-08-01', amount: '5', description: ' Stamps ' };
    const { amount } = checkDraft(draft, 'EUR', '.');
    expect(entryOf(draft, amount!, 'EUR')).toEqual({ accountId: 'a', date: '2025-08-01', amount: { amount: '-5.00', currency: 'EUR' }, description: 'Stamps', transfer: false });
  });
});
