import { assert, assertEquals, assertThrows } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { BoundedSemaphore, Semaphore } from "../../../workers/sync/semaphore.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

function lowerAndRaise(semaphore: Semaphore): void {
  const seen = [semaphore.value];
  for (const wait of [undefined, undefined, 0]) {
    const got = semaphore.acquireSync(wait);
    assertEquals(got, wait !== 0);
    seen.push(semaphore.value);
  }
  semaphore.release();
  seen.push(semaphore.value);
  semaphore.release();
  seen.push(semaphore.value);
  assertEquals(seen, [2, 1, 0, 0, 1, 2]);
}

Deno.test("Semaphore follows CPython's test_semaphore", () => {
  const semaphore = new Semaphore(2);
  lowerAndRaise(semaphore);
  semaphore.release();
  assertEquals(semaphore.value, 3);
  semaphore.release();
  assertEquals(semaphore.value, 4);
});

Deno.test("BoundedSemaphore.release() refuses more than the first value", () => {
  const semaphore = new BoundedSemaphore(2);
  lowerAndRaise(semaphore);
  assertThrows(() => semaphore.release(), RangeError, "at its maximum, 2");
});

Deno.test("Semaphore.acquire() follows CPython's test_timeout", async () => {
  const semaphore = new Semaphore(0);
  assertEquals(semaphore.acquireSync(0), false);
  assertEquals(await semaphore.acquire(0), false);
  const begun = performance.now();
  assertEquals(semaphore.acquireSync(20), false);
  assertEquals(await semaphore.acquire(20), false);
  assert(performance.now() - begun >= 38);
});

Deno.test("Semaphore refuses values that are out of range", () => {
  assertThrows(() => new Semaphore(-1), RangeError, "from 0 to 2147483647, got -1");
  assertThrows(() => new Semaphore(0.5), RangeError);
  assertEquals(new Semaphore().value, 1);
});

Deno.test("Semaphore lets as many processes in as it has units", async () => {
  const [semaphore, ready, release] = [new Semaphore(2), new Semaphore(0), new Event()];
  const processes = Array.from({ length: 4 }, () => start(target.acquireUnits, semaphore, ready, release));
  assert(await ready.acquire(LONG_MS) && await ready.acquire(LONG_MS));
  assertEquals([semaphore.value, ready.acquireSync(20)], [0, false]);
  release.set();
  await joinAll(...processes);
  assertEquals(semaphore.value, 2);
});

Deno.test("Semaphore.hold() gives its unit back", async () => {
  const semaphore = new Semaphore(1);
  {
    using _ = await semaphore.hold();
    assertEquals(semaphore.value, 0);
  }
  assertEquals(semaphore.value, 1);
});
