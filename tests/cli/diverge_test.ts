import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { schemaErrors } from "./json_schema.ts";
import { runCli } from "./run_cli.ts";

const STALLINGS = "example:stallings";

async function divergence(...args: string[]) {
  const { code, out, err } = await runCli(["diverge", ...args, "-f", "json"]);
  assertEquals([code, err], [0, ""]);
  const value = JSON.parse(out);
  assertEquals(schemaErrors("diverge.schema.json", value), []);
  return value;
}

Deno.test("sim diverge finds the tie between an arrival and a quantum's end that gives 10.80 or 10.40", async () => {
  const { difference, runs } = await divergence(STALLINGS, "--quantum", "1", "--ties", "textbook,ostep");
  assertEquals(difference, { tick: 2, cpus: [0] });
  assertEquals(runs.map((run: { metrics: { turnaround: { mean: number } } }) => run.metrics.turnaround.mean), [
    10.8,
    10.4,
  ]);
  assertEquals(runs.map((run: { decisions: { pid: number }[] }) => run.decisions[0].pid), [2, 1]);
});

Deno.test("sim diverge finds the first preemption between sjf and srtf", async () => {
  const { difference, runs } = await divergence("example:silberschatz-srtf", "-p", "sjf,srtf");
  assertEquals(difference.tick, 1);
  assertEquals([runs[0].standing[0].pid, runs[1].decisions[0].preempted], [1, 1]);
});

Deno.test("sim diverge compares machines of different sizes", async () => {
  const { difference } = await divergence(STALLINGS, "--cpus", "1,2");
  assertEquals(difference, { tick: 2, cpus: [1] });
});

Deno.test("sim diverge says what differs when both choose alike", async () => {
  const { out } = await runCli(["diverge", STALLINGS, "--switch-cost", "0,1"], { columns: 120 });
  assertStringIncludes(out, "Both choose the same processes there; what differs is what switch-cost makes of it");
});

Deno.test("sim diverge says so when two runs never part", async () => {
  const { difference, processes, costs } = await divergence(STALLINGS, "-p", "fcfs,rr:quantum=100");
  assertEquals([difference, processes], [null, []]);
  assert(costs.every((cost: { difference: number | null }) => !cost.difference));
  assertStringIncludes((await runCli(["diverge", STALLINGS, "-p", "fcfs,rr:quantum=100"])).out, "never part");
});

Deno.test("sim diverge calls the jobs of a periodic task by their numbers, and others by their names", async () => {
  const stdin = "name,arrival,bursts,period,deadline\nA,0,2,5,5\nB,0,4,7,7\nonce,9,1,,3\n";
  const { code, out, err } = await runCli(["diverge", "-", "-p", "edf,dm", "--rows", "all"], { stdin, columns: 120 });
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "edf against dm on standard input, 13 processes");
  assertStringIncludes(out, "At this tick in both: A.2 arrives");
  assertStringIncludes(out, "CPU 0 goes on with B.1");
  assertStringIncludes(out, "CPU 0 runs A.2, taken from B.1");
  const late = out.slice(out.indexOf("finish at another tick"));
  for (const job of ["A.2", "B.1", "B.2", "A.7"]) assertStringIncludes(late, `\n${job} `);
  assert(!/\bP\d/.test(out), "no job goes by its pid");
});

const MISTAKES: { args: string[]; message: string }[] = [
  { args: ["-p", "sjf,srtf", "--ties", "textbook,ostep"], message: "in two values, got --ties and --policy" },
  { args: ["-p", "sjf,srtf,rr"], message: "--policy must be given in two values, got 3" },
  { args: ["--quantum", "1,2,3"], message: "--quantum must be given in two values, got 3" },
  {
    args: ["--horizon", "35,70"],
    message: "--horizon must be given in one value, since other jobs are another workload",
  },
  { args: ["--quantum", "1,x"], message: "--quantum must be a whole number from 1, got x" },
  { args: ["-p", "fcfs", "--quantum", "1,2"], message: "--quantum must come with a policy that has it" },
];

for (const { args, message } of MISTAKES) {
  Deno.test(`sim diverge ${args.join(" ")} is refused`, async () => {
    const { code, err } = await runCli(["diverge", STALLINGS, ...args]);
    assertEquals(code, 2);
    assertStringIncludes(err, message);
  });
}

Deno.test("sim diverge ends and leaves nothing behind when one of the runs deadlocks", async () => {
  const stdin =
    "pid,arrival,bursts\n1,0,1 lock a 2 lock b 1 unlock b unlock a\n2,0,1 lock b 2 lock a 1 unlock a unlock b\n";
  const { code, err } = await runCli(["diverge", "-", "-p", "fcfs,rr:quantum=2"], { stdin });
  assertEquals(code, 3);
  assertStringIncludes(err, "rr:quantum=2");
});
