// The rules about locks: against runs of the engine, and against logs that break them.
import { assert, assertEquals } from "@std/assert";
import { checkLog } from "../../../analysis/check/check_log.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import type { LockProtocol, SimulationOptions } from "../../../engine/options.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { Workload } from "../../../engine/workload.ts";
import { exampleWorkload } from "../../../engine/workload/examples.ts";
import { randomLockCase } from "../../reference/lock_workloads.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

const { workload: PATHFINDER } = exampleWorkload("pathfinder")!;

/** What the rules find in a run, or in one whose options are said to be others. */
async function brokenIn(workload: Workload, options: SimulationOptions, said: object = {}) {
  const { timeline, options: resolved } = simulate(workload, { ...options, timeline: "full" });
  const log = readLog("run.json", JSON.stringify({ timeline, options: { ...resolved, ...said } }));
  return await checkLog(log, { workload, horizon: options.horizon });
}

Deno.test("checkLog() finds nothing wrong with locks in runs under any protocol", async () => {
  let looked = 0;
  for (const seed of seeds(60)) {
    const input = randomLockCase(seed);
    const { violations, rules } = await brokenIn(input.workload, input.options);
    assertEquals(violations.map(({ message }) => message), [], describeCase(seed, input, "A run is wrong"));
    const { outcome } = rules.find(({ name }) => name === "urgency")!;
    if ("looked" in outcome && !outcome.looked.startsWith("0 ")) looked += 1;
  }
  assert(looked > 0);
});

Deno.test("checkLog() finds runs without a protocol that are said to have one", async () => {
  let found = 0;
  for (const seed of seeds(60)) {
    const { workload, options } = randomLockCase(seed, { protocol: "none" });
    if (options.policy !== "priority" || options.preemptive === false) continue;
    const { violations } = await brokenIn(workload, options, { lockProtocol: "inheritance" });
    if (violations.some(({ rule }) => rule === "urgency")) found += 1;
  }
  assert(found > 0);
});

Deno.test("checkLog() says who had to leave the CPU to a holder that inherits", async () => {
  const said = (lockProtocol: LockProtocol) => brokenIn(PATHFINDER, { policy: "priority" }, { lockProtocol });
  assertEquals((await said("none")).violations, []);
  assertEquals((await said("inheritance")).violations.map(({ rule, place, message }) => [rule, place.path, message]), [[
    "urgency",
    "timeline[2]",
    "comm (pid 3) must leave CPU 0 to asi_met (pid 1) at 3: that is ready and holds bus, which makes it the more urgent by inheritance",
  ]]);
  // An equal one that runs is no violation, be it that it took the CPU.
  const [first] = (await said("ceiling")).violations;
  assert(first.message.endsWith("which makes it the more urgent by ceiling"), first.message);
});

Deno.test("checkLog() says who computes in a critical section while another does not leave it", async () => {
  const section = [1, { lock: "R" }, { cpu: 3 }, { unlock: "R" }];
  const workload = { processes: [{ name: "A", bursts: section }, { name: "B", bursts: section }] };
  const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,7\nA,0,7,8\n");
  const { violations } = await checkLog(log, { workload });
  assertEquals(violations.map(({ rule, place, message }) => [rule, place.line, message]), [
    ["lock", 3, "B (pid 2) must wait at 4 for lock R: A (pid 1) holds it up to 8"],
  ]);
});
