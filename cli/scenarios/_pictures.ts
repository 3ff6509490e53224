/**
 * What scenarios draw besides the lives of their processes. Loaded by the command line alone: no process of a scenario needs
 * it.
 *
 * @module
 */

import { Simulation, type SimulationOptions, toColumns, type Workload } from "../../mod.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { TimelinePicture } from "../../pictures/timeline_picture.ts";
import type { Style } from "../io.ts";
import { renderTimeline } from "../text/gantt.ts";
import { renderTable } from "../text/table.ts";

/** Tables of states that were entered, one under another. */
export function renderStateTables(
  tables: readonly (readonly [title: string, rows: readonly { at: string; state: string; cause: string }[]])[],
  style: Style,
  width: number,
): string {
  return tables.map(([title, rows]) => {
    const columns = [{ title }, { title: "State", align: "left" as const }, { title: "Cause", align: "left" as const }];
    return renderTable(columns, rows.map(({ at, state, cause }) => [at, state, cause]), style, width).text;
  }).join("\n");
}

/** A table whose first column are names and whose others are figures. */
export function renderFigures(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  width: number,
): string {
  const columns = titles.map((title, index) => ({ title, align: index === 0 ? "left" as const : "right" as const }));
  return renderTable(columns, rows, style, width).text;
}

/** The Gantt chart of a simulation, under a title. */
export function renderGantt(
  title: string,
  workload: Workload,
  options: SimulationOptions,
  style: Style,
  width: number,
): string {
  const columns = toColumns(workload);
  const simulation = new Simulation(columns, { ...options, timeline: "full", transitions: "full" });
  simulation.step();
  const picture = new TimelinePicture(0);
  picture.add(simulation.drainSegments(), simulation.drainTransitions());
  const labels = new ProcessLabels(columns);
  return `${style.bold(title)}\n${renderTimeline({ result: simulation.result(), picture, labels, style, width })}`;
}
