/**
 * Options of commands that draw: where the drawing goes and how it looks.
 *
 * @module
 */

import { parseWhole } from "../../engine/option_text.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { type Look, THEMES } from "../../pictures/svg/look.ts";
import { UsageError } from "../exit_code.ts";
import { choice, file, text, toggle } from "./flags.ts";

/** The narrowest and the widest drawing, in pixels. */
const WIDTH_MIN = 320;
const WIDTH_MAX = 20_000;

/** `--svg` and what goes with it; `what` is drawn. */
export function pictureFlags(what: string) {
  return {
    svg: file(`Draw ${what} into this SVG file`),
    title: { ...text("With --svg: the title of the drawing", "text"), group: "Drawing" },
    width: {
      summary: "With --svg: its width in pixels",
      placeholder: "pixels",
      group: "Drawing",
      parse(value: string): number {
        const width = parseWhole(value, WIDTH_MIN);
        if (width <= WIDTH_MAX) return width;
        throw new RangeError(`must be from ${WIDTH_MIN} to ${WIDTH_MAX}, got ${quoteIfOdd(value)}`);
      },
    },
    theme: choice("With --svg: light, dark, or as the reader's screen is", "theme", THEMES, {
      group: "Drawing",
      defaultText: "light",
    }),
    patterns: toggle("With --svg: patterns beside colours", { group: "Drawing" }),
  };
}

/** What was given of {@linkcode pictureFlags}. */
export interface PictureOptions extends Look {
  readonly svg?: string;
  readonly title?: string;
}

/** What of the flags says how a drawing is to look. */
export function lookOf({ width, theme, patterns }: Omit<PictureOptions, "times">): Look {
  return { width, theme, patterns };
}

/**
 * Refuses options of a drawing where nothing is drawn.
 *
 * @throws {UsageError} When one was given without `--svg`.
 */
export function refuseLook(
  command: string,
  given: Omit<PictureOptions, "times">,
  isDrawn = given.svg !== undefined,
): void {
  const name = (["title", "width", "theme", "patterns"] as const).find((each) => given[each] !== undefined);
  if (name !== undefined && !isDrawn) throw new UsageError(`Cannot ${command}: --${name} must come with --svg`);
}
