import { assert, assertEquals } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

Deno.test("Event follows CPython's test_event", async () => {
  const event = new Event();
  assertEquals(event.isSet(), false);
  assertEquals([event.waitSync(0), await event.wait(0), event.waitSync(5), await event.wait(5)], [
    false,
    false,
    false,
    false,
  ]);
  event.set();
  assertEquals(event.isSet(), true);
  assertEquals([event.waitSync(), await event.wait(), event.waitSync(0)], [true, true, true]);
  event.clear();
  assertEquals(event.isSet(), false);
});

Deno.test("Event.wait() wakes for a set that is cleared at once", async () => {
  const event = new Event();
  const waiting = event.wait(LONG_MS);
  event.set();
  event.clear();
  assertEquals(await waiting, true);
});

Deno.test("Event wakes a blocked process", async () => {
  const [queue, release] = [new Queue(), new Event()];
  const process = start(target.putWhenReleased, queue, release);
  release.set();
  assertEquals(await queue.get(LONG_MS), "child has ended");
  await joinAll(process);
});

Deno.test("Event shows whether it is set", () => {
  const event = new Event();
  assert(Deno.inspect(event).includes("set: false"));
  event.set();
  assert(Deno.inspect(event).includes("set: true"));
});
