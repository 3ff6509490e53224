/**
 * From results to pictures, without a terminal and without a browser: time scales, states, buckets, labels and colours, and
 * SVG of Gantt charts, sweeps, statistics and the lives of processes.
 *
 * @example A Gantt chart for a slide
 * ```ts
 * import { ProcessLabels, renderSvgGantt, TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", arrival: 1, bursts: 2 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full", transitions: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * const labels = new ProcessLabels(simulation.workload);
 * const svg = renderSvgGantt(result, picture, labels, { title: "Round robin", subtitle: "quantum 2" });
 * assertStringIncludes(svg, "A 0 to 2 on CPU 0");
 * ```
 *
 * @module
 */

// The model that the terminal's charts and the drawings stand on.
export { chartSpan, columnOf, createScale, niceStep, type TimeScale, wrappedScales } from "./scale.ts";
export { type Activity, type StateInterval, stateIntervals } from "./state_intervals.ts";
export { type ResourceRow, resourceRows, type ResourceSpan } from "./resource_rows.ts";
export { TimeBuckets } from "./time_buckets.ts";
export { TimelinePicture } from "./timeline_picture.ts";
export { type PyramidColumn, TimelinePyramid } from "./timeline_pyramid.ts";
export { ProcessLabels } from "./process_labels.ts";
export { COLORS, PROCESS_COLORS, processColor } from "./palette.ts";
export { endText, type Life, type LifeEvent, type LifeInterval, type LifeState, livesOf } from "./lives.ts";

// Drawings.
export type { DrawingTexts } from "./svg/elements.ts";
export { type DrawnTimes, type Look, type Theme, THEMES } from "./svg/look.ts";
export { type DrawnRun, renderSvgCompare } from "./svg/compare.ts";
export { renderSvgGantt } from "./svg/gantt.ts";
export { renderSvgLives } from "./svg/lives.ts";
export { renderSvgSweep, type SweepTexts } from "./svg/sweep.ts";
export { type ParametersTexts, renderSvgParameters } from "./svg/sweep_parameters.ts";
