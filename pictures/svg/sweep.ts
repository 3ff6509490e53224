/**
 * A sweep as an SVG drawing: turnaround, response and switching over the quantum, the two ends shaded.
 *
 * @module
 */

import { type Sweep, type SweepPoint, SWITCHING_SHARE_MARKED } from "../../analysis/sweep.ts";
import { formatPercent } from "../../engine/numbers.ts";
import { COLORS } from "../palette.ts";
import { CHART_HEIGHT, CHART_STEP, type ChartFrame, lineChart } from "./chart.ts";
import { type DrawingTexts, element, fitText, headedDocument, linear, svgText, WIDTH_MIN } from "./elements.ts";
import type { Look } from "./look.ts";

const WIDTH = 900;
const LEFT = 84;
const RIGHT = 30;
const TOP = 122;

/** One of the charts. */
interface Chart {
  readonly title: string;
  readonly color: string;
  readonly value: (point: SweepPoint) => number;
  /** The value under FCFS, to compare with. */
  readonly level: number | null;
}

/**
 * What a drawing of a sweep says; what is not given is said in English.
 *
 * @example In another language
 * ```ts
 * import { renderSvgSweep, type SweepTexts } from "@quanta/quanta/pictures";
 * import { sweep } from "@quanta/quanta/analysis";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const texts: SweepTexts = { title: "RR", subtitle: "", turnaround: "temps de rotation moyen" };
 * const result = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" });
 * assertStringIncludes(renderSvgSweep(result, texts), "temps de rotation moyen");
 * ```
 * @category Drawings
 */
export interface SweepTexts extends DrawingTexts {
  /** Above the chart of the mean turnaround. */
  readonly turnaround?: string;
  /** Above the chart of the mean response. */
  readonly response?: string;
  /** Above the chart of the share of switching, where that takes time. */
  readonly switching?: string;
  /** Above the chart of the number of switches, where they take none. */
  readonly switches?: string;
  /** Below the axis. */
  readonly quantum?: string;
  /** Above the quanta that are too short. */
  readonly tooShort?: string;
  /** Above the quanta from which on it is FCFS. */
  readonly asFcfs?: string;
}

/**
 * Draws a sweep.
 *
 * @example
 * ```ts
 * import { renderSvgSweep } from "@quanta/quanta/pictures";
 * import { sweep } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const result = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" });
 * assertEquals(renderSvgSweep(result, { title: "Round robin", subtitle: "two processes" }).startsWith("<svg"), true);
 * ```
 *
 * @category Drawings
 */
export function renderSvgSweep(sweep: Sweep, texts: SweepTexts, look: Look = {}): string {
  const width = Math.max(WIDTH_MIN, look.width ?? WIDTH);
  const { points } = sweep;
  const fcfs = sweep.fcfs.metrics;
  const from = points[0].quantum;
  const to = Math.max(points[points.length - 1].quantum, from + 1);
  const x = linear(from, to, LEFT, width - RIGHT);
  const charts: Chart[] = [
    {
      title: texts.turnaround ?? "mean turnaround (ticks)",
      color: COLORS.accent,
      value: ({ metrics }) => metrics.turnaround.mean,
      level: fcfs.turnaround.mean,
    },
    {
      title: texts.response ?? "mean response (ticks)",
      color: COLORS.second,
      value: ({ metrics }) => metrics.response.mean,
      level: fcfs.response.mean,
    },
    sweep.options.switchCost > 0
      ? {
        title: texts.switching ?? "switching (% of busy time)",
        color: COLORS.lock,
        value: ({ switchingShare }) => switchingShare * 100,
        level: sweep.fcfs.switchingShare * 100,
      }
      : {
        title: texts.switches ?? "context switches",
        color: COLORS.lock,
        value: ({ metrics }) => metrics.switches,
        level: fcfs.switches,
      },
  ];
  const bottom = TOP + (charts.length - 1) * CHART_STEP + CHART_HEIGHT;
  const parts = zoneParts(sweep, texts, { x, right: width - RIGHT, bottom });
  charts.forEach(({ title, color, value, level }, index) => {
    const frame: ChartFrame = {
      left: LEFT,
      right: width - RIGHT,
      top: TOP + index * CHART_STEP,
      from,
      to,
      title,
      color,
    };
    const line = points.map((point) => ({ x: point.quantum, y: value(point) }));
    for (const part of lineChart(frame, line, x, level === null ? null : { value: level, name: "FCFS" })) {
      parts.push(part);
    }
  });
  const axis = { "text-anchor": "middle", fill: COLORS.faint };
  parts.push(svgText((LEFT + width - RIGHT) / 2, bottom + 38, texts.quantum ?? "quantum (ticks)", axis));
  return headedDocument(width, bottom + 54, texts, parts, look);
}

/** The two ends: shaded from top to bottom behind the charts, with their names above. */
function zoneParts(
  sweep: Sweep,
  { tooShort, asFcfs }: SweepTexts,
  { x, right, bottom }: { readonly x: (quantum: number) => number; readonly right: number; readonly bottom: number },
): string[] {
  const { points, switchingUpTo, fcfsFrom } = sweep;
  const first = points[0].quantum;
  const last = points[points.length - 1].quantum;
  const parts: string[] = [];
  const zone = (from: number, to: number, fill: string) => {
    const width = Math.max(x(to) - x(from), 3);
    parts.push(
      element("rect", { x: x(from), y: TOP - 26, width, height: bottom - TOP + 26, fill, "fill-opacity": 0.7 }),
    );
  };
  if (switchingUpTo !== null) {
    zone(first, switchingUpTo, COLORS.zone);
    const share = formatPercent(SWITCHING_SHARE_MARKED);
    const name = tooShort ?? `switching eats the machine: ${share} or more beyond FCFS`;
    parts.push(svgText(x(first), 74, fitText(name, right - x(first)), { fill: COLORS.zoneInk }));
  }
  if (fcfsFrom !== null) {
    zone(fcfsFrom, last, COLORS.secondZone);
    const name = asFcfs ?? `as FCFS from quantum ${fcfsFrom} on`;
    parts.push(svgText(x(last), 90, name, { "text-anchor": "end", fill: COLORS.secondZoneInk }));
  }
  return parts;
}
