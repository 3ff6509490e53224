/**
 * How a chart looks: colours of paper and ink in light, dark and the system's own high contrast, and patterns.
 *
 * @module
 */

import { COLORS, DARK_COLORS, PATTERNS, processColor } from "../../pictures/palette.ts";

/** Colours of everything but the processes. */
export interface ChartTheme {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly ready: string;
  readonly switching: string;
  readonly lock: string;
  readonly accent: string;
  /** Whether bars have an outline and patterns and no colours, because the reader's system chooses all colours. */
  readonly isForced: boolean;
}

/** The themes of charts. */
export const CHART_THEMES: Readonly<Record<"light" | "dark" | "forced", ChartTheme>> = {
  light: { ...COLORS, isForced: false },
  dark: { ...COLORS, ...DARK_COLORS, accent: "#8cb4dc", isForced: false },
  forced: {
    paper: "Canvas",
    ink: "CanvasText",
    faint: "CanvasText",
    grid: "GrayText",
    ready: "CanvasText",
    switching: "CanvasText",
    lock: "CanvasText",
    accent: "Highlight",
    isForced: true,
  },
};

/** The name of a chart's theme. */
export type ChartThemeName = keyof typeof CHART_THEMES;

/** What fills the bars of a process, and what is written on them. */
export interface BarInk {
  readonly fill: string;
  readonly text: string;
}

/** The ink of the process in a row of the workload. */
export function barInk(process: number, theme: ChartTheme): BarInk {
  if (theme.isForced) return { fill: theme.paper, text: theme.ink };
  const { web, textOnIt } = processColor(Math.max(0, process));
  return { fill: web, text: textOnIt === "black" ? "#000000" : "#ffffff" };
}

/** Patterns as a canvas takes them, made once for a scale and an ink. */
export class PatternInk {
  readonly #made = new Map<number, CanvasPattern | null>();

  /** `scale`: device pixels of a CSS pixel. */
  constructor(readonly scale: number, readonly stroke: string) {}

  /** The pattern at a place among {@linkcode PATTERNS}. */
  pattern(context: CanvasRenderingContext2D, place: number): CanvasPattern | null {
    const made = this.#made.get(place);
    if (made !== undefined) return made;
    const tile = context.canvas.ownerDocument.createElement("canvas");
    tile.width = tile.height = Math.max(1, Math.round(8 * this.scale));
    const drawing = tile.getContext("2d")!;
    drawing.scale(tile.width / 8, tile.height / 8);
    drawing.strokeStyle = this.stroke;
    drawing.lineWidth = 1.2;
    drawing.stroke(new Path2D(PATTERNS[place]));
    const pattern = context.createPattern(tile, "repeat");
    this.#made.set(place, pattern);
    return pattern;
  }
}
