/**
 * Shared memory that is full for a moment.
 *
 * @module
 */

import { currentTree } from "../../workers/core/_root.ts";

/** Takes all shared memory that is left, in ever smaller blocks; what gives it back. */
export function fillMemory(smallest: number): () => void {
  const { core, self } = currentTree();
  const blocks: number[] = [];
  for (let size = 2 ** 29; size >= smallest; size /= 2) {
    for (let block = core.blockAllocate(self, size - 64); block > 0; block = core.blockAllocate(self, size - 64)) {
      blocks.push(block);
    }
  }
  return () => {
    for (const block of blocks.splice(0)) core.blockRelease(self, block);
  };
}
