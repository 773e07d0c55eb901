import type { Formats } from '../foundation/formats.ts';
import { axisFormats } from './bucket-names.ts';
import { panelName, type ReadOutWords } from './read-out.ts';
import { buildScene, type Scene } from './scene.ts';
import type { SeriesModel } from './series-model.ts';
import { tickLabels } from './tick-labels.ts';

/** Everything besides the model that a scene depends on. */
export interface SceneSurroundings {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly measure: (text: string) => number;
  readonly rtl: boolean;
  readonly words: ReadOutWords;
}

/** Scenes in the reader's words, laid out anew only when something that they depend on has changed. */
export class SceneCache {
  readonly #scenes = new WeakMap<SeriesModel, { readonly key: readonly unknown[]; readonly scene: Scene | null }>();

  sceneOf(model: SeriesModel, around: SceneSurroundings): Scene | null {
    const { width, height, measure, rtl, words } = around;
    const key = [width, height, measure, rtl, words.formats, words.all];
    const known = this.#scenes.get(model);
    if (known && key.every((part, index) => part === known.key[index])) return known.scene;
    const scene = layOut(model, around, words.formats);
    this.#scenes.set(model, { key, scene });
    return scene;
  }
}

function layOut(model: SeriesModel, { words, ...size }: SceneSurroundings, formats: Formats): Scene | null {
  const { chart } = words.all;
  return buildScene(model, {
    ...size,
    // The mark keeps a leading minus at its place in a right-to-left page.
    tickLabels: (ticks) => tickLabels(ticks, formats.locale).map((label) => (label.startsWith('\u2212') ? `\u200e${label}` : label)),
    timeFormats: axisFormats(words),
    words: {
      level: panelName(model, words),
      moneyIn: chart.moneyIn,
      moneyOut: chart.moneyOut,
      net: chart.net,
      noStatement: chart.coverageStates.none,
      dataTo: (date) => chart.dataTo(formats.date(date, 'day-month')),
    },
  });
}
