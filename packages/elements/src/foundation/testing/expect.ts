import { expect as chaiExpect } from '@open-wc/testing';

/** What the tests say with chai. Its own types make `equal` a promise, by a plug-in for DOM snapshots that is not used here. */
interface Assertion {
  readonly to: Assertion;
  readonly be: Assertion;
  readonly have: Assertion;
  readonly not: Assertion;
  readonly deep: Assertion;
  readonly nested: Assertion;
  readonly and: Assertion;
  a(type: string): Assertion;
  above(value: number): Assertion;
  below(value: number): Assertion;
  contain(part: unknown): Assertion;
  equal(value: unknown, message?: string): Assertion;
  include(part: unknown): Assertion;
  length(count: number): Assertion;
  lengthOf(count: number): Assertion;
  match(pattern: RegExp): Assertion;
  property(name: string, value?: unknown): Assertion;
}

export const expect = chaiExpect as unknown as (value: unknown, message?: string) => Assertion;
