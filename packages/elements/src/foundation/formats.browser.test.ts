import { expect } from '@open-wc/testing';
import { formatsFor } from './formats.ts';

describe('formats in a browser', () => {
  it('keeps every digit of an amount beyond the precision of a float', () => {
    expect(formatsFor('en').amount({ amount: '-123456789012345678.91', currency: 'EUR' })).to.equal('\u2212123,456,789,012,345,678.91');
  });
});
