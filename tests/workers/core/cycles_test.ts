/**
 * Cycles of handles: what nobody can reach is given back when memory is short, and nothing else.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import "../../../workers/handles.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import { codecOf } from "../../../workers/core/_codec.ts";
import { collectCycles } from "../../../workers/core/_cycles.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { limitSharedMemory } from "../../../workers/process/limit_shared_memory.ts";
import { randomFrom, seedOfRun } from "../support.ts";

limitSharedMemory(128 * 2 ** 20);
const tree = currentTree();
const used = () => tree.core.usedBytes(tree.self);

/** Makes something, disposes of it, and says how much is left before and after a collection. */
function leftOf(make: () => Disposable[]): [before: number, after: number] {
  codecOf(tree).encoder.encode(null, "a value"); // what stays
  const begin = used();
  for (const handle of make()) handle[Symbol.dispose]();
  const before = used() - begin;
  collectCycles(tree);
  return [before, used() - begin];
}

const CYCLES: Record<string, () => Disposable[]> = {
  "a queue in itself"() {
    const queue = new Queue<unknown>();
    queue.putSync(queue);
    return [queue];
  },
  "a queue in itself, many times, in long messages"() {
    const queue = new JoinableQueue<unknown>();
    for (let count = 0; count < 30; count++) queue.putSync([queue, "x".repeat(count * 1000), { queue }]);
    return [queue];
  },
  "queues in each other"() {
    const queues = Array.from({ length: 5 }, () => new SimpleQueue<unknown>());
    queues.forEach((queue, index) => queue.putSync({ next: queues[(index + 1) % 5], lock: new Lock() }));
    return queues;
  },
  "an end of a pipe on its way to itself"() {
    const [one, other] = Pipe();
    one.sendSync(other);
    return [one, other];
  },
  "both ends of a pipe in each other, and a queue"() {
    const [one, other] = Pipe();
    const queue = new Queue<unknown>();
    one.sendSync([one, queue]);
    other.sendSync(other);
    queue.putSync(one);
    return [one, other, queue];
  },
};

for (const [what, make] of Object.entries(CYCLES)) {
  Deno.test(`collectCycles() gives back ${what}`, () => {
    const [before, after] = leftOf(make);
    assert(before > 0, "it was given back before");
    assert(after <= 1024, `${after} bytes are left`); // locks, for which the collector comes
  });
}

Deno.test("collectCycles() leaves what somebody can reach, at any distance", () => {
  const root = new Queue<unknown>();
  const chain = Array.from({ length: 6 }, () => new Queue<unknown>());
  root.putSync(chain[0]);
  chain.forEach((queue, index) => {
    queue.putSync(chain[(index + 1) % 6]);
    queue.putSync(`item ${index}`);
  });
  const [mine, theirs] = Pipe();
  chain[5].putSync([theirs]);
  for (const handle of [...chain, theirs]) handle[Symbol.dispose]();
  collectCycles(tree);
  let queue = root.getSync() as Queue<unknown>;
  for (let index = 0; index < 5; index++) {
    const next = queue.getSync() as Queue<unknown>;
    assertEquals(queue.getSync(), `item ${index}`);
    queue = next;
  }
  queue.getSync();
  assertEquals(queue.getSync(), "item 5");
  const [end] = queue.getSync() as Connection[];
  mine.sendSync("alive");
  assertEquals(end.recvSync(), "alive");
});

Deno.test("Where memory is short, cycles make room by themselves", () => {
  for (let count = 0; count < 500; count++) {
    using queue = new Queue<unknown>();
    queue.putSync([queue, new Uint8Array(2 ** 20)]); // 500 MiB in a tree of 128 MiB
  }
});

Deno.test("A manager's dict whose key is set to one queue after the other does not run out of memory", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>();
  for (let count = 0; count < 12_000; count++) await dict.set("key", new Queue());
  const last = await dict.get("key") as Queue<unknown>;
  last.putSync("alive");
  assertEquals(last.getSync(), "alive");
});

Deno.test("collectCycles() agrees with what can be reached, on random graphs of queues", () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  for (let round = 0; round < 40; round++) {
    const count = 2 + Math.floor(random() * 8);
    const queues = Array.from({ length: count }, () => new Queue<unknown>());
    const edges = queues.map(() => [] as number[]);
    for (let edge = 0; edge < count * 1.5; edge++) {
      const [from, to] = [Math.floor(random() * count), Math.floor(random() * count)];
      queues[from].putSync({ to: queues[to], name: to });
      edges[from].push(to);
    }
    const kept = queues.map(() => random() < 0.2);
    const reached = new Set<number>();
    const visit = (index: number) => {
      if (reached.has(index)) return;
      reached.add(index);
      edges[index].forEach(visit);
    };
    kept.forEach((isKept, index) => isKept && visit(index));
    const objects = tree.handleCounts;
    const before = objects.size;
    queues.forEach((queue, index) => kept[index] || queue[Symbol.dispose]());
    collectCycles(tree);
    // Whatever can be reached is still whole.
    const open = queues.filter((_, index) => kept[index]).map((queue, at) => ({ queue, at: indexOf(kept, at) }));
    const seen = new Set<number>();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next.at)) continue;
      seen.add(next.at);
      for (const expected of edges[next.at]) {
        const { to, name } = next.queue.getSync() as { to: Queue<unknown>; name: number };
        assertEquals(name, expected, `seed ${seed}, round ${round}`);
        open.push({ queue: to, at: name });
      }
    }
    assertEquals(seen, reached, `seed ${seed}, round ${round}`);
    assert(before >= 0);
  }
});

/** The index of the n-th that is true. */
function indexOf(flags: boolean[], n: number): number {
  return flags.map((flag, index) => flag ? index : -1).filter((index) => index >= 0)[n];
}
