import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for another one; 20 of them carry 100 bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 20;

/** A password for somebody else: four groups of five characters, to be copied or read out. */
export function randomPassword(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '');
  return characters.join('').replaceAll(/(.{5})(?=.)/g, '$1-');
}
