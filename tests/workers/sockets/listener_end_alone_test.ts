/**
 * That the helper behind sockets goes when all is closed: it is a thread, and threads are counted for the whole program.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { Client } from "../../../workers/sockets/client.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import { LONG_MS, until } from "../support.ts";

Deno.test("Nothing is left when all is closed", async () => {
  const threads = () =>
    [...Deno.readTextFileSync("/proc/self/status").matchAll(/Threads:\s+(\d+)/g)].map(([, count]) => Number(count))[0];
  const listener = await Listener.open({ address: { port: 0 } });
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
  const busy = Deno.build.os === "linux" ? threads() : 0;
  const { port } = listener.address as { port: number };
  for (const closable of [mine, theirs, listener]) closable.close();
  assertEquals(activeChildren(), []);
  await until("the helper has gone", () => Deno.build.os !== "linux" || threads() < busy);
  Deno.listen({ hostname: "127.0.0.1", port }).close();
});
