/**
 * The rows at the end of a table that are no processes: its sums and averages.
 *
 * @module
 */

import { keyOf } from "./_header.ts";
import { SUMMARY_WORDS } from "./header_words.ts";

/** Longer names are none of these words, and a look at their letters is saved. */
const LENGTH_MAX = 20;

const KIND = new Map<string, "sum" | "average">();
for (const kind of ["sum", "average"] as const) {
  for (const word of SUMMARY_WORDS[kind].trim().split(/\s+/)) KIND.set(keyOf(word), kind);
}

/**
 * Whether a row's name says that it sums up the others.
 *
 * @param name The name.
 * @returns What it is; `undefined` where it is the name of a process.
 */
export function summaryKind(name: string): "sum" | "average" | undefined {
  // Most names are a letter or two and a number.
  return name.length > LENGTH_MAX || /\d$/.test(name) ? undefined : KIND.get(keyOf(name));
}
