import { describe, expect, it } from 'vitest';
import { keyPolicy } from './key-policy-options.ts';

describe('how old keys may become', () => {
  it('is left to the defaults unless variables say otherwise', () => {
    expect(keyPolicy({})).toEqual({});
    expect(keyPolicy({ CASH_FLOW_DATA_KEY_DAYS: '' })).toEqual({});
    expect(keyPolicy({ CASH_FLOW_DATA_KEY_DAYS: '30', CASH_FLOW_MASTER_KEY_DAYS: '180', CASH_FLOW_BACKUP_DAYS: '7' })).toEqual({
      dataKeyAge: 30 * 86_400_000, masterKeyAge: 180 * 86_400_000, backupHorizon: 7 * 86_400_000,
    });
  });

  it.each(['0', '-1', '1.5', '1e2', '367', 'ninety', ' 30'])('is not %j days', (value) => {
    expect(() => keyPolicy({ CASH_FLOW_DATA_KEY_DAYS: value })).toThrow('CASH_FLOW_DATA_KEY_DAYS takes whole days, from 1 to 366.');
  });
});
