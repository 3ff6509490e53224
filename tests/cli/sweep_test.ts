import { assertEquals } from "@std/assert";
import { runCli } from "./run_cli.ts";

Deno.test("sim sweep finds that round robin is FCFS from the longest burst on", async () => {
  for (const example of ["stallings", "mixed", "silberschatz-fcfs", "ostep-io"]) {
    const { out } = await runCli(["sweep", `example:${example}`, "--switch-cost", "1", "-f", "json"]);
    const { longestBurst, fcfsFrom, runs } = JSON.parse(out);
    assertEquals(fcfsFrom <= longestBurst, true);
    for (const { quantum, isFcfs } of runs) if (quantum >= longestBurst) assertEquals(isFcfs, true);
  }
});

Deno.test("sim sweep compares with FCFS on the same machine, whatever it has", async () => {
  const machines = [
    ["example:tenants", "--cpus", "2", "--migration-cost", "5", "--queues", "per-cpu", "--stealing", "--balance", "7"],
    ["example:tenants", "--speeds", "1/2,2", "--groups", "--group-quotas", "back=3", "--quota-period", "9"],
    ["example:silberschatz-periodic", "--horizon", "200"],
    ["example:mixed", "--cache-warmup", "3", "--cpus", "2", "--devices", "1", "--admit", "3", "--admit-order", "sjf"],
  ];
  for (const machine of machines) {
    const sweep = JSON.parse((await runCli(["sweep", ...machine, "-q", "1,1000", "-f", "json"])).out);
    const fcfs = JSON.parse((await runCli(["run", ...machine, "-p", "fcfs", "-f", "json"])).out);
    assertEquals(sweep.fcfs.metrics, fcfs.metrics, machine.join(" "));
    assertEquals(sweep.runs[1].isFcfs, true, machine.join(" "));
  }
});

Deno.test("sim sweep counts switching in ticks of execution, not of work", async () => {
  const args = ["example:mixed", "--speeds", "1/2", "--switch-cost", "1"];
  const sweep = JSON.parse((await runCli(["sweep", ...args, "-q", "2", "-f", "json"])).out);
  const { processes } = JSON.parse((await runCli(["run", ...args, "--quantum", "2", "-f", "json"])).out);
  const sum = (name: string) => processes.reduce((sum: number, each: Record<string, number>) => sum + each[name], 0);
  assertEquals(sweep.runs[0].switchingShare, sum("switching") / (sum("switching") + sum("executed")));
});

Deno.test("reports state the utilization of periodic tasks as their load, not what their jobs came to", async () => {
  const tasks = "example:silberschatz-periodic";
  const reports: [args: string[], load: string][] = [
    [["sweep", tasks, "-q", "1,2"], ""],
    [["sweep", tasks, "--vary", "policy=rm,edf"], ""],
    [["compare", tasks, "-p", "lottery,rm", "--seeds", "1,2"], ""],
    [["run", tasks, "-p", "edf", "--speeds", "2"], ""],
    [["run", tasks, "-p", "edf", "--speeds", "1/2"], ", more than the CPU can do"],
    [["run", tasks, "-p", "edf", "--cpus", "2", "--speeds", "1/4,1/2"], ", more than 2 CPUs can do"],
  ];
  for (const [args, excess] of reports) {
    const { code, out } = await runCli(args);
    assertEquals(code, 0, args.join(" "));
    const load = out.split("\n").find((line) => line.startsWith("load"));
    assertEquals(load, `load      0.94, the utilization of the tasks${excess}`, args.join(" "));
  }
});
