import { expect, it } from 'vitest';
import { oneTimeCode } from './one-time-code.ts';

it('takes six digits however they are grouped', () => {
  for (const typed of ['123456', '123 456', ' 123-456 ', '123\u00a0456', '1 2 3 4 5 6', '１２３４５６']) expect(oneTimeCode(typed), typed).toBe('123456');
});

it('takes nothing else', () => {
  for (const typed of ['', '12345', '1234567', '12345a', '123.456']) expect(oneTimeCode(typed), typed).toBeNull();
});
