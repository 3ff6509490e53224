/**
 * What stands below the rows of a table and is no process: sums and averages of the rows, and a sentence of the exercise. It is held
 * back until it is known whether rows follow it.
 *
 * @module
 */

import type { Cell } from "./_cells.ts";
import { keyOf } from "./_header.ts";
import { SUMMARY_WORDS } from "./header_words.ts";
import { RowCells } from "./_row_cells.ts";
import type { TablePlan } from "./_table_plan.ts";

/** So many lines are held back: more are rows. */
const HELD_MAX = 20;

/** Longer names are no words of a sum, and a look at their letters is saved. */
const LENGTH_MAX = 20;

/** What a line below the rows is. */
type Kind = "sum" | "average" | "sentence";

interface Trailer {
  readonly cells: readonly Cell[];
  readonly line: number;
  readonly kind: Kind;
}

const SUMMARIES = new Map<string, Kind>();
for (const kind of ["sum", "average"] as const) {
  for (const word of SUMMARY_WORDS[kind].trim().split(/\s+/)) SUMMARIES.set(keyOf(word), kind);
}

const NOTHING_HELD: readonly RowCells[] = [];

/** See the module's description. */
export class Trailers {
  readonly #held: Trailer[] = [];
  readonly #objects: { number: number; kind: Kind }[] = [];

  /** Holds a line back where it may be none of the rows. */
  hold(cells: RowCells, plan: TablePlan, line: number): boolean {
    const kind = kindOf(cells, plan);
    if (kind === undefined || this.#held.length >= HELD_MAX) return false;
    const copy = Array.from({ length: cells.count }, (_, cell): Cell => ({
      text: cells.textOf(cell),
      start: (cells.placeOf(cell).column ?? 1) - 1,
    }));
    this.#held.push({ cells: copy, line, kind });
    return true;
  }

  /** The same of an object of a list, from the last on: whether it is a sum or an average, and left out. */
  takeObject(cells: RowCells, plan: TablePlan, number: number): boolean {
    const kind = this.#objects.length < HELD_MAX ? kindOf(cells, plan) : undefined;
    if (kind === undefined || kind === "sentence") return false;
    this.#objects.unshift({ number, kind });
    return true;
  }

  /** What was held back, as rows: others follow. */
  release(): readonly RowCells[] {
    if (this.#held.length === 0) return NOTHING_HELD;
    return this.#held.splice(0).map(({ cells, line }) => {
      const row = new RowCells();
      row.takeCells(cells, line);
      return row;
    });
  }

  /** The lines that are sentences. */
  sentences(): number[] {
    return this.#held.filter(({ kind }) => kind === "sentence").map(({ line }) => line);
  }

  /** What is said of the others. */
  notes(): string[] {
    const left = (what: string, kind: Kind) =>
      `${what} left out: ${kind === "sum" ? "a sum" : "an average"} of the rows`;
    return [
      ...this.#held.filter(({ kind }) => kind !== "sentence").map(({ kind, line }) => left(`line ${line}`, kind)),
      ...this.#objects.map(({ number, kind }) => left(`process ${number}`, kind)),
    ];
  }
}

/** What a line is that is no row unless others follow it. Files of our own have rows alone. */
function kindOf(cells: RowCells, { cellOf, identity, countMin, isOwn }: TablePlan): Kind | undefined {
  if (isOwn) return undefined;
  if (cells.count === 1 && countMin > 1) return isSentence(cells.textOf(0), 3) ? "sentence" : undefined;
  if (isProse(cells, countMin)) return "sentence";
  const cell = [cellOf.name, identity, cellOf.pid].find((each) => each >= 0) ?? -1;
  if (cell < 0 || cells.digitsOf(cell) >= 0) return undefined;
  const name = cells.textOf(cell);
  // Most names are a letter or two and a number.
  return name.length > LENGTH_MAX || /\d$/.test(name) ? undefined : SUMMARIES.get(keyOf(name));
}

/** Whether a text has so many words. Chinese and Japanese write none apart: there each of their letters but one is half a word. */
function isSentence(text: string, words: number): boolean {
  const letters = text.match(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/gu)?.length ?? 0;
  return (text.match(/[^\s\p{Script=Han}]*\p{L}[^\s\p{Script=Han}]*/gu)?.length ?? 0) + Math.floor(letters / 2) >=
    words;
}

/** Whether a line is a sentence with commas: it has no digit, which every row has, and more words the more it looks like a row. */
function isProse(cells: RowCells, countMin: number): boolean {
  for (let cell = cells.count - 1; cell >= 0; cell--) if (cells.digitsOf(cell) >= 0) return false;
  let text = "";
  for (let cell = 0; cell < cells.count; cell++) text += `${cells.textOf(cell)} `;
  return !/\p{N}/u.test(text) && isSentence(text, cells.count < countMin ? 3 : 6);
}
