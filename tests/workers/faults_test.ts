/**
 * Processes ended at random points: kill and terminate, in the midst of put, get, acquire, wait, send and recv. Every committed item
 * is accounted for. The soak makes at least 10,000 ends.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { activeChildren } from "../../workers/process/current_process.ts";
import { Condition } from "../../workers/sync/condition.ts";
import { Pipe } from "../../workers/channels/pipe.ts";
import { Event } from "../../workers/sync/event.ts";
import { Lock } from "../../workers/sync/lock.ts";
import type { Process } from "../../workers/process/process.ts";
import { Queue } from "../../workers/channels/queue.ts";
import { Semaphore } from "../../workers/sync/semaphore.ts";
import { SharedArray } from "../../workers/memory/shared_array.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, start, until } from "./support.ts";
import * as target from "./targets.ts";

/** Ends of each kind in one run: five kinds, so that the soak makes 10,000. */
const ENDS = soak ? Number(Deno.env.get("QUANTA_ENDS") ?? 2000) : 16;

const seed = seedOfRun();
const random = randomFrom(seed);

/** Lets some time pass, often too little for anything, blocking or not. */
async function pass(): Promise<void> {
  const until = performance.now() + random() * 2;
  if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 2));
  else while (performance.now() < until);
}

async function end(process: Process<never> | Process): Promise<void> {
  if (random() < 0.5) process.kill();
  else process.terminate();
  await joinAll(process);
  assert(process.exitCode === -9 || process.exitCode === -15, `exit code ${process.exitCode}, seed ${seed}`);
}

function zeros(length: number): SharedArray<"int32"> {
  return new SharedArray("int32", length, { lock: false });
}

Deno.test("Queue delivers what ended producers had put, once and in order", async () => {
  console.log(`seed ${seed}`);
  for (let turn = 0; turn < ENDS; turn++) {
    const [queue, put] = [new Queue<number[]>(random() < 0.3 ? 10 : 0), zeros(2)];
    const large = random() < 0.3;
    const victim = start(target.putForEver, queue, 0, put, large);
    await until("it puts", () => put.view[0] > 0);
    await pass();
    await end(victim as never);
    // Whoever comes next can still put.
    const drained: number[] = [];
    while (!queue.empty()) {
      const [producer, index, ...padding] = queue.getNowait();
      assertEquals([producer, padding.length], [0, large ? 20_000 : 0]);
      drained.push(index);
    }
    drained.forEach((index, position) => assertEquals(index, position, `seed ${seed}`));
    const told = put.view[0];
    assert(drained.length === told || drained.length === told + 1, `${drained.length} of ${told}, seed ${seed}`);
    queue.putSync([9]);
    assertEquals(queue.getSync(LONG_MS), [9]);
  }
});

Deno.test("Queue keeps what an ended consumer did not take", async () => {
  for (let turn = 0; turn < ENDS; turn++) {
    const [queue, got] = [new Queue<number[]>(), zeros(2)];
    const padding = random() < 0.3 ? new Array(5000).fill(1) : [];
    const victim = start(target.getForEver, queue, 0, got);
    const survivor = start(target.getForEver, queue, 1, got);
    const count = 300;
    for (let index = 0; index < count / 2; index++) queue.putSync([index, ...padding]);
    await until("it takes", () => got.view[0] + got.view[1] > 0);
    await pass();
    await end(victim as never);
    for (let index = 0; index < count / 2; index++) queue.putSync([index, ...padding]);
    await until("the rest is taken", () => queue.empty());
    // What the victim took in its last moment it took, whether it could count it or not.
    await until(`all is accounted for, seed ${seed}`, () => [count, count - 1].includes(got.view[0] + got.view[1]));
    survivor.kill();
  }
});

Deno.test("Lock is free again when its holder is ended, in whatever it does", async () => {
  const [lock, counter] = [new Lock(), zeros(1)];
  for (let turn = 0; turn < ENDS; turn++) {
    const [one, two] = [start(target.lockForEver, lock, counter), start(target.lockForEver, lock, counter)];
    const before = counter.view[0];
    await until("it counts", () => counter.view[0] > before);
    await pass();
    await end(one as never);
    const later = counter.view[0];
    await until(`the other goes on, seed ${seed}`, () => counter.view[0] > later);
    two.kill();
    assert(await lock.acquire(LONG_MS), `seed ${seed}`);
    lock.release();
  }
});

Deno.test("Semaphore, Condition, Event and Connection stay usable when a process is ended in the midst of them", async () => {
  for (let turn = 0; turn < ENDS; turn++) {
    const [semaphore, condition, event, ready] = [
      new Semaphore(3),
      new Condition(new Lock()),
      new Event(),
      new Event(),
    ];
    const [mine, theirs] = Pipe();
    const peer = start(target.echo, mine);
    mine.close();
    const victim = start(target.everythingForEver, semaphore, condition, event, theirs, ready);
    theirs.close();
    await ready.wait(LONG_MS);
    await pass();
    await end(victim as never);
    await joinAll(peer);
    assertEquals(peer.exitCode, 3, "the other end of its pipe did not see the end of file");
    assert(await condition.acquire(LONG_MS), `seed ${seed}`);
    assertEquals(condition.notifyAll(), 0);
    condition.release();
    assert(semaphore.value >= 2, `seed ${seed}`);
    event.set();
    assert(event.waitSync(LONG_MS));
  }
});

Deno.test("Process ended before, while and after it begins leaves nothing", async () => {
  for (let turn = 0; turn < ENDS; turn++) {
    const processes = [start(target.nothing), start(target.never), start(target.nothing)];
    if (random() < 0.5) await pass();
    for (const process of processes) {
      if (random() < 0.5) process.kill();
      else process.terminate();
    }
    await joinAll(...processes);
  }
  await until("all are reaped", () => activeChildren().length === 0);
});
