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
