/**
 * A report for a terminal or a document, as `--format` says.
 *
 * @module
 */

import type { ReportFormat } from "../flags/report_flags.ts";
import type { Io, Style } from "../io.ts";
import { load } from "../load.ts";
import { type PageArguments, pageHint } from "./page_hint.ts";

/** Writes a report in a style, for lines of some columns. */
export type RenderReport = (style: Style, width: number) => string;

/**
 * The report that `render` writes, for a terminal where no document is named; it then ends with how to see it in a browser, where
 * `page` says of what. What writes documents is loaded when asked for.
 */
export async function reportText(
  format: ReportFormat | undefined,
  io: Pick<Io, "columns">,
  style: Style,
  render: RenderReport,
  page?: PageArguments | string,
): Promise<string> {
  if (format !== "markdown" && format !== "latex" && format !== "html") {
    return render(style, io.columns) + (page === undefined ? "" : pageHint(page, style, io.columns));
  }
  const { renderIn } = await load<typeof import("./markup.ts")>(import.meta, "./markup.ts");
  return renderIn(format, render, style.say);
}

/** A chart of characters: `draw` draws it for lines of some columns. */
export function chartText(style: Style, width: number, draw: (width: number) => string): string {
  return style.document === undefined ? draw(width) : style.document.chart(draw(style.document.chartColumns));
}
