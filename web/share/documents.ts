/**
 * The figures as what one writes with: CSV, JSON, Markdown, LaTeX.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { latex } from "../../pictures/documents/latex.ts";
import { markdown } from "../../pictures/documents/markdown.ts";
import type { Block, DocumentTable, Span } from "../../pictures/documents/medium.ts";
import { comparedColumns } from "../figures/compared_table.tsx";
import { processRows } from "../figures/process_table.tsx";
import type { Texts } from "../languages/language.ts";
import type { Outcome } from "../outcome.ts";
import type { Run } from "../runs.ts";
import type { Snapshot } from "../state.ts";

/** Rows of a table in a document. */
const ROWS_MAX = 1000;

/** The processes of a run as CSV, with the columns of `sim run --format csv`. */
export function processesCsv({ result }: Outcome): string {
  return [...csvOf(result.processes)].join("");
}

/** The state and the figures of every run that is done. */
export function everythingJson(snapshot: Snapshot, runs: readonly Run[]): string {
  const results = runs.flatMap((run) => {
    if (run.state !== "done") return [];
    const { options, metrics, deadlines, notes, processes } = run.outcome.result;
    const { timeline: _timeline, transitions: _transitions, decisions: _decisions, ...simulated } = options;
    const timeline = run.outcome.picture.segments;
    return [{ label: run.contender.label, options: simulated, metrics, deadlines, notes, processes, timeline }];
  });
  const unlimited = (_: string, value: unknown) => value === Infinity ? null : value;
  return JSON.stringify({ state: snapshot, runs: results }, unlimited, 1) + "\n";
}

/** The runs side by side and the processes of the shown one, in Markdown or LaTeX. */
export function tablesIn(
  medium: "markdown" | "latex",
  { title, runs, shown, texts }: {
    readonly title: string;
    readonly runs: readonly Run[];
    readonly shown: Outcome | null;
    readonly texts: Texts;
  },
): string {
  const blocks: Block[] = [{ kind: "title", text: [plain(title)] }, {
    kind: "table",
    table: comparedTable(runs, texts),
  }];
  if (shown !== null) blocks.push({ kind: "table", table: processesTable(shown, texts) });
  return (medium === "markdown" ? markdown : latex)(blocks);
}

function plain(text: string): Span {
  return { text, emphasis: null };
}

function comparedTable(runs: readonly Run[], texts: Texts): DocumentTable {
  const columns = comparedColumns(runs);
  return {
    titles: [texts.figures.Policy, ...columns.map(({ title }) => texts.figures[title])],
    isLeft: [true, ...columns.map(() => false)],
    rows: runs.map(({ contender: { label } }, row) => [
      [plain(label)],
      ...columns.map(({ cells }): Span[] => {
        const cell = cells[row];
        return [cell === null ? plain("-") : { text: cell.text, emphasis: cell.isBest ? "good" : null }];
      }),
    ]),
  };
}

function processesTable(outcome: Outcome, texts: Texts): DocumentTable {
  const { figures, processes } = processRows(outcome, 0, ROWS_MAX);
  return {
    titles: [texts.figures.Process, ...figures.map(({ title }) => texts.figures[title])],
    isLeft: [true, ...figures.map(() => false)],
    rows: processes.map((process) => [
      [plain(process.name)],
      ...figures.map(({ value, format = formatCount }) => [plain(format(value(process)))]),
    ]),
  };
}
