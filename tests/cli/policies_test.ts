import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { POLICIES } from "../../mod.ts";
import { runCli } from "./run_cli.ts";

/** A page without its line breaks. */
async function pageOf(policy: string): Promise<string> {
  return (await runCli(["policies", policy])).out.replace(/\s+/g, " ");
}

Deno.test("sim policies NAME says of every policy what it refuses of a machine, and why", async () => {
  for (const { name, refuses = [], rigid } of POLICIES) {
    const page = await pageOf(name);
    for (const { reason } of refuses) assertStringIncludes(page, reason);
    assertEquals(page.includes(" refuses "), refuses.length > 0);
    assertEquals(page.includes("rigid refused: it gives CPUs away one at a time"), !rigid);
  }
});

Deno.test("sim policies NAME names what it refuses as flags, with the option that it depends on", async () => {
  const mlfq =
    "--queues per-cpu, --groups, affinity, --migration-cost, --cache-warmup, --speeds with --preemption head: ";
  assertStringIncludes(await pageOf("mlfq"), `refuses ${mlfq}`);
  assertStringIncludes(await pageOf("sjf"), "--queues per-cpu with --rigid: ");
  assertStringIncludes(await pageOf("easy"), "refuses --queues per-cpu: ");
});

Deno.test("sim policies lists refusals as JSON, and leaves them out of the list of all policies", async () => {
  const [{ refuses }] = JSON.parse((await runCli(["policies", "llf", "-f", "json"])).out);
  assertEquals(refuses.map(({ features }: { features: string[] }) => features), [
    ["speeds", "cacheWarmup"],
    ["lockProtocol"],
  ]);
  assert(!(await runCli(["policies"])).out.includes("refuses"));
});
