import { describe, expect, it } from 'vitest';

describe('the entry of the elements', () => {
  it('can be imported where there is no page, and registers nothing', async () => {
    expect(globalThis.document).toBeUndefined();
    const { CashFlowProviderElement, defineElements } = await import('../index.ts');
    expect(typeof CashFlowProviderElement).toBe('function');
    expect(typeof defineElements).toBe('function');
  });
});
