import { describe, expect, it } from 'vitest';
import { accessPage } from './access-page.ts';

describe('the page about access', () => {
  // After a change of the contract: vitest run --project server packages/server/src/access/access-page.test.ts -u
  it('says what the contract says', async () => {
    await expect(accessPage()).toMatchFileSnapshot('../../../../docs/access.md');
  });
});
