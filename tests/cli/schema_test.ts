import { assert, assertEquals } from "@std/assert";
import { schemaErrors } from "./json_schema.ts";
import { runCli } from "./run_cli.ts";

const CASES: { schema: string; args: string[] }[] = [
  { schema: "run", args: ["run", "example:stallings", "-p", "rr"] },
  { schema: "run", args: ["run", "example:printer", "-p", "causes", "--quanta", "io=2", "--switch-cost", "1"] },
  { schema: "run", args: ["run", "example:pathfinder", "-p", "priority", "--lock-protocol", "ceiling"] },
  {
    schema: "explain",
    args: ["explain", "example:pathfinder", "-p", "priority", "--lock-protocol", "inheritance", "--at", "4"],
  },
  { schema: "run", args: ["run", "example:admission", "-p", "fcfs", "--memory", "100"] },
  { schema: "explain", args: ["explain", "example:admission", "-p", "fcfs", "--memory", "100", "--at", "107"] },
  { schema: "run", args: ["run", "example:mixed", "-p", "mlfq", "--cpus", "2", "--admit", "3", "--devices", "1"] },
  { schema: "run", args: ["run", "example:mixed", "-p", "srtf", "--no-timeline"] },
  { schema: "run", args: ["run", "example:ostep-convoy", "-p", "fcfs", "--rigid"] },
  {
    schema: "run",
    // deno-fmt-ignore
    args: [
      "run", "example:tenants", "-p", "rr", "--cpus", "2", "--queues", "per-cpu", "--stealing", "--balance", "5",
      "--migration-cost", "1", "--cache-warmup", "2", "--speeds", "2,1/2", "--groups", "--group-quotas", "back=6",
    ],
  },
  { schema: "explain", args: ["explain", "example:tenants", "--cpus", "2", "--queues", "per-cpu", "--groups"] },
  { schema: "explain", args: ["explain", "example:tenants", "--cpus", "2", "--queues", "per-cpu", "--at", "5"] },
  { schema: "run", args: ["run", "example:ostep-convoy", "-p", "easy", "--queue-depth", "3"] },
  { schema: "compare", args: ["compare", "example:mixed"] },
  { schema: "compare", args: ["compare", "example:silberschatz-periodic", "-p", "rm,edf"] },
  { schema: "compare", args: ["compare", "example:silberschatz-fcfs", "-p", "rr:quantum=1,mlfq:quanta=1/2"] },
  { schema: "sweep", args: ["sweep", "example:mixed", "--switch-cost", "1"] },
  { schema: "sweep", args: ["sweep", "example:stallings", "-p", "mlfq", "-q", "1,2"] },
  { schema: "verify", args: ["verify"] },
  { schema: "diverge", args: ["diverge", "example:mixed", "-p", "sjf,srtf"] },
  { schema: "diverge", args: ["diverge", "example:printer", "-p", "rr:quantum=100,fcfs"] },
  { schema: "schedulable", args: ["schedulable", "example:silberschatz-periodic"] },
  { schema: "schedulable", args: ["schedulable", "example:silberschatz-periodic", "-p", "edf,dm", "--no-preemptive"] },
  {
    schema: "schedulable",
    // deno-fmt-ignore
    args: [
      "schedulable", "example:silberschatz-periodic", "-p", "rm", "--server", "polling", "--server-budget", "1", "--server-period", "9",
    ],
  },
  {
    schema: "repetition",
    args: ["verify", "--against", "ostep", "tests/analysis/verify/transcripts/scheduler_py_rr.txt"],
  },
  { schema: "seeds", args: ["compare", "generate:20", "-p", "rr,fcfs", "--seeds", "1..3"] },
  { schema: "vary", args: ["sweep", "generate:20", "--vary", "load=0.5,0.9:quantum=1,2"] },
  { schema: "explain", args: ["explain", "example:mixed", "-p", "causes"] },
  { schema: "explain", args: ["explain", "example:printer", "-p", "rr", "--at", "13"] },
];

for (const { schema, args } of CASES) {
  Deno.test(`sim ${args.join(" ")} --format json follows ${schema}.schema.json`, async () => {
    const { code, out } = await runCli([...args, "--format", "json"]);
    assertEquals(code, 0);
    const value = JSON.parse(out);
    assertEquals(value.schema, schema);
    assertEquals(schemaErrors(`${schema}.schema.json`, value), []);
  });
}

Deno.test("schemaErrors() reports what a schema forbids", async () => {
  const { out } = await runCli(["run", "example:stallings", "--format", "json"]);
  const value = JSON.parse(out);
  value.metrics.makespan = "20";
  delete value.options.ties;
  value.processes[0].extra = 1;
  assertEquals(schemaErrors("run.schema.json", value).length, 3);
});

Deno.test("sim run --format json gives the same bytes every time", async () => {
  const args = ["run", "example:mixed", "-p", "mlfq", "--format", "json"];
  assertEquals((await runCli(args)).out, (await runCli(args)).out);
});

Deno.test("sim run has all parts of a turnaround, whatever the machine does beside work", async () => {
  const machine = ["--cpus", "2", "--speeds", "1/2,2", "--cache-warmup", "3", "--migration-cost", "2"];
  const args = ["run", "example:mixed", "--quantum", "2", "--switch-cost", "1", ...machine];
  const { processes } = JSON.parse((await runCli([...args, "-f", "json"])).out);
  for (const { turnaround, executed, waiting, blocked, held, switching, migrations } of processes) {
    assertEquals(turnaround, executed + waiting + blocked + held + switching);
    assert(migrations >= 0);
  }
  const [header] = (await runCli([...args, "-f", "csv"])).out.split("\r\n");
  assert(header.endsWith(",executed,migrations"), header);
  const { out } = await runCli(args, { columns: 200 });
  assert(/ Executed .* Migrations/.test(out), out);
});

Deno.test("sim run --format json has a timeline whose segments add up to the CPU time", async () => {
  const { out } = await runCli(["run", "example:mixed", "-p", "rr", "--switch-cost", "2", "--format", "json"]);
  const { timeline, processes } = JSON.parse(out);
  for (const { pid, cpu, switching } of processes) {
    const ticks = (kind: string) =>
      timeline.filter((segment: { pid: number; kind: string }) => segment.pid === pid && segment.kind === kind)
        .reduce((sum: number, { start, end }: { start: number; end: number }) => sum + end - start, 0);
    assertEquals([ticks("run"), ticks("switch")], [cpu, switching]);
  }
  assert(timeline.length > 0);
});
