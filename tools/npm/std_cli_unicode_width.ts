// What deno.npm.json calls "@std/cli/unicode-width": the npm package deno-std, which carries no types of its own.
import * as unicodeWidthModule from "npm:deno-std@1.4.0/cli/unicode_width.js";

/** The number of columns that `text` takes in a terminal: 2 for a wide character, 0 for a combining one. */
export const unicodeWidth: (text: string) => number = unicodeWidthModule.unicodeWidth;
