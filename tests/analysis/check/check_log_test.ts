// The checker against the engine: it accepts every run, and no run that was tampered with.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { checkLog, type CheckOptions } from "../../../analysis/check/check_log.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import { toJson } from "../../../cli/files/json.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { Workload } from "../../../engine/workload.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { checkObject, loggedRun, violationsOf } from "./logs.ts";
import { SUMMARY_NAMES } from "./mutations.ts";
import { MUTATIONS } from "./mutations.ts";

Deno.test("checkLog() accepts every run of the engine, with its workload and without", async () => {
  for (const seed of seeds(250)) {
    const run = loggedRun(seed);
    if (run === null) continue;
    const about = { options: run.result.options, processes: run.result.processes };
    assertEquals(
      violationsOf(await checkObject(run.log(), run.workload)),
      [],
      describeCase(seed, about, "with workload"),
    );
    assertEquals(violationsOf(await checkObject(run.log())), [], describeCase(seed, about, "without workload"));
    const { timeline, options } = run.log();
    assertEquals(
      violationsOf(await checkObject({ timeline, options }, run.workload)),
      [],
      describeCase(seed, about, "alone"),
    );
  }
});

Deno.test("checkLog() accepts every run on machines whose CPUs differ, have queues or groups, or bound processes", async () => {
  for (const seed of seeds(150)) {
    const run = loggedRun(seed, true);
    if (run === null) continue;
    const about = { options: run.result.options, processes: run.result.processes };
    assertEquals(
      violationsOf(await checkObject(run.log(), run.workload)),
      [],
      describeCase(seed, about, "with workload"),
    );
    assertEquals(violationsOf(await checkObject(run.log())), [], describeCase(seed, about, "without workload"));
  }
});

for (const { name, mutate } of MUTATIONS) {
  Deno.test(`checkLog() finds it when ${name}`, async () => {
    let count = 0;
    for (const seed of seeds(30)) {
      const run = loggedRun(seed);
      if (run === null || run.result.options.rigid) continue;
      const log = run.log();
      if (!mutate(log, new Random(seed), run)) continue;
      count++;
      const found = violationsOf(await checkObject(log, run.workload));
      assert(found.length > 0, describeCase(seed, { log, original: run.log() }, `not found: ${name}`));
    }
    assert(count > 0 || Deno.env.has("QUANTA_SEED"), "no log could be changed so");
  });
}

Deno.test("checkLog() finds every figure of a summary that is changed", async () => {
  const run = loggedRun(3)!;
  for (const figure of SUMMARY_NAMES) {
    for (const statistic of ["mean", "median", "p95", "p99", "max"]) {
      const log = run.log();
      log.metrics[figure][statistic] += 0.5;
      assertEquals(violationsOf(await checkObject(log)).length, 1, `${figure}.${statistic}`);
    }
  }
});

const DEVICES: Workload = {
  processes: [
    { name: "A", priority: 3, bursts: [1, { io: 9, device: "disk" }, 1] },
    { name: "B", priority: 2, bursts: [1, { io: 5, device: "disk" }, 1] },
    { name: "C", priority: 1, bursts: [1, { io: 3, device: "disk" }, 1] },
  ],
};

const HEAD = "name,cpu,start,end\nA,0,0,1\nB,0,1,2\nC,0,2,3\nA,0,10,11\n";

Deno.test("checkLog() knows when a device with a name is done with each request, by its servers and its order", async () => {
  const cases: readonly [rest: string, options: CheckOptions["devices"], rules: string[]][] = [
    ["B,0,15,16\nC,0,18,19\n", {}, []],
    ["C,0,13,14\nB,0,18,19\n", { deviceOrder: "shortest" }, []],
    ["C,0,13,14\nB,0,18,19\n", { deviceOrders: { disk: "priority" } }, []],
    ["B,0,15,16\nC,0,18,19\n", { deviceOrder: "priority", devicePriorityOrder: "high" }, []],
    ["B,0,7,8\nC,0,11,12\n", { deviceServers: { disk: 2 } }, []],
    // Another order than the device's, two served at once, and a process that nobody keeps from its CPU.
    ["C,0,13,14\nB,0,18,19\n", {}, ["blocked", "idle"]],
    ["B,0,7,8\nC,0,18,19\n", {}, ["blocked"]],
    ["B,0,15,16\nC,0,20,21\n", {}, ["idle"]],
  ];
  for (const [rest, devices, rules] of cases) {
    const { violations } = await checkLog(readLog("theirs.csv", HEAD + rest), { workload: DEVICES, devices });
    assertEquals([...new Set(violations.map((each) => each.rule))], rules, rest);
  }
  const two = readLog("theirs.csv", `${HEAD}B,0,7,8\nC,0,11,12\n`);
  assertEquals((await checkLog(two, { workload: { ...DEVICES, devices: { disk: 2 } } })).violations, []);
});

Deno.test("checkLog() holds the figures of devices against what the timeline has them do", async () => {
  const { timeline, metrics, processes, options } = simulate(DEVICES, { policy: "fcfs", timeline: "full" });
  const log = { options, timeline, metrics, processes };
  for (const name of ["requests", "busy", "utilization", "meanWait", "longestWait", "meanQueue"] as const) {
    const devices = [{ ...metrics.devices![0], [name]: metrics.devices![0][name] + 1 }];
    const text = toJson({ ...log, metrics: { ...metrics, devices } });
    const { violations } = await checkLog(readLog("log.json", text), { workload: DEVICES });
    assertEquals(violations.map(({ place }) => place.path), [`metrics.devices.disk.${name}`]);
  }
  assertEquals((await checkLog(readLog("log.json", toJson(log)), { workload: DEVICES })).violations, []);
});

Deno.test("checkLog() refuses options that mean nothing", async () => {
  const log = readLog("log.csv", "name,cpu,start,end\nA,0,0,3\n");
  await assertRejects(() => checkLog(log, { skipp: [] } as CheckOptions), TypeError, 'got "skipp". Did you mean skip?');
  await assertRejects(
    () => checkLog(log, 5 as CheckOptions),
    TypeError,
    "Cannot check: options must be an object, got 5",
  );
});
