/**
 * Lists of whole numbers, such as the quanta of a sweep: `1..100`, `1..100..5`, `1,2,4,8`, or several of these with commas between them.
 *
 * @module
 */

import { parseWhole } from "./option_text.ts";
import { quoteIfOdd } from "./quote.ts";

/** A list of more numbers than this is refused. */
const QUANTA_MAX = 10_000;

/** What a list of whole numbers is of. */
export interface RangeRule {
  readonly noun: string;
  readonly least: number;
}

/**
 * Reads a list of whole numbers such as `1..100`, `1..100..5` or `1,2,4`; they come out in ascending order, each once.
 *
 * @throws {RangeError} When it is none; the message says what it must be.
 */
export function parseRange(text: string, { noun, least }: RangeRule): readonly number[] {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const bounds = part.trim().split("..");
    if (bounds.length > 3) {
      throw new RangeError(`must be a list like 1..100, 1..100..5 or 1,2,4, got ${quoteIfOdd(text)}`);
    }
    const [first, last = first] = bounds.slice(0, 2).map((bound) => parseWhole(bound, least));
    const step = bounds.length === 3 ? parseWhole(bounds[2], 1) : 1;
    if (last < first) throw new RangeError(`must be a range from the lesser to the greater, got ${quoteIfOdd(part)}`);
    if (values.size + Math.floor((last - first) / step) + 1 > QUANTA_MAX) {
      throw new RangeError(`must be at most ${QUANTA_MAX} ${noun}, got ${quoteIfOdd(text)}`);
    }
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** {@linkcode parseRange} of quanta. */
export function parseQuanta(text: string): readonly number[] {
  return parseRange(text, { noun: "quanta", least: 1 });
}
