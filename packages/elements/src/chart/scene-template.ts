import { nothing, svg, type SVGTemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Gap, Key, Panel, Scene } from './scene.ts';

export interface SceneView {
  readonly scene: Scene;
  /** Prefix of the ids of this instance's patterns. */
  readonly uid: string;
  readonly words: { readonly noStatement: string };
  /** The column under pointer or keyboard. */
  readonly cursor: number | null;
  /** The column whose transactions are shown. */
  readonly opened: number | null;
}

const crisp = (y: number): number => Math.round(y) + 0.5;

function patterns(uid: string): SVGTemplateResult {
  const hatch = (name: string, size: number): SVGTemplateResult => svg`<pattern id="${uid}-${name}" class="pattern-${name}" width=${size} height=${size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1=${size / 2} y1="0" x2=${size / 2} y2=${size}></line>
  </pattern>`;
  return svg`<defs>${hatch('unknown', 8)}${hatch('cap', 4)}${hatch('out', 4)}</defs>`;
}

function grid(panel: Panel, { left, right }: Scene['plot']): SVGTemplateResult {
  return svg`${panel.grid.map(({ y, label, isZero }) => svg`
    <line class=${isZero ? 'grid zero-level' : 'grid'} x1=${left} x2=${right} y1=${crisp(y)} y2=${crisp(y)}></line>
    <text class="tick value" x=${panel.labelX} y=${y} dy="0.35em" text-anchor="end">${label}</text>`)}`;
}

/** A ground hides the grid lines: what crosses the unknown would read as a value. */
function gap({ x, width }: Gap, { panels }: Scene, uid: string): SVGTemplateResult {
  return svg`${panels.map(({ top, bottom }) => svg`<rect class="unknown-ground" x=${x} y=${top} width=${width} height=${bottom - top + 1}></rect>
    <rect class="unknown" x=${x} y=${top} width=${width} height=${bottom - top + 1} fill="url(#${uid}-unknown)"></rect>`)}`;
}

function gapWords({ words }: Gap, text: string): SVGTemplateResult | typeof nothing {
  if (!words) return nothing;
  return svg`<text class="gap-words" x=${words.x} y=${words.y} dy="0.35em" text-anchor="middle" transform=${words.vertical ? `rotate(-90 ${words.x} ${words.y})` : nothing}>${text}</text>`;
}

function key({ kind, sampleX, label }: Key, uid: string): SVGTemplateResult {
  const y = label.y - 4;
  const sample = (): SVGTemplateResult | typeof nothing => {
    if (sampleX === null) return nothing;
    if (kind === 'net') return svg`<line class="net sample" x1=${sampleX} x2=${sampleX + 10} y1=${y} y2=${y}></line>`;
    return svg`<rect class="bar sample ${kind}" x=${sampleX} y=${y - 5} width="10" height="10" rx="2"></rect>
      ${kind === 'out' ? svg`<rect class="bar-hatch sample" x=${sampleX} y=${y - 5} width="10" height="10" rx="2" fill="url(#${uid}-out)"></rect>` : nothing}`;
  };
  return svg`${sample()}<text class="key" x=${label.x} y=${label.y} text-anchor=${label.anchor}>${label.text}</text>`;
}

function ground({ scene, uid }: SceneView): SVGTemplateResult {
  return svg`${patterns(uid)}${scene.panels.map((panel) => grid(panel, scene.plot))}${scene.gaps.map((one) => gap(one, scene, uid))}`;
}

function marks({ scene, uid, words }: SceneView): SVGTemplateResult {
  const { rule } = scene;
  return svg`${repeat(scene.bars, (bar) => `${bar.index}${bar.direction}`, (bar) => svg`<path class="bar ${bar.direction}" d=${bar.path} data-index=${bar.index}></path>
      ${bar.direction === 'out' ? svg`<path class="bar-hatch" d=${bar.path} fill="url(#${uid}-out)"></path>` : nothing}`)}
    ${scene.caps.map((cap) => svg`<rect class="cap" x=${cap.x} y=${cap.top} width=${cap.width} height="8" fill="url(#${uid}-cap)" data-index=${cap.index}></rect>`)}
    ${scene.zero.spans.map(([from, to]) => svg`<line class="zero" x1=${from} x2=${to} y1=${crisp(scene.zero.y)} y2=${crisp(scene.zero.y)}></line>`)}
    ${scene.nets.map((net) => svg`<line class="net-halo" x1=${net.from - 1} x2=${net.to + 1} y1=${net.y} y2=${net.y}></line><line class="net" x1=${net.from} x2=${net.to} y1=${net.y} y2=${net.y}></line>`)}
    ${scene.level.paths.map((path) => svg`<path class="level" d=${path}></path>`)}
    ${scene.level.dots.map((dot) => svg`<circle class="level-dot" cx=${dot.x} cy=${dot.y} r="3.5"></circle>`)}
    ${rule ? svg`<line class="rule" x1=${rule.x} x2=${rule.x} y1=${rule.label ? scene.plot.top - 18 : scene.plot.top} y2=${scene.plot.bottom}></line>
      ${rule.label ? svg`<text class="key" x=${rule.label.x} y=${rule.label.y} text-anchor=${rule.label.anchor}>${rule.label.text}</text>` : nothing}` : nothing}
    ${scene.gaps.map((one) => gapWords(one, words.noStatement))}
    ${scene.keys.map((one) => key(one, uid))}
    ${scene.timeLabels.map((label) => svg`<text class="tick" x=${label.x} y=${scene.timeLabelY[0]} text-anchor="middle">${label.text}</text>
      ${label.below === null ? nothing : svg`<text class="tick" x=${label.x} y=${scene.timeLabelY[1]} text-anchor="middle">${label.below}</text>`}`)}`;
}

function column(scene: Scene, index: number | null, name: string): SVGTemplateResult | typeof nothing {
  if (index === null || index >= scene.bands.count) return nothing;
  const { top, bottom } = scene.plot;
  return svg`<rect class=${name} x=${scene.bands.left(index)} y=${top - 2} width=${scene.bands.band} height=${bottom - top + 4}></rect>`;
}

/** The scene as SVG. What moves with the cursor lies apart from what stands still, which is drawn once per scene. */
export function drawScene(view: SceneView): SVGTemplateResult {
  const { scene, cursor } = view;
  const point = cursor === null ? null : (scene.level.points[cursor] ?? null);
  return svg`<svg class="scene" width=${scene.width} height=${scene.height} viewBox="0 0 ${scene.width} ${scene.height}" aria-hidden="true" focusable="false">
    <g>${guard([scene], () => ground(view))}</g>
    ${column(scene, view.opened, 'opened-column')}
    ${column(scene, cursor, 'cursor-column')}
    <g>${guard([scene, view.words.noStatement], () => marks(view))}</g>
    ${point ? svg`<circle class="cursor-dot" cx=${point.x} cy=${point.y} r="4.5"></circle>` : nothing}
  </svg>`;
}
