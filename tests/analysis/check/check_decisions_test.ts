import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkDecisions } from "../../../analysis/check/check_decisions.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import { diverge } from "../../../analysis/diverge.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import { POLICIES } from "../../../engine/policies.ts";
import { simulate } from "../../../engine/simulate.ts";
import { EXAMPLE_WORKLOADS } from "../../../engine/workload/examples.ts";
import { runCli } from "../../cli/run_cli.ts";

const { workload } = EXAMPLE_WORKLOADS.find(({ name }) => name === "stallings")!;

function logOf(options: SimulationOptions) {
  const { timeline } = simulate(workload, { ...options, timeline: "full" });
  return readLog("log.json", JSON.stringify(timeline));
}

/** Policies that run a workload of bursts alone. */
const PLAIN = POLICIES.filter(({ reads, rigidOnly }) => !rigidOnly && !reads.includes("period")).map(({ name }) =>
  name
);

Deno.test("checkDecisions() finds nothing wrong in a run of the policy itself", async () => {
  for (const policy of PLAIN) {
    for (const machine of [{}, { cpus: 2, switchCost: 1 }]) {
      const options = { policy, ...machine } as SimulationOptions;
      const { segments, wrong } = await checkDecisions(logOf(options), workload, options);
      assert(segments > 0);
      assertEquals(wrong, null, policy);
    }
  }
});

Deno.test("checkDecisions() finds the tick at which another policy would part from the log's", async () => {
  let found = 0;
  for (const one of PLAIN) {
    for (const other of PLAIN) {
      const contenders = [one, other].map((policy) => ({ label: policy, options: { policy } as SimulationOptions }));
      const { difference } = await diverge(workload, [contenders[0], contenders[1]]);
      const { wrong } = await checkDecisions(logOf({ policy: one } as SimulationOptions), workload, {
        policy: other,
      } as SimulationOptions);
      assertEquals(wrong?.tick ?? null, difference?.tick ?? null, `${one} held against ${other}`);
      if (wrong !== null) found += 1;
    }
  }
  assert(found > 100);
});

Deno.test("sim check --policy names the first wrong decision of an answer, what it must be and why", async () => {
  const answer = "cpu,process,start,end\n0,A,0,3\n0,B,3,9\n0,C,9,13\n0,D,13,18\n0,E,18,20\n";
  const check = (...args: string[]) =>
    runCli(["check", "-", "--workload", "example:stallings", ...args], { stdin: answer, columns: 300 });
  assertEquals((await check("-p", "fcfs")).code, 0);
  const { code, out, err } = await check("-p", "srtf");
  assertEquals(code, 4);
  assertStringIncludes(out, "from tick 4 on CPU 0 must run C, because C is the only ready process");
  assertStringIncludes(out, "remaining 4 against 5; got B");
  assertStringIncludes(err, "1 violation");
  const skipped = await check("-p", "srtf", "--skip", "decisions");
  assertEquals(skipped.code, 0);
  const rr = await check("-p", "rr", "--quantum", "6");
  assertEquals([rr.code, rr.err], [0, ""]);
  assertStringIncludes((await runCli(["check", "-", "-p", "rr"], { stdin: answer })).err, "must come with --workload");
});

Deno.test("sim check does not hold what could not be checked", async () => {
  const { code, err } = await runCli(["check", "-"], { stdin: '{"processes":[{"pid":1}]}' });
  assertEquals(code, 3);
  assertStringIncludes(err, "no rule could be checked");
});
