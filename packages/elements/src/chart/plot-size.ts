import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { textMeasure } from './text-measure.ts';

/** Widths below this are narrow: the same 560 px at which the style sheets change. */
const NARROW = 560;

/** The size of the plot and of the font in it, measured anew whenever the element or its plot changes. */
export class PlotSizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #plot: () => Element | null;
  readonly #observer: ResizeObserver | null;
  #observed: Element | null = null;
  #font = '';
  #measure: (text: string) => number = () => 0;
  width = 0;
  height = 0;
  fontSize = 0;
  narrow = false;

  constructor(host: ReactiveControllerHost & HTMLElement, plot: () => Element | null) {
    this.#host = host;
    this.#plot = plot;
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
    const narrow = this.#host.clientWidth < NARROW;
    const plot = this.#plot();
    let changed = narrow !== this.narrow;
    this.narrow = narrow;
    if (plot && plot.clientWidth > 0) {
      const style = getComputedStyle(plot);
      const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      if (font !== this.#font || fontsArrived) {
        this.#font = font;
        this.#measure = textMeasure(font);
        this.fontSize = Number.parseFloat(style.fontSize);
        changed = true;
      }
      changed ||= plot.clientWidth !== this.width || plot.clientHeight !== this.height;
      this.width = plot.clientWidth;
      this.height = plot.clientHeight;
    }
    if (changed) this.#host.requestUpdate();
  }
}
