import type { CSSResult, CSSResultGroup } from 'lit';
import { controls } from './styles/controls.ts';
import { forcedColors } from './styles/forced-colors.ts';
import { layout } from './styles/layout.ts';
import { surfaces } from './styles/surfaces.ts';
import { tables } from './styles/tables.ts';
import { tokens } from './styles/tokens.ts';

/** The sheets of an element: tokens and shared parts, its own, and forced colours over all of them. */
export function withBaseStyles(...own: readonly CSSResult[]): CSSResultGroup {
  return [tokens, layout, controls, surfaces, tables, ...own, forcedColors];
}
