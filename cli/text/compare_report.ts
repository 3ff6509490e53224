/**
 * The report on a comparison as text.
 *
 * @module
 */

import type { ComparedRun } from "../../analysis/compare.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import type { Summary } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import type { TimelinePicture } from "../../pictures/timeline_picture.ts";
import { widthOf, wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderCompareTable } from "./compare_table.ts";
import { renderCompactTimeline, stripLegend } from "./gantt.ts";
import { HEAD_OPTIONS, headLine, loadText, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { noContents } from "./strip.ts";

/** A run of a comparison with what its chart is drawn from. */
export interface PicturedRun extends ComparedRun {
  /** `null` where no charts are drawn. */
  readonly picture: TimelinePicture | null;
}

/** What the report is made from. */
export interface CompareReportInput {
  readonly runs: readonly PicturedRun[];
  readonly workloadName: string;
  readonly notes: readonly string[];
  readonly labels: ProcessLabels;
  readonly statistic: keyof Summary;
  /** The timelines as SVG, for a document that can show it. */
  readonly svg?: string;
  readonly style: Style;
  readonly width: number;
}

/** Writes head, charts where there are any, and the table. */
export function renderCompareReport(input: CompareReportInput): string {
  const { runs, notes, style, width } = input;
  const drawing = input.svg === undefined ? null : style.document?.drawing ?? null;
  const charts = drawing === null ? renderCharts(input) : [drawing(input.svg!)];
  const table = renderCompareTable(runs, input.statistic, style, width);
  const allNotes = [...notes, ...runs.flatMap(({ result }) => result.notes)];
  return [renderHead(input) + notesText(allNotes, style, width), ...charts, table].join("\n");
}

function renderHead({ runs, workloadName, labels, style, width }: CompareReportInput): string {
  const { say } = style;
  const count = say.count(labels.count, "process", "processes");
  const policies = new Set(runs.map(({ result }) => result.options.policy)).size;
  const title = policies === runs.length && policies > 1
    ? say("{shown} of {all} policies", { shown: runs.length, all: POLICIES.length })
    : say.count(runs.length, "run");
  const what = { title: style.bold(title), workload: style.bold(workloadName), count };
  let text = `${say("{title} on {workload}, {count}", what)}\n`;
  text += rulesHead(runs.map(({ result }) => result.options), style, width);
  for (const { label, result } of runs) {
    const own = policyOptionsText(result.options, HEAD_OPTIONS);
    if (own !== "") text += headLine(label.split(":")[0], own, style, width);
  }
  return text + headLine("load", loadText(runs[0].result, say), style, width);
}

/** A chart per run under its name, and one legend for all. */
function renderCharts({ runs, labels, style, width }: CompareReportInput): string[] {
  if (runs.some(({ picture }) => picture === null)) return [];
  const contents = noContents();
  const labelColumns = widthOf(`CPU ${runs[0].result.options.cpus - 1}`) + 2;
  const charts = runs.map(({ label, result, picture }) => {
    const title = style.bold(label) + style.dim(`  ${style.say(findPolicy(result.options.policy).title)}`);
    return `${title}\n${
      renderCompactTimeline({ result, picture: picture!, labels, style, width }, labelColumns, contents)
    }`;
  });
  const legend = stripLegend(contents, style.say);
  const key = labels.key(contents.symbolPids);
  if (key.length > 0) legend.push(`${style.say("symbols:")} ${key.join("  ")}`);
  if (legend.length > 0) charts.push(style.dim(wrap(legend.join("   "), width)) + "\n");
  return charts;
}
