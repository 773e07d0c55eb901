/** A piece of text as it stands on its page: what one drawing operation, or several side by side, have put there. */
export interface TextRun {
  readonly text: string;
  /** Left and right edge, and baseline, in points from the upper left corner of the page as a person holds it. */
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Font size in points. */
  readonly size: number;
  readonly monospaced: boolean;
}

/** The text of one page, turned so that its lines run from left to right. */
export interface PageText {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
}

/** What is used of a text item of pdfjs. */
export interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

export interface ItemsOfPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** The viewport's transform, which undoes the rotation of the page. */
  readonly transform: readonly number[];
  readonly items: readonly TextItem[];
  readonly monospaced: ReadonlySet<string>;
}

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** Quarter turns against the reading direction of the page; null where the text stands aslant. */
  readonly turn: 0 | 1 | 2 | 3 | null;
  readonly monospaced: boolean;
}

/** Beyond this many degrees from a right angle a text is a stamp or a watermark. */
const MOST_SLANT = 3;

/** Some producers give the blank of a font no letter of its own, and it comes out as a control character. */
const CONTROLS = /[\u0000-\u001f\u007f]/g;

function place(item: TextItem, page: ItemsOfPage): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = page.transform;
  const [p = 1, q = 0, r = 0, s = 1, u = 0, v = 0] = item.transform;
  const [dx, dy] = [a * p + c * q, b * p + d * q];
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  const quarter = Math.round(angle / 90);
  const straight = Math.abs(angle - quarter * 90) <= MOST_SLANT;
  return {
    text: item.str.replace(CONTROLS, ' '),
    x: a * u + c * v + e,
    y: b * u + d * v + f,
    width: item.width,
    size: Math.hypot(a * r + c * s, b * r + d * s),
    turn: straight ? ((((quarter % 4) + 4) % 4) as 0 | 1 | 2 | 3) : null,
    monospaced: page.monospaced.has(item.fontName),
  };
}

/** The turn that most letters of a page have. */
function usualTurn(placed: readonly Placed[]): 0 | 1 | 2 | 3 {
  const letters = [0, 0, 0, 0];
  for (const { turn, text } of placed) if (turn !== null) letters[turn]! += text.length;
  return letters.indexOf(Math.max(...letters)) as 0 | 1 | 2 | 3;
}

function turned({ text, x, y, width, size, monospaced }: Placed, turn: 0 | 1 | 2 | 3, page: ItemsOfPage): TextRun {
  const [left, baseline] = turn === 0 ? [x, y] : turn === 1 ? [y, page.width - x] : turn === 2 ? [page.width - x, page.height - y] : [page.height - y, x];
  return { text, x0: left, x1: left + width, y: baseline, size, monospaced };
}

/** The same text nearer than this, in points, was drawn twice to look bold. */
const DRAWN_TWICE = 0.8;

/** The number of a square of one point; two squares may share one, which costs a look and changes nothing. */
function squareAt(column: number, row: number): number {
  return column + row * 65_536;
}

function standsAt(other: TextRun, run: TextRun): boolean {
  return Math.abs(other.x0 - run.x0) < DRAWN_TWICE && Math.abs(other.y - run.y) < DRAWN_TWICE;
}

/** Tells texts that stand where the same text stood before. */
function repeats(): (run: TextRun) => boolean {
  // Most texts are there once: squares are only made for those that come again.
  const once = new Map<string, TextRun>();
  const squares = new Map<string, Map<number, TextRun[]>>();
  const remember = (own: Map<number, TextRun[]>, run: TextRun): void => {
    const square = squareAt(Math.floor(run.x0), Math.floor(run.y));
    const there = own.get(square);
    if (there) there.push(run);
    else own.set(square, [run]);
  };
  return (run) => {
    const first = once.get(run.text);
    if (!first) {
      once.set(run.text, run);
      return false;
    }
    let own = squares.get(run.text);
    if (!own) {
      squares.set(run.text, (own = new Map()));
      remember(own, first);
    }
    const [column, row] = [Math.floor(run.x0), Math.floor(run.y)];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        if (own.get(squareAt(column + dx, row + dy))?.some((other) => standsAt(other, run))) return true;
      }
    }
    remember(own, run);
    return false;
  };
}

/** Turns the items of a page into runs that read from left to right; blanks, stamps and texts in the margin are left out. */
export function pageText(page: ItemsOfPage): PageText {
  const placed = page.items.filter(({ str, width }) => width > 0 && str.replace(CONTROLS, ' ').trim() !== '').map((item) => place(item, page));
  const turn = usualTurn(placed);
  const isRepeated = repeats();
  const runs = placed
    .filter((each) => each.turn === turn && each.size > 0)
    .map((each) => turned(each, turn, page))
    .filter((run) => !isRepeated(run));
  const upright = turn % 2 === 0;
  return { number: page.number, width: upright ? page.width : page.height, height: upright ? page.height : page.width, runs };
}
