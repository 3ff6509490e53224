/**
 * Text in columns of a terminal, where a Chinese character takes two and a combining mark none.
 *
 * @module
 */

import { unicodeWidth } from "@std/cli/unicode-width";

// Control characters would move the cursor or change the terminal's state; names come from files.
// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x1f\x7f-\x9f]/g;

/** Text that is safe to print on one line: control characters become `�`. */
export function oneLine(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

/** Columns that `text` takes. */
export function widthOf(text: string): number {
  return unicodeWidth(text);
}

/** `text` in at most `width` columns; what does not fit is replaced by `…`. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return "";
  let result = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = widthOf(segment);
    if (used + next > width - 1) break;
    result += segment;
    used += next;
  }
  return `${result}…`;
}

/** `text` with spaces after it up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** `text` with spaces before it up to `width` columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/**
 * Words of `text` in lines of at most `width` columns; every line starts with `indent`, the first one with `first`. A word
 * that is longer than a line is broken after commas and after the signs of Chinese.
 */
export function wrap(text: string, width: number, indent = "", first = indent): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const { word, gap } of piecesOf(text, width - widthOf(indent))) {
    if (!isEmpty && widthOf(line) + gap.length + widthOf(word) > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : gap + word;
    isEmpty = false;
  }
  lines.push(line);
  return lines.join("\n");
}

/** What may stand on a line of its own, and what stands before it where it does not. */
function* piecesOf(text: string, columns: number): Generator<{ word: string; gap: string }> {
  for (const word of text.split(" ")) {
    // Chinese has no blanks; its lines end after its signs.
    const parts = widthOf(word) <= columns ? [word] : word.split(/(?<=[,，。；：、）])/);
    for (const [index, part] of parts.entries()) yield { word: part, gap: index === 0 ? " " : "" };
  }
}
