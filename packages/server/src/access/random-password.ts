import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for another one; 30 of them carry 150 bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 30;

/** A password for somebody else: six groups of five characters, to be copied or read out. */
export function randomPassword(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '');
  return characters.join('').replaceAll(/(.{5})(?=.)/g, '$1-');
}
