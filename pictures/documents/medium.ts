/**
 * What a document is made of, and what writes it.
 *
 * @module
 */

/** Why a piece of text stands out. `code` is what a user may type. */
export type Emphasis = "strong" | "good" | "code";

/** A piece of text. */
export interface Span {
  readonly text: string;
  readonly emphasis: Emphasis | null;
}

/** A table. Every row has a cell per title. */
export interface DocumentTable {
  readonly titles: readonly string[];
  /** Which columns are of words; the others are of numbers. */
  readonly isLeft: readonly boolean[];
  readonly rows: readonly (readonly (readonly Span[])[])[];
}

/** A piece of a document. */
export type Block =
  | { readonly kind: "title"; readonly text: readonly Span[] }
  /** A line of a paragraph; `isNew` begins another one. */
  | { readonly kind: "line"; readonly text: readonly Span[]; readonly isNew: boolean }
  /** A word and what is said of it. */
  | { readonly kind: "term"; readonly term: string; readonly text: readonly Span[] }
  | { readonly kind: "table"; readonly table: DocumentTable }
  /** A chart of characters. */
  | { readonly kind: "chart"; readonly text: string }
  /** A chart as SVG. */
  | { readonly kind: "drawing"; readonly svg: string };

/** Writes a document in a language. */
export type Medium = (blocks: readonly Block[]) => string;

/** Text without its emphasis. */
export function plainText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}
