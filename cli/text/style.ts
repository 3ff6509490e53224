/**
 * Colours of the terminal, on or off as a whole. Text is measured and laid out first and coloured last, so widths never
 * count colour codes.
 *
 * @module
 */

import { processColor } from "../../pictures/palette.ts";
import { english, type Say } from "../../pictures/words/language.ts";
import type { Io, Style } from "../io.ts";

/** The values of `--color`. */
export const COLOR_CHOICES = ["auto", "always", "never"] as const;

/** When to colour. */
export type ColorChoice = typeof COLOR_CHOICES[number];

/** Whether to colour standard output: as told, else where it is a terminal and `NO_COLOR` is unset or empty. */
export function wantsColor(choice: ColorChoice, io: Pick<Io, "stdout" | "env">): boolean {
  if (choice !== "auto") return choice === "always";
  return io.stdout.isTerminal && !io.env("NO_COLOR") && io.env("TERM") !== "dumb";
}

const ESCAPE = "\x1b[";

function paint(codes: string): (text: string) => string {
  return (text) => text === "" ? "" : `${ESCAPE}${codes}m${text}${ESCAPE}0m`;
}

/** A style that colours, or one that leaves everything as it is. */
export function createStyle(isColored: boolean, say: Say = english): Style {
  const same = (text: string) => text;
  if (!isColored) {
    return {
      isColored,
      say,
      bold: same,
      dim: same,
      good: same,
      warn: same,
      name: same,
      process: (_, text) => text,
      onProcess: (_, text) => text,
    };
  }
  return {
    isColored,
    say,
    bold: paint("1"),
    dim: paint("2"),
    good: paint("1;32"),
    warn: paint("33"),
    name: paint("36"),
    process: (index, text) => paint(`38;5;${processColor(index).terminal}`)(text),
    onProcess(index, text) {
      const { terminal, textOnIt } = processColor(index);
      return paint(`38;5;${textOnIt === "black" ? 16 : 231};48;5;${terminal}`)(text);
    },
  };
}
