/**
 * Frees objects that only dead processes held.
 *
 * @module
 */

import { knownObjects } from "./_kinds.ts";
import { end, Shared } from "./_shared.ts";
import type { Tree } from "./_tree.ts";

/** Frees those of known kinds. Each turn frees one, and what it kept may be the next. */
export function sweep(tree: Tree): void {
  const { core, self } = tree;
  const kinds = knownObjects();
  const mask = [...kinds.keys()].reduce((bits, kind) => bits | 1 << kind, 0);
  let isDone = false;
  while (!isDone) {
    const outer = core.outerBegin(self); // what was found is freed, whether this process is ended or not
    if (outer === 0) return;
    const object = core.lostObject(self, mask);
    isDone = object === 0;
    if (!isDone) {
      const kind = core.objectKind(object);
      end(new Shared(tree, kind, object), kinds.get(kind)!.free, () => 1);
    }
    if (outer === 1) core.outerEnd(self);
  }
}
