/** What a key does to the plot: move the cursor to a column, open the column, leave it, or nothing. */
export type CursorAction =
  | { readonly kind: 'move'; readonly index: number }
  | { readonly kind: 'open'; readonly index: number }
  | { readonly kind: 'clear' };

export interface CursorState {
  /** null: the cursor rests nowhere yet. */
  readonly index: number | null;
  readonly count: number;
  /** Columns that a page key jumps over, such as the twelve months of a year. */
  readonly page: number;
  readonly rtl: boolean;
}

/**
 * The keyboard model of the plot. Arrows follow the screen, so in a right-to-left page the right arrow goes back in
 * time; up and down are left to the page, which scrolls by them.
 */
export function cursorAction(key: string, state: CursorState): CursorAction | null {
  if (state.count === 0) return null;
  const last = state.count - 1;
  const to = (index: number): CursorAction => ({ kind: 'move', index: Math.max(0, Math.min(last, index)) });
  // The first arrow puts the cursor on the newest column, where a reader looks first.
  const by = (step: number): CursorAction => (state.index === null ? to(last) : to(state.index + step));
  const forward = state.rtl ? -1 : 1;
  switch (key) {
    case 'ArrowRight': return by(forward);
    case 'ArrowLeft': return by(-forward);
    case 'PageUp': return by(-state.page);
    case 'PageDown': return by(state.page);
    case 'Home': return to(0);
    case 'End': return to(last);
    case 'Enter':
    case ' ': return state.index === null ? null : { kind: 'open', index: state.index };
    case 'Escape': return state.index === null ? null : { kind: 'clear' };
    default: return null;
  }
}
