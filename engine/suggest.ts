/**
 * "Did you mean": the closest of the names that would have been right.
 *
 * @module
 */

/** Edits (insert, delete, replace, swap of neighbours) that turn `from` into `to`. O(from x to). */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      current[column] = Math.min(replaced, previous[column] + 1, current[column - 1] + 1);
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) current[column] = Math.min(current[column], beforePrevious[column - 2] + 1);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length];
}

/** The name closest to `text` if it is close enough to be a slip of it: a prefix, or a third of its letters away. */
export function closest(text: string, names: readonly string[]): string | null {
  const lower = text.toLowerCase();
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const name of names) {
    const isPrefix = lower.length >= 2 && name.toLowerCase().startsWith(lower);
    const distance = isPrefix ? 0.5 : editDistance(lower, name.toLowerCase());
    const limit = Math.max(1, Math.floor(Math.max(text.length, name.length) / 3));
    if (distance <= limit && distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean NAME?` for the closest name, or nothing. */
export function didYouMean(text: string, names: readonly string[]): string {
  const name = closest(text, names);
  return name === null ? "" : `. Did you mean ${name}?`;
}
