/**
 * What the code of an ended process does while it unwinds: nothing, through the library.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { atExit } from "../../../workers/process/current_process.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Process } from "../../../workers/process/process.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { Value } from "../../../workers/memory/value.ts";
import { LONG_MS, soak } from "../support.ts";

const module = import.meta.url;
const RUNS = soak ? 100 : 3;

/** Holds a lock when it is ended; `using` would give it back. */
export async function hold(lock: Lock | RLock, held: Event, exits: Value<"int32">, never: Event): Promise<void> {
  atExit(() => void exits.value++);
  using _ = await lock.hold();
  held.set();
  await never.wait();
}

/** The same, blocked in its thread. */
export function holdSync(lock: Lock | RLock, held: Event, exits: Value<"int32">, never: Event): void {
  atExit(() => void exits.value++);
  using _ = lock.holdSync();
  held.set();
  never.waitSync();
}

for (const target of [hold, holdSync]) {
  for (const how of ["terminate", "kill"] as const) {
    Deno.test(`Lock of a process that is ended by ${how} is recovered when ${target.name} unwinds with using`, async () => {
      for (let run = 0; run < RUNS * 2; run++) {
        const lock = run % 2 === 0 ? new Lock() : new RLock();
        const [held, exits, never] = [new Event(), new Value("int32"), new Event()];
        const process = new Process({ module, target, args: [lock, held, exits, never] });
        process.start();
        assert(await held.wait(LONG_MS));
        process[how]();
        assert(await process.join(LONG_MS));
        assert(await lock.acquire(LONG_MS));
        assertEquals([lock.ownerDied, process.exitCode], [true, how === "kill" ? -9 : -15]);
        assertEquals([exits.value, never.isSet()], [0, false]);
        lock.release();
      }
    });
  }
}
