/**
 * What was in memory when, and what was free, as a table of text.
 *
 * @module
 */

import { admissionMoments, jobsOf } from "../../analysis/admissions.ts";
import { formatDecimal } from "../../engine/numbers.ts";
import type { SimulationResult } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import { piecesText, resourcesText } from "../../pictures/words/admission_words.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** A workload of more processes is told by its figures alone. */
const PROCESSES_MAX = 10_000;

/** Draws a row for each of the first `rowsMax` instants at which somebody came or went, then how much was taken. */
export function renderMemory(
  result: SimulationResult,
  labels: ProcessLabels,
  rowsMax: number,
  style: Style,
  width: number,
): string {
  const { say } = style;
  const { count, instant = count } = timesOf(style);
  const { memory: use, processes } = result.metrics;
  const { memory: size, resources } = result.options;
  const hasResources = Object.keys(resources).length > 0;
  const names = (pids: readonly number[]) => pids.map((pid) => labels.name(pid)).join(" ");
  const rows: string[][] = [];
  let isCut = false;
  if (processes <= PROCESSES_MAX) {
    for (const moment of admissionMoments(jobsOf(result), result.options)) {
      isCut = rows.length === rowsMax;
      if (isCut) break;
      const { time, left, admitted, waiting, free, freeResources } = moment;
      rows.push([
        instant(time),
        names(left),
        admitted.map(({ pid, address }) => address === null ? labels.name(pid) : `${labels.name(pid)} @${address}`)
          .join(" "),
        names(waiting.map(({ pid }) => pid)),
        ...(use === undefined ? [] : [piecesText(free, say)]),
        ...(hasResources ? [resourcesText(freeResources)] : []),
      ]);
    }
  }
  const columns = [
    { title: say("Tick") },
    { title: say("Leaves"), align: "left" as const, rank: 2 },
    { title: say("Admitted at"), align: "left" as const },
    { title: say("Waits"), align: "left" as const, rank: 1 },
    ...(use === undefined ? [] : [{ title: say("Free"), align: "left" as const }]),
    ...(hasResources ? [{ title: say("Free resources"), align: "left" as const }] : []),
  ];
  const { text } = renderTable(columns, rows, style, width);
  const facts = [
    ...(use === undefined ? [] : [
      say("memory of {size}: mean use {mean}, {share}, at most {max}", {
        size: String(size),
        mean: formatDecimal(use.mean),
        share: `${formatDecimal(100 * use.mean / size)}%`,
        max: String(use.max),
      }),
    ]),
    ...(hasResources ? [say("counted resources: {resources}", { resources: resourcesText(resources) })] : []),
    ...(isCut ? [say("more rows with --rows")] : []),
  ];
  return (rows.length === 0 ? "" : `${text}\n`) + wrap(facts.join(" · "), width) + "\n";
}
