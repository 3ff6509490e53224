/**
 * How a drawing looks: its width, light or dark, patterns beside colours.
 *
 * @module
 */

import { COLORS } from "../palette.ts";

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
 * @category Drawings
 */
export type Theme = typeof THEMES[number];

/**
 * How a drawing is to look.
 *
 * @category Drawings
 */
export interface Look {
  /** Its width in pixels, from 320. Default: as wide as its kind of chart is. */
  readonly width?: number;
  /** Default `light`. */
  readonly theme?: Theme;
  /** Whether processes are told apart by patterns too, not by colours alone. */
  readonly patterns?: boolean;
}

/** What stands for each colour on dark paper; every text keeps a contrast of 4.5 to what it stands on, in both themes. */
const DARK: Readonly<Partial<Record<keyof typeof COLORS, string>>> = {
  paper: "#14181d",
  ink: "#e6eaee",
  faint: "#a3adb8",
  grid: "#2c343d",
  ready: "#3f4a56",
  switching: "#aab4bf",
  lock: "#ff8a7a",
  zone: "#3d3114",
  zoneInk: "#ffcf70",
  secondZone: "#1d3524",
  secondZoneInk: "#8fd6a0",
};

/** A whole drawing, whose colours are those of {@linkcode COLORS}, in a theme. */
export function themed(svg: string, theme: Theme): string {
  if (theme === "light") return svg;
  const pairs = Object.entries(DARK).map(([name, dark]) => [COLORS[name as keyof typeof COLORS], dark] as const);
  // Only attributes hold a colour between quotes: quotes of texts are escaped.
  if (theme === "dark") return pairs.reduce((text, [light, dark]) => text.replaceAll(`"${light}"`, `"${dark}"`), svg);
  const rules = pairs.map(([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`);
  const style = `<style>@media (prefers-color-scheme:dark){${rules.join("")}}</style>`;
  return svg.replace("</title>\n", `</title>\n${style}\n`);
}

/** Lines of a pattern, in a square of 8. */
const PATTERNS: readonly string[] = [
  "M0 8L8 0M-2 2L2 -2M6 10L10 6",
  "M0 0L8 8M-2 6L2 10M6 -2L10 2",
  "M0 4H8",
  "M4 0V8",
  "M0 4H8M4 0V8",
  "M0 0L8 8M0 8L8 0",
  "M2 2h1.5v1.5h-1.5zM6 6h1.5v1.5h-1.5z",
];

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
  const place = index % (PATTERNS.length + 1);
  return place === 0 ? null : `url(#pattern${place - 1})`;
}
