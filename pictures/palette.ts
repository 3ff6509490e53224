/**
 * The colours of every picture, on a screen and on paper.
 *
 * @module
 */

/**
 * Colours of processes in turn: apart from each other for most eyes, and dark enough or light enough for the text on
 * them. `terminal` is the index among a terminal's 256 colours that comes closest to `web`.
 *
 * @example
 * ```ts
 * import { PROCESS_COLORS } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(PROCESS_COLORS[0].web, "#4e79a7");
 * ```
 *
 * @category Model
 */
export const PROCESS_COLORS: readonly { web: string; terminal: number; textOnIt: "black" | "white" }[] = [
  { web: "#4e79a7", terminal: 67, textOnIt: "white" },
  { web: "#f28e2b", terminal: 208, textOnIt: "black" },
  { web: "#59a14f", terminal: 71, textOnIt: "black" },
  { web: "#e15759", terminal: 167, textOnIt: "black" },
  { web: "#76b7b2", terminal: 73, textOnIt: "black" },
  { web: "#edc948", terminal: 221, textOnIt: "black" },
  { web: "#b07aa1", terminal: 133, textOnIt: "black" },
  { web: "#9c755f", terminal: 137, textOnIt: "black" },
  { web: "#ff9da7", terminal: 217, textOnIt: "black" },
  { web: "#8cb4dc", terminal: 110, textOnIt: "black" },
];

/**
 * The colour of the process at `index` of its workload.
 *
 * @example
 * ```ts
 * import { PROCESS_COLORS, processColor } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(processColor(PROCESS_COLORS.length + 1), processColor(1)); // they begin again
 * ```
 *
 * @category Model
 */
export function processColor(index: number): typeof PROCESS_COLORS[number] {
  return PROCESS_COLORS[index % PROCESS_COLORS.length];
}

/**
 * Colours of everything but the processes.
 *
 * @example
 * ```ts
 * import { COLORS } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(COLORS.paper, "#ffffff");
 * ```
 *
 * @category Model
 */
export const COLORS = {
  paper: "#ffffff",
  ink: "#1f2933",
  faint: "#5c6773",
  grid: "#e3e8ee",
  ready: "#d5dce4",
  switching: "#3b4754",
  lock: "#c0392b",
  accent: "#4e79a7",
  second: "#f28e2b",
  third: "#59a14f",
  zone: "#fdecc8",
  zoneInk: "#8a5a00",
  secondZone: "#dcefe0",
  secondZoneInk: "#2e6b3a",
} as const;

/** What stands for each colour on dark paper; every text keeps a contrast of 4.5 to what it stands on, in both themes. */
export const DARK_COLORS: Readonly<Partial<Record<keyof typeof COLORS, string>>> = {
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

/** Patterns that tell processes apart beside their colours: lines as SVG paths, in a square of 8. */
export const PATTERNS: readonly string[] = [
  "M0 8L8 0M-2 2L2 -2M6 10L10 6",
  "M0 0L8 8M-2 6L2 10M6 -2L10 2",
  "M0 4H8",
  "M4 0V8",
  "M0 4H8M4 0V8",
  "M0 0L8 8M0 8L8 0",
  "M2 2h1.5v1.5h-1.5zM6 6h1.5v1.5h-1.5z",
];

/** Which of the patterns bars of the process at `index` have; every eighth has none. */
export function patternIndex(index: number): number | null {
  const place = index % (PATTERNS.length + 1);
  return place === 0 ? null : place - 1;
}
