/**
 * What is done where shared memory is used up, before it is said.
 *
 * @module
 */

import { isDecoding } from "./_codec.ts";
import { collectCycles } from "./_cycles.ts";
import { weightsOf } from "./_shared.ts";
import { sweep } from "./_sweep.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";

/** How long nothing is tried again that brought nothing. */
const REST_MS = 100;

/** Has a process give back what nobody can reach, whenever there is no memory. Handles that were dropped go with the event loop's next turn. */
export function relieveWhenShort(tree: Tree): void {
  let isRelieving = false;
  let restUntilMs = 0;
  tree.relieve = () => {
    // In the midst of a message that is decoded where others would be received.
    if (isRelieving || performance.now() < restUntilMs || isDecoding(tree)) return false;
    isRelieving = true;
    try {
      const before = tree.core.usedBytes(tree.self);
      sweep(tree);
      collectCycles(tree);
      weightsOf(tree).run();
      const isFreed = tree.core.usedBytes(tree.self) < before;
      if (!isFreed) restUntilMs = performance.now() + REST_MS;
      return isFreed;
    } catch (error) {
      if (error instanceof ProcessEnded || error instanceof RangeError) return false; // not even memory to look
      throw error;
    } finally {
      isRelieving = false;
    }
  };
}
