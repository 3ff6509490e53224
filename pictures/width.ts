/**
 * Text in columns of a terminal, where a Chinese character takes two and a combining mark none.
 *
 * @module
 */

import { unicodeWidth } from "@std/cli/unicode-width";

// Controls would move the cursor or change the terminal's state, other line breaks and what changes the direction of text would
// make a line say something else, and half a character or none is no text.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/gu;

/**
 * The one door for text from outside (names of files, of processes, lines of logs and transcripts) on its way to a terminal:
 * what is not safe to print on one line becomes `�`.
 */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd");
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
