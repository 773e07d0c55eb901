import type { SceneOptions } from '../scene.ts';
import { tickLabels } from '../tick-labels.ts';

/** Options with letters of six pixels, so that a test can count. */
export function sceneOptions(patch: Partial<SceneOptions> = {}): SceneOptions {
  return {
    width: 800,
    height: 340,
    rtl: false,
    fontSize: 11,
    measure: (text) => text.length * 6,
    tickLabels: (ticks) => tickLabels(ticks, 'en'),
    timeFormats: {
      minor: (from, by) => (by === 'year' ? from.slice(0, 4) : by === 'month' ? `m${from.slice(5, 7)}` : from.slice(8)),
      major: (from, by) => (by === 'year' ? null : by === 'month' || by === 'quarter' ? from.slice(0, 4) : from.slice(0, 7)),
      coarse: (from, unit) => (unit === 'year' ? from.slice(0, 4) : `m${from.slice(5, 7)}`),
    },
    words: { level: 'Balance', moneyIn: 'Money in', moneyOut: 'Money out', net: 'Net', noStatement: 'No statement', dataTo: (date) => `Data to ${date}` },
    ...patch,
  };
}
