import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { textMeasure } from './text-measure.ts';

/** Widths below this are narrow: the same 560 px at which the style sheets change. */
const NARROW = 560;

/** The size of the plot and of the font in it, measured anew whenever the element or its plot changes. */
export class PlotSizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #plot: () => Element | null;
  readonly #frame: () => Element | null;
  readonly #observer: ResizeObserver | null;
  #observed: Element | null = null;
  #font = '';
  #measure: (text: string) => number = () => 0;
  width = 0;
  height = 0;
  fontSize = 0;
  narrow = false;

  /** `frame`: a box as wide as the plot that is there while the plot is not. */
  constructor(host: ReactiveControllerHost & HTMLElement, plot: () => Element | null, frame: () => Element | null) {
    this.#host = host;
    this.#plot = plot;
    this.#frame = frame;
    // Importing the elements where there is no layout, as on a server, must not fail.
    this.#observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#read());
    host.addController(this);
  }

  /** Pixels that a text takes in the plot. */
  get measure(): (text: string) => number {
    return this.#measure;
  }

  hostConnected(): void {
    this.#observer?.observe(this.#host);
    // Labels are placed by their widths, which change when the host's font arrives.
    void this.#host.ownerDocument.fonts.ready.then(() => this.#read(true));
  }

  hostUpdated(): void {
    const plot = this.#plot();
    if (plot === this.#observed) return;
    if (this.#observed) this.#observer?.unobserve(this.#observed);
    if (plot) this.#observer?.observe(plot);
    this.#observed = plot;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed = null;
  }

  #read(fontsArrived = false): void {
    const plot = this.#plot();
    const narrow = this.#host.clientWidth < NARROW;
    // Without a plot, as while the table is shown, the box that would hold it tells the width.
    const width = (plot ?? this.#frame())?.clientWidth ?? 0;
    let changed = narrow !== this.narrow || (width > 0 && width !== this.width);
    this.narrow = narrow;
    if (width > 0) this.width = width;
    if (plot && plot.clientWidth > 0) {
      const style = getComputedStyle(plot);
      const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      if (font !== this.#font || fontsArrived) {
        this.#font = font;
        this.#measure = textMeasure(font);
        this.fontSize = Number.parseFloat(style.fontSize);
        changed = true;
      }
      changed ||= plot.clientHeight !== this.height;
      this.height = plot.clientHeight;
    }
    if (changed) this.#host.requestUpdate();
  }
}
