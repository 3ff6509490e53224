// Small inputs that stand for huge work: each must be refused in time and memory that its limit states. Every case runs
// in a process of its own, whose greatest memory is measured and whose heap is bounded, so that none can hide another's.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { READER_CASES } from "./limits_cases.ts";

const SECONDS_MAX = 60; // on a machine that does other things besides

Deno.test("readWorkload() keeps time and memory within its limits, whatever a small input stands for", async (t) => {
  for (const [name, { says, mebibytesMax }] of Object.entries(READER_CASES)) {
    await t.step(name, async () => {
      const command = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--no-check",
          "--config=deno.npm.json",
          `--v8-flags=--max-old-space-size=${mebibytesMax}`,
          "tests/engine/workload/limits_cases.ts",
          name,
        ],
        stderr: "piped",
      });
      const startedMs = performance.now();
      const { code, stdout, stderr } = await command.output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      const { message, residentMebibytes } = JSON.parse(new TextDecoder().decode(stdout));
      assertStringIncludes(message, says);
      assert(residentMebibytes < mebibytesMax, `${residentMebibytes} MiB were resident`);
      assert(performance.now() - startedMs < SECONDS_MAX * 1000, "it took too long");
    });
  }
});
