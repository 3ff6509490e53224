/**
 * The figures of the books beside those of the engine, as text.
 *
 * @module
 */

import type { CheckedFigure } from "../../analysis/verify/verify_books.ts";
import type { Book } from "../../analysis/verify/worked_example.ts";
import { plural } from "../../engine/numbers.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";

const COLUMNS = [
  { title: "Example", align: "left" as const },
  { title: "Figure", align: "left" as const },
  { title: "Expected", align: "left" as const },
  { title: "Got", align: "left" as const },
  { title: "", align: "left" as const },
];

/** Draws a table per book under its citation, and a line that counts. */
export function renderVerifyReport(
  books: readonly Book[],
  figures: readonly CheckedFigure[],
  style: Style,
  width: number,
): string {
  const sections = books.map(({ name, citation }) => {
    const head = style.dim(wrap(citation, width)) + "\n";
    return head + tableOf(figures.filter(({ book }) => book === name), style, width);
  });
  return [...sections, verdict(figures, books.length, style)].join("\n");
}

function tableOf(figures: readonly CheckedFigure[], style: Style, width: number): string {
  const isWide = ({ expected }: CheckedFigure) => expected.length > WIDE_VALUE;
  const rows = figures.filter((figure) => !isWide(figure)).map((figure, index, all) => {
    const isFirst = figure.example !== all[index - 1]?.example;
    const mark = markOf(figure, style);
    return [isFirst ? figure.example : "", figure.figure, figure.expected, figure.got, mark];
  });
  const { text } = renderTable(COLUMNS, rows, style, width);
  return text + figures.filter(isWide).map((figure) => wideText(figure, style)).join("");
}

/** Longer values get lines of their own below the table. */
const WIDE_VALUE = 24;

/** A value that would not fit a column, such as a Gantt chart. */
function wideText(figure: CheckedFigure, style: Style): string {
  const { text, paint } = markOf(figure, style);
  return `${figure.example}, ${figure.figure}  ${paint(text)}\n  expected  ${figure.expected}\n` +
    `  got       ${figure.got}\n`;
}

function markOf({ agrees }: CheckedFigure, style: Style): { text: string; paint: (text: string) => string } {
  return agrees ? { text: "ok", paint: style.good } : { text: "DIFFERS", paint: style.warn };
}

function verdict(figures: readonly CheckedFigure[], books: number, style: Style): string {
  const wrong = figures.filter(({ agrees }) => !agrees).length;
  const all = `${plural(figures.length, "figure")} of ${plural(books, "source")}`;
  return wrong === 0 ? style.good(`All ${all} agree`) + "\n" : style.warn(`${wrong} of ${all} differ`) + "\n";
}
