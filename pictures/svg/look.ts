/**
 * How a drawing looks: its width, light or dark, patterns beside colours.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../engine/known_options.ts";
import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import { describeValue } from "../../engine/workload/error.ts";
import { COLORS, DARK_COLORS, patternIndex, PATTERNS } from "../palette.ts";

/**
 * The themes of drawings; `auto` is light or dark as the reader's screen is.
 *
 * @example
 * ```ts
 * import { THEMES } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(THEMES, ["light", "dark", "auto"]);
 * ```
 * @category Drawings
 */
export const THEMES = ["light", "dark", "auto"] as const;

/**
 * A theme of drawings.
 *
 * @example
 * ```ts
 * import { sweep } from "@quanta/quanta/analysis";
 * import { renderSvgSweep, type Theme } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const theme: Theme = "auto";
 * const result = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, { quanta: [1, 2] });
 * const svg = renderSvgSweep(result, { title: "Two processes", subtitle: "" }, { theme });
 * assertStringIncludes(svg, "prefers-color-scheme"); // as its reader's system is set
 * ```
 * @category Drawings
 */
export type Theme = typeof THEMES[number];

/**
 * How a drawing is to look.
 *
 * @example
 * ```ts
 * import { sweep } from "@quanta/quanta/analysis";
 * import { type Look, renderSvgSweep } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const look: Look = { width: 480, theme: "dark" };
 * const result = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, { quanta: [1, 2] });
 * assertStringIncludes(renderSvgSweep(result, { title: "Two processes", subtitle: "" }, look), 'width="480"');
 * ```
 * @category Drawings
 */
export interface Look {
  /** Its width in pixels, from 320. Default: as wide as its kind of chart is. */
  readonly width?: number;
  /** Default `light`. */
  readonly theme?: Theme;
  /** Whether processes are told apart by patterns too, not by colours alone. */
  readonly patterns?: boolean;
  /** How times are written. Default: in ticks. */
  readonly times?: DrawnTimes;
}

/**
 * How a drawing writes times.
 *
 * @example
 * ```ts
 * import { type DrawnTimes, ProcessLabels, renderSvgGantt, TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const text = (ticks: number) => (ticks / 10).toFixed(1);
 * const times: DrawnTimes = { count: text, decimal: text, perUnit: 10, unit: "ms" };
 * const simulation = new Simulation({ processes: [{ bursts: 25 }] }, { policy: "fcfs", timeline: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * const labels = new ProcessLabels(simulation.workload);
 * assertStringIncludes(renderSvgGantt(result, picture, labels, { title: "", subtitle: "" }, { times }), ">2.5 ms<");
 * ```
 * @category Drawings
 */
export interface DrawnTimes {
  /** A whole number of ticks. */
  count(ticks: number): string;
  /** A mean, in ticks. */
  decimal(ticks: number): string;
  /** How many ticks make a unit. */
  readonly perUnit: number;
  /** What the unit is called: `tick`, `ms` ... */
  readonly unit: string;
}

const IN_TICKS: DrawnTimes = { count: formatCount, decimal: (ticks) => formatDecimal(ticks), perUnit: 1, unit: "tick" };

/** Refuses a look that means nothing. @throws {TypeError} When a name or a type is wrong. @throws {RangeError} When a value is. */
export function checkLook(look: Look): void {
  refuseUnknownOptions("draw", look, ["width", "theme", "patterns", "times"] satisfies (keyof Look)[], "look");
  const { width, theme, patterns } = look;
  if (width !== undefined && typeof width !== "number") {
    throw new TypeError(`Cannot draw: width must be a number of pixels, got ${describeValue(width)}`);
  }
  if (width !== undefined && !Number.isFinite(width)) {
    throw new RangeError(`Cannot draw: width must be a finite number of pixels, got ${describeValue(width)}`);
  }
  if (theme !== undefined && !THEMES.includes(theme)) {
    throw new RangeError(`Cannot draw: theme must be one of ${THEMES.join(", ")}, got ${describeValue(theme)}`);
  }
  if (patterns !== undefined && typeof patterns !== "boolean") {
    throw new TypeError(`Cannot draw: patterns must be true or false, got ${describeValue(patterns)}`);
  }
}

/** How a look writes times. */
export function timesOfLook({ times }: Look): DrawnTimes {
  return times ?? IN_TICKS;
}

/** A span, as tooltips say it. */
export function spanText(start: number, end: number, look: Look): string {
  const { count, unit } = timesOfLook(look);
  return `${count(start)} to ${count(end)}${look.times === undefined ? "" : ` ${unit}`}`;
}

/** A whole drawing, whose colours are those of {@linkcode COLORS}, in a theme. */
export function themed(svg: string, theme: Theme): string {
  if (theme === "light") return svg;
  const pairs = Object.entries(DARK_COLORS).map(([name, dark]) => [COLORS[name as keyof typeof COLORS], dark] as const);
  // Only attributes hold a colour between quotes: quotes of texts are escaped.
  if (theme === "dark") return pairs.reduce((text, [light, dark]) => text.replaceAll(`"${light}"`, `"${dark}"`), svg);
  const rules = pairs.map(([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`);
  const style = `<style>@media (prefers-color-scheme:dark){${rules.join("")}}</style>`;
  return svg.replace("</title>\n", `</title>\n${style}\n`);
}

/** The patterns that {@linkcode patternOf} names, for the head of a drawing. */
export function patternDefinitions(): string {
  const patterns = PATTERNS.map((path, index) =>
    `<pattern id="pattern${index}" width="8" height="8" patternUnits="userSpaceOnUse">` +
    `<path d="${path}" stroke="#000" stroke-opacity="0.3" stroke-width="1.2" fill="none"/></pattern>`
  );
  return `<defs>${patterns.join("")}</defs>`;
}

/** What fills a bar of the process at `index` over its colour; every eighth process has none. */
export function patternOf(index: number): string | null {
  const place = patternIndex(index);
  return place === null ? null : `url(#pattern${place})`;
}
