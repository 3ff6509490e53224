/**
 * How others see that the owner of a pool blocks until its workers have done something.
 *
 * @module
 */

import type { Tree } from "../core/_tree.ts";
import type { Waitable } from "../core/_wait.ts";
import { HelpWatch } from "../sync/_help_watch.ts";

/** So long a wait for results is of no interest to others, and few are longer. */
const SHOWN_AFTER_MS = 50;

/**
 * Shows others a wait for what workers do, once it has lasted: a part of a `Waitable`. It is no error here: where nobody in a circle can do
 * anything, one of the workers waits for something else, and is told; then its task fails.
 */
export function shownLater(tree: Tree): Pick<Waitable, "hopeless" | "awake"> {
  let [sequence, sinceMs] = [NaN, 0];
  let watch: HelpWatch | null = null;
  return {
    hopeless: (seen) => {
      if (seen !== sequence) [sequence, sinceMs] = [seen, performance.now()];
      const restMs = sinceMs + SHOWN_AFTER_MS - performance.now();
      if (restMs > 0) return restMs;
      watch ??= new HelpWatch(tree, { objects: [] });
      watch.show(seen);
      return null;
    },
    awake: () => watch?.awake(),
  };
}
