import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { knownJobs } from "../../../analysis/check/known_jobs.ts";
import { knownProcesses } from "../../../analysis/check/known_processes.ts";
import { releaseJobs, toColumns } from "../../../mod.ts";
import { runCli } from "../../cli/run_cli.ts";
import { Random } from "../../reference/random.ts";

const TASKS = "name,arrival,bursts,period\nA,0,2,5\nB,3,1 io 2 2,7\nonce,4,1,\n";

/** Runs the tasks and checks the log, with what `change` makes of it. */
async function checkRun(run: string[], check: string[], change: (log: string) => string = (log) => log) {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/tasks.csv`, TASKS);
    const { out, code } = await runCli(["run", "tasks.csv", ...run], { directory });
    assertEquals(code, 0);
    await Deno.writeTextFile(`${directory}/log`, change(out));
    return await runCli(["check", "log", "--workload", "tasks.csv", ...check], { directory, columns: 200 });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("knownJobs() releases the jobs that releaseJobs() does", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = new Random(seed);
    const tasks = toColumns({
      processes: Array.from({ length: random.int(1, 5) }, (_, row) => ({
        ...(random.chance(0.5) ? { name: `T${row}` } : {}),
        arrival: random.chance(0.5) ? 0 : random.int(0, 20),
        bursts: random.chance(0.5) ? random.int(1, 5) : [1, random.int(0, 3), 2],
        ...(random.chance(0.8) ? { period: random.int(1, 12) } : {}),
      })),
    });
    if (!tasks.period?.some((ticks) => ticks > 0)) continue;
    const horizon = random.chance(0.5) ? 0 : random.int(21, 60);
    assertEquals(knownJobs(tasks, horizon), knownProcesses(releaseJobs(tasks, horizon)!.workload), `seed ${seed}`);
  }
});

for (const policy of ["rr", "cfs", "lottery"]) {
  Deno.test(`sim check --workload knows the jobs of periodic tasks under ${policy}`, async () => {
    for (const args of [[], ["--cpus", "2", "--horizon", "30"]]) {
      const { code, out, err } = await checkRun(["-p", policy, ...args, "-f", "json"], []);
      assertEquals([code, err], [0, ""]);
      assertStringIncludes(out, "11 rules checked, nothing broken");
    }
  });
}

Deno.test("knownJobs() refuses a workload whose processes would not fit in memory as objects", () => {
  const cpu = new Float64Array(2_000_001).fill(1);
  assertThrows(
    () => knownJobs({ arrival: new Float64Array(cpu.length), cpu }, 0),
    RangeError,
    "Cannot check: the workload must have at most 2000000 processes with 16777216 bursts, got 2000001 with 2000001",
  );
});

Deno.test("sim check --workload finds jobs by pid in a timeline that tells no horizon", async () => {
  const run = ["-p", "fcfs", "--horizon", "30", "-f", "csv", "--table", "timeline"];
  assertEquals((await checkRun(run, ["--horizon", "30"])).code, 0);
  const { code, out } = await checkRun(run, []);
  assertEquals(code, 4);
  assertStringIncludes(out, "work");
});

Deno.test("sim check --workload says which job of a task is wrong", async () => {
  const { code, out } = await checkRun(["-p", "fcfs", "-f", "json"], [], (log) => {
    const run = JSON.parse(log);
    const job = run.processes.find(({ name }: { name: string }) => name === "A.3").pid;
    run.timeline = run.timeline.filter(({ pid }: { pid: number }) => pid !== job);
    return JSON.stringify(run);
  });
  assertEquals(code, 4);
  assertStringIncludes(out, "A.3 (pid ");
});

for (
  const [horizon, message] of [
    ["3", "--horizon must be after the arrival of B (3), got 3"],
    [String(Number.MAX_SAFE_INTEGER), "--horizon must be such that at most 2000000 jobs arrive, got 9007199254740991"],
  ]
) {
  Deno.test(`sim check --workload refuses periodic tasks with --horizon ${horizon}`, async () => {
    const { code, err } = await checkRun(["-p", "fcfs", "-f", "json"], ["--horizon", horizon]);
    assertEquals(code, 2);
    assertStringIncludes(err, message);
  });
}
