import { expect, it } from 'vitest';
import { cursorAction } from './cursor.ts';

const state = { index: 5, count: 12, page: 12, rtl: false };

it('begins at the newest column', () => {
  expect(cursorAction('ArrowLeft', { ...state, index: null })).toEqual({ kind: 'move', index: 11 });
});

it('moves with the arrows as the screen shows them', () => {
  expect(cursorAction('ArrowRight', state)).toEqual({ kind: 'move', index: 6 });
  expect(cursorAction('ArrowLeft', state)).toEqual({ kind: 'move', index: 4 });
  expect(cursorAction('ArrowRight', { ...state, rtl: true })).toEqual({ kind: 'move', index: 4 });
});

it('stops at both ends', () => {
  expect(cursorAction('ArrowLeft', { ...state, index: 0 })).toEqual({ kind: 'move', index: 0 });
  expect(cursorAction('PageDown', state)).toEqual({ kind: 'move', index: 11 });
  expect(cursorAction('Home', state)).toEqual({ kind: 'move', index: 0 });
  expect(cursorAction('End', state)).toEqual({ kind: 'move', index: 11 });
});

it('opens a column and leaves it again', () => {
  expect(cursorAction('Enter', state)).toEqual({ kind: 'open', index: 5 });
  expect(cursorAction('Enter', { ...state, index: null })).toBeNull();
  expect(cursorAction('Escape', state)).toEqual({ kind: 'clear' });
});

it('leaves every other key, and a plot without columns, to the page', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'Tab', 'a']) expect(cursorAction(key, state)).toBeNull();
  expect(cursorAction('ArrowLeft', { ...state, count: 0 })).toBeNull();
});
