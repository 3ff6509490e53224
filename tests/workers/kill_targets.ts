/** What the processes of kills_alone_test.ts run besides targets.ts. */
import type { ManagerDict, SharedArray } from "../../workers/mod.ts";

/** Counts in a manager's dict until it is ended; stores how far it came. */
export function countForEver(dict: ManagerDict<string, number>, told: SharedArray<"int32">): void {
  for (let count = 1;; count++) {
    dict.setSync("count", count);
    told.view[0] = count;
  }
}

/** A task of a pool: says that it has begun, and takes a while. */
export function beginAndDouble(begun: SharedArray<"int32">, index: number): number {
  Atomics.add(begun.view, index, 1);
  for (let turn = 0; turn < 20_000; turn++) Atomics.load(begun.view, index);
  return 2 * index;
}
