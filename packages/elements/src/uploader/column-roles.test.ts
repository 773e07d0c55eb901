import { describe, expect, it } from 'vitest';
import { withColumnRole } from './column-roles.ts';
import { readingOf } from './testing/readings.ts';

const { recipe } = readingOf();

describe('withColumnRole', () => {
  it('moves a role that a statement has once', () => {
    expect(withColumnRole(recipe, 3, 'amount').columns).toEqual(['date', 'description', 'ignore', 'amount']);
  });

  it('lets descriptions stand in several columns', () => {
    expect(withColumnRole(recipe, 3, 'description').columns).toEqual(['date', 'description', 'amount', 'description']);
  });

  it('replaces one signed column by a pair, and the pair by one', () => {
    const pair = withColumnRole(withColumnRole(recipe, 2, 'money-out'), 3, 'money-in');
    expect(pair.columns).toEqual(['date', 'description', 'money-out', 'money-in']);
    expect(withColumnRole(pair, 2, 'amount').columns).toEqual(['date', 'description', 'amount', 'ignore']);
  });
});
