import type { TextLine } from './lines.ts';
import { sectionKind, type SectionKind } from './section-titles.ts';
import { headerAt, headerWeight, namesDays, namesMoney, signature, type TableHeader } from './table-header.ts';
import { tokensOf, type Token } from './value-tokens.ts';

/** Lines of one page under one header: a table, or a part of it. */
export interface Region {
  readonly header: TableHeader | null;
  /** Indexes of its lines: from, up to but without to. */
  readonly from: number;
  readonly to: number;
  /** What the title above it says. */
  readonly title: SectionKind | null;
}

export interface DocumentLines {
  readonly lines: readonly TextLine[];
  readonly tokens: readonly (readonly Token[])[];
}

/** A document parted at the headers of its tables. */
export interface PartedDocument extends DocumentLines {
  readonly regions: readonly Region[];
}

const TITLE_ABOVE = 3;

/** The title of a table: the nearest of the few lines above its header that is one. */
function titleAbove({ lines, tokens }: DocumentLines, first: number): SectionKind | null {
  for (let at = first - 1; at >= 0 && at >= first - TITLE_ABOVE; at--) {
    if (lines[at]!.page !== lines[first]!.page) return null;
    if (tokens[at]!.some((token) => token.money && token.freeLeft && token.freeRight)) return null;
    const [cell] = lines[at]!.cells;
    const kind = sectionKind(cell?.text ?? '');
    if (kind) return kind;
  }
  return null;
}

/** How many columns a header names as days or money. */
function named({ cells }: TableHeader): number {
  return cells.filter((cell) => namesDays(cell) || namesMoney(cell)).length;
}

/** The header that begins at a line, unless a better one begins at the next. */
function bestHeaderAt({ lines, tokens }: DocumentLines, at: number): TableHeader | null {
  const header = headerAt(lines, tokens, at);
  if (!header || header.last === at) return header;
  for (let first = at + 1; first <= header.last; first++) {
    const next = headerAt(lines, tokens, first);
    if (next && headerWeight(next) >= headerWeight(header) - 0.05 && named(next) >= named(header)) return null;
  }
  return header;
}

/** Parts the lines of a document at the headers of its tables and at the ends of its pages. */
function regionsOf(document: DocumentLines): readonly Region[] {
  const { lines } = document;
  const regions: Region[] = [];
  let [header, from, title]: [TableHeader | null, number, SectionKind | null] = [null, 0, null];
  const close = (to: number): void => {
    if (to > from) regions.push({ header, from, to, title });
  };
  for (let at = 0; at < lines.length; at++) {
    const newPage = at > 0 && lines[at]!.page !== lines[at - 1]!.page;
    const found = bestHeaderAt(document, at);
    if (found) {
      close(at);
      title = titleAbove(document, at) ?? (header && signature(header) === signature(found) ? title : null);
      [header, from] = [found, found.last + 1];
      at = found.last;
    } else if (newPage) {
      close(at);
      from = at;
    }
  }
  close(lines.length);
  return regions;
}

/** Reads the values of some lines, and parts them at the headers among them. */
export function partedDocument(lines: readonly TextLine[]): PartedDocument {
  const document: DocumentLines = { lines, tokens: lines.map(tokensOf) };
  return { ...document, regions: regionsOf(document) };
}
