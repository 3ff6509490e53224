/**
 * The cells of the row under examination: ranges of the line where they stand as they are, so that a million rows take no text of
 * their own, and their text where they do not.
 *
 * @module
 */

import type { Cell } from "./_cells.ts";
import type { WorkloadPlace } from "./error.ts";
import { TICKS_MAX } from "./_rules.ts";

/** Cells beyond so many are counted, not kept: a line of separators is no row. */
export const CELLS_MAX = 4096;

/** See the module's description. */
export class RowCells {
  /** How many cells the row has. */
  count = 0;
  /** The line, from 1. */
  line = 0;
  #text = "";
  #lineStart = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #texts: (string | undefined)[] = [];
  /** The lines of the cells, where they do not all stand in one. */
  #lines: readonly number[] | undefined;
  #locate: ((cell: number) => WorkloadPlace) | undefined;

  /** Takes cells that were cut elsewhere; `lines` where each has a line of its own. */
  takeCells(cells: readonly Cell[], line: number, lines?: readonly number[]): void {
    this.line = line;
    this.#lineStart = 0;
    this.count = cells.length;
    this.#lines = lines;
    cells.forEach(({ text, start }, index) => {
      this.#starts[index] = this.#ends[index] = start;
      this.#texts[index] = text;
    });
  }

  /** Takes the texts of cells whose places are asked for when they are needed. */
  takeTexts(texts: readonly string[], locate: (cell: number) => WorkloadPlace): void {
    this.takeCells(texts.map((text) => ({ text, start: 0 })), 0);
    this.#locate = locate;
  }

  /**
   * Cuts a line by a separator.
   *
   * @returns Where a quoted cell begins that is not closed, or -1.
   */
  split(text: string, start: number, end: number, line: number, separator: number): number {
    this.#text = text;
    this.line = line;
    this.#lineStart = start;
    const starts = this.#starts;
    const ends = this.#ends;
    const texts = this.#texts;
    let count = 0;
    for (let at = start;; at++) {
      let first = at;
      while (first < end && isSpace(text.charCodeAt(first)) && text.charCodeAt(first) !== separator) first++;
      if (first < end && text.charCodeAt(first) === 0x22) {
        const close = closingQuote(text, first, end, separator);
        if (close < 0) return first;
        if (count < CELLS_MAX) starts[count] = first;
        if (count < CELLS_MAX) texts[count] = text.slice(first + 1, close).replaceAll('""', '"');
        at = close + 1;
        while (at < end && text.charCodeAt(at) !== separator) at++;
      } else {
        if (count < CELLS_MAX) starts[count] = first;
        if (count < CELLS_MAX) texts[count] = undefined;
        while (at < end && text.charCodeAt(at) !== separator) at++;
      }
      if (count < CELLS_MAX) ends[count] = at;
      count++;
      if (at >= end) break;
    }
    this.count = count;
    return -1;
  }

  /** The text of a cell; without the spaces around it where it is not quoted. Empty beyond the last. */
  textOf(cell: number): string {
    if (cell >= this.count || cell >= CELLS_MAX) return "";
    return this.#texts[cell] ?? this.#text.slice(this.#starts[cell], this.#ends[cell]).trim();
  }

  /** The whole number of plain digits in a cell; -1 for anything else. */
  digitsOf(cell: number): number {
    if (cell >= this.count || cell >= CELLS_MAX) return -1;
    const text = this.#texts[cell];
    return text === undefined
      ? parseDigits(this.#text, this.#starts[cell], this.#ends[cell])
      : parseDigits(text, 0, text.length);
  }

  /** Whether no cell has anything but spaces. */
  get isEmpty(): boolean {
    if (this.count > CELLS_MAX) return false;
    for (let cell = 0; cell < this.count; cell++) if (this.textOf(cell).trim() !== "") return false;
    return true;
  }

  /** The place of a cell; that of the line where `cell` is -1. */
  placeOf(cell: number): WorkloadPlace {
    if (this.#locate !== undefined) return this.#locate(cell);
    const start = cell < 0 ? this.#lineStart : this.#starts[Math.min(cell, this.count - 1)] ?? this.#lineStart;
    return { line: this.#lines?.[cell] ?? this.line, column: start - this.#lineStart + 1 };
  }

  /** The place of an offset of the text that was cut last. */
  placeOfOffset(offset: number): { line: number; column: number } {
    return { line: this.line, column: offset - this.#lineStart + 1 };
  }
}

/** The quote that closes the one at `open`: not doubled, and before a separator or the end; -1 where there is none. */
function closingQuote(text: string, open: number, end: number, separator: number): number {
  let at = open + 1;
  for (; at < end; at++) {
    if (text.charCodeAt(at) !== 0x22) continue;
    if (at + 1 < end && text.charCodeAt(at + 1) === 0x22) at++;
    else break;
  }
  if (at >= end) return -1;
  let next = at + 1;
  while (next < end && isSpace(text.charCodeAt(next)) && text.charCodeAt(next) !== separator) next++;
  return next >= end || text.charCodeAt(next) === separator ? at : -1;
}

/** The whole number written in plain digits, spaces around it; -1 for anything else. */
function parseDigits(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  if (start === end || end - start > 16) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value <= TICKS_MAX ? value : -1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
