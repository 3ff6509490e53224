/**
 * Runs side by side as an SVG drawing: the lanes of every run over one axis, each under its name and figures.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { COLORS } from "../palette.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { chartSpan } from "../scale.ts";
import type { TimelinePicture } from "../timeline_picture.ts";
import { denseLane } from "./density.ts";
import { type DrawingTexts, fitText, headedDocument, linear, svgText, WIDTH_MIN } from "./elements.ts";
import { boundariesOf, type Lanes, segmentBar, tickAxis } from "./lanes.ts";
import { type Look, timesOfLook } from "./look.ts";

const WIDTH = 1000;
const LEFT = 84;
const RIGHT = 30;
const TOP = 70;
const LANE = 28;
const HEADING = 26;
const GAP = 34;

/** More CPUs than this get no lane each. */
const LANES_MAX = 16;

/**
 * A run to be drawn beside others.
 *
 * @example
 * ```ts
 * import { type DrawnRun, ProcessLabels, renderSvgCompare, TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const simulation = new Simulation({ processes: [{ bursts: 3 }] }, { policy: "rr", timeline: "full", transitions: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * const run: DrawnRun = { label: "rr:quantum=4", result, picture };
 * const svg = renderSvgCompare([run], new ProcessLabels(simulation.workload), { title: "One job", subtitle: "one CPU" });
 * assertStringIncludes(svg, "rr:quantum=4");
 * ```
 * @category Drawings
 */
export interface DrawnRun {
  /** What it is called. */
  readonly label: string;
  /** What came of it. */
  readonly result: SimulationResult;
  /** Its timeline. */
  readonly picture: TimelinePicture;
}

/**
 * Draws runs of one workload, one under another.
 *
 * @throws {RangeError} If there is no run, or a machine has more CPUs than can be drawn.
 * @example
 * ```ts
 * import { ProcessLabels, renderSvgCompare, TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", arrival: 1, bursts: 2 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full", transitions: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * const labels = new ProcessLabels(simulation.workload);
 * const svg = renderSvgCompare([{ label: "rr", result, picture }], labels, { title: "Two jobs", subtitle: "one CPU" });
 * assertStringIncludes(svg, "<svg");
 * ```
 * @category Drawings
 */
export function renderSvgCompare(
  runs: readonly DrawnRun[],
  labels: ProcessLabels,
  texts: DrawingTexts,
  look: Look = {},
): string {
  if (runs.length === 0) throw new RangeError("Cannot draw a comparison: it must have a run, got none");
  const cpus = Math.max(...runs.map(({ result }) => result.options.cpus));
  if (cpus > LANES_MAX) {
    throw new RangeError(`Cannot draw a comparison: cpus must be at most ${LANES_MAX}, got ${cpus}`);
  }
  const spans = runs.map(({ result }) => chartSpan(result));
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const width = Math.max(WIDTH_MIN, look.width ?? WIDTH);
  const lanes: Lanes = { x: linear(start, end, LEFT, width - RIGHT), labels, look };
  const parts: string[] = [];
  let top = TOP;
  for (const run of runs) {
    parts.push(...runParts(run, { top, start, end, width }, lanes));
    top += HEADING + run.result.options.cpus * LANE + GAP;
  }
  return headedDocument(width, top - GAP + 30, texts, parts, look);
}

function runParts(
  { label, result, picture }: DrawnRun,
  { top, start, end, width }: { top: number; start: number; end: number; width: number },
  lanes: Lanes,
): string[] {
  const { cpus } = result.options;
  const lanesTop = top + HEADING;
  const bottom = lanesTop + cpus * LANE;
  const boundaries = cpus === 1 && !picture.isTooLong ? boundariesOf(picture.segments, start, end) : undefined;
  const figures = fitText(figuresText(result, lanes.look), width - 48 - 120);
  const parts = [
    svgText(24, top + 14, fitText(label, 150), { "font-weight": 600 }),
    svgText(width - RIGHT, top + 14, figures, { "text-anchor": "end", fill: COLORS.faint }),
    ...tickAxis({ start, end, boundaries, top: lanesTop, bottom }, lanes),
  ];
  for (let cpu = 0; cpu < cpus; cpu++) {
    const y = lanesTop + cpu * LANE;
    parts.push(svgText(LEFT - 10, y + 18, `CPU ${cpu}`, { "text-anchor": "end" }));
    if (picture.isTooLong && picture.pyramid !== null) {
      const place = { start, end, left: LEFT, right: width - RIGHT, y, height: LANE };
      parts.push(...denseLane(picture.pyramid, cpu, place, lanes.labels));
    }
  }
  for (const segment of picture.segments) {
    parts.push(...segmentBar(segment, lanesTop + segment.cpu * LANE + 3, LANE - 6, lanes));
  }
  return parts;
}

/** What a slide is read for. */
function figuresText({ metrics, deadlines }: SimulationResult, look: Look): string {
  const { count, decimal } = timesOfLook(look);
  const missed = deadlines === null ? "" : `missed ${deadlines.misses} of ${deadlines.jobs} · `;
  const { turnaround, waiting, response, switches } = metrics;
  const means = [["turnaround", turnaround], ["waiting", waiting], ["response", response]] as const;
  const texts = means.map(([name, { mean, p99 }]) => `${name} ${decimal(mean)} (p99 ${count(p99)})`);
  return `${missed}${texts.join(" · ")} · switches ${formatCount(switches)}`;
}
