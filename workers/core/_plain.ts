/**
 * Decodes arguments without handles. A child loads it instead of the codec, which knows all classes of the library.
 *
 * @module
 */

import { Decoder } from "./_decode.ts";
import { gather, isInParts } from "./_parts.ts";
import type { Debt } from "./_debt.ts";
import type { Tree } from "./_tree.ts";

/** Decodes and frees what `encodeShared` wrote. */
export function takePlain(tree: Tree, block: number, _debt: Debt | null = null): unknown {
  return takeWith(new Decoder(tree, null), tree, block);
}

/** The same with a decoder: the message is behind its length, in one piece or not. */
export function takeWith(decoder: Decoder, tree: Tree, block: number, debt: Debt | null = null): unknown {
  const length = tree.core.wordLoad(block) >>> 0;
  try {
    if (!isInParts(tree, block, length + 4)) return decoder.decodeWhole(block + 4, length, debt);
    return decoder.decodeBytes(gather(tree, block, length + 4).subarray(4), debt);
  } finally {
    if (debt !== null) tree.debts!.leave(debt);
    tree.core.blockRelease(tree.self, block);
  }
}
