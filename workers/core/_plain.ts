/**
 * Decodes arguments without handles. A child loads it instead of the codec, which knows all classes of the library.
 *
 * @module
 */

import { Decoder } from "./_decode.ts";
import type { Tree } from "./_tree.ts";

/** Decodes and frees what `encodeShared` wrote. */
export function takePlain(tree: Tree, block: number): unknown {
  try {
    return new Decoder(tree, null).decode(block + 4, tree.core.wordLoad(block));
  } finally {
    tree.core.blockRelease(tree.self, block);
  }
}
