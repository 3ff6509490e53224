/**
 * Who is ready, as the queues in which they stand.
 *
 * @module
 */

import type { ControlBlock, Decision } from "../../engine/result.ts";

/** A queue and who stands in it, the first in front. */
export interface ReadyQueue {
  /** The CPU whose queue it is, with queues per CPU; else `null`. */
  readonly cpu: number | null;
  /** Its level, for policies with several; else `null`. */
  readonly level: number | null;
  readonly blocks: readonly ControlBlock[];
}

/**
 * The queues at a tick. Within a queue stand first the processes that the decisions of the tick passed over, in the order in which
 * the policy saw them, then the others as they came.
 */
export function readyQueues(blocks: readonly ControlBlock[], decisions: readonly Decision[]): ReadyQueue[] {
  const place = new Map<number, number>();
  for (const { candidates } of decisions) {
    candidates.forEach(({ pid }, index) => place.set(pid, index));
  }
  const queues = new Map<string, { cpu: number | null; level: number | null; blocks: ControlBlock[] }>();
  for (const block of blocks) {
    if (block.state !== "ready") continue;
    const cpu = block.queue ?? null;
    const key = `${cpu} ${block.level}`;
    const queue = queues.get(key);
    if (queue === undefined) queues.set(key, { cpu, level: block.level, blocks: [block] });
    else queue.blocks.push(block);
  }
  const placeOf = ({ pid }: ControlBlock) => place.get(pid) ?? Infinity;
  const order = (a: number, b: number) => a === b ? 0 : a - b;
  for (const queue of queues.values()) {
    queue.blocks.sort((a, b) =>
      order(placeOf(a), placeOf(b)) || (a.readySince ?? 0) - (b.readySince ?? 0) || a.pid - b.pid
    );
  }
  return [...queues.values()].sort((a, b) => (a.cpu ?? 0) - (b.cpu ?? 0) || (a.level ?? 0) - (b.level ?? 0));
}
