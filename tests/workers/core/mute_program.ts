/** A tree with an address space of its own and a worker that may not use FFI: spanning_test.ts runs it with --unstable-worker-options. */
import { assert, assertEquals } from "@std/assert";
import { Pipe, Process } from "../../../workers/mod.ts";
import { LONG_MS } from "../support.ts";
import { startSpace } from "./space.ts";

const module = new URL("./space_targets.ts", import.meta.url);

if (import.meta.main) {
  const [here, there] = Pipe();
  for (const target of ["echo", "echoSync"]) {
    const mute = new Process({
      module,
      target,
      args: [there] as never,
      permissions: { read: true },
      assertWorkerOptions: true,
    });
    mute.start();
    const space = startSpace(module, target === "echo" ? "echoSync" : "echo", there);
    for (let item = 0; item < 50; item++) { // either of the two has it, and sends it back
      here.sendSync(item);
      assertEquals(here.recvSync({ timeoutMs: LONG_MS }), item);
      await here.send(item);
      assertEquals(await here.recv({ timeoutMs: LONG_MS }), item);
    }
    for (let end = 0; end < 2; end++) await here.send(null);
    assert(await mute.join(LONG_MS));
    assertEquals(await space.ended(), 0);
  }
  console.log("all came back");
}
