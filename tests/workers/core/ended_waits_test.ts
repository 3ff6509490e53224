/**
 * Every wait of the library, blocking or awaited, ends at once when its process is ended.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { RWLock } from "../../../workers/sync/rwlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { joinAll, LONG_MS } from "../support.ts";
import { type Things, waitIn, waits } from "./ended_waits_targets.ts";

const module = new URL("./ended_waits_targets.ts", import.meta.url);

/** Nothing of this ever happens. The other ends stay here, so that no wait is without hope. */
async function things(manager: Manager): Promise<{ given: Things; kept: unknown }> {
  const [lock, rlock] = [new Lock(), new RLock()];
  lock.acquireSync();
  rlock.acquireSync();
  const rwlock = new RWLock();
  rwlock.acquireWriteSync();
  const [full, tasks] = [new Queue(1), new JoinableQueue()];
  full.putSync(1);
  tasks.putSync(1);
  const [silent, other] = Pipe();
  const [stuffed, reader] = Pipe();
  for (let count = 0; count < 1024; count++) stuffed.sendSync(1, 0);
  return {
    given: {
      lock,
      rlock,
      semaphore: new Semaphore(0),
      event: new Event(),
      condition: new Condition(),
      barrier: new Barrier(100),
      otherBarrier: new Barrier(100),
      rwlock,
      empty: new Queue(),
      full,
      simple: new SimpleQueue(),
      tasks,
      silent,
      stuffed,
      remote: await manager.pool({ processes: 1 }),
    },
    kept: [other, reader],
  };
}

for (const how of ["terminate", "kill"] as const) {
  Deno.test(`Process.${how}() ends a process in any wait, blocking or awaited`, async () => {
    const manager = new Manager();
    const { given, kept } = await things(manager);
    for (const isBlocking of [true, false]) {
      const started = Object.keys(waits).map((name) => {
        const told = new Queue<string>();
        // A grace period that is longer than the test: nobody is killed because it does not obey.
        const options = {
          module,
          target: waitIn,
          args: [name, isBlocking, given, told] as const,
          graceMs: 10 * LONG_MS,
        };
        const process = new Process(options as never);
        process.start();
        return { name, process, told };
      });
      for (const { name, told } of started) assertEquals([name, await told.get(LONG_MS)], [name, "waits"]);
      await new Promise((resolve) => setTimeout(resolve, 50)); // most sleep by now; those that do not will
      for (const { process } of started) process[how]();
      for (const { name, process, told } of started) {
        await joinAll(process);
        assertEquals([name, process.exitCode, told.qsize()], [name, how === "kill" ? -9 : -15, 0]);
      }
    }
    assert(kept);
    await manager.shutdown();
  });
}
