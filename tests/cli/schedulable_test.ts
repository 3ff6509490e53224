import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";

const TASKS = "task,C,T,D\nt1,1,4,3\nt2,1,5,4\nt3,2,6,5\nt4,1,11,10\n";

Deno.test("sim schedulable prints every iteration of response-time analysis", async () => {
  const { code, out, err } = await runCli(
    ["schedulable", "-", "--columns", "name,bursts,period,deadline", "-p", "dm"],
    {
      stdin: TASKS,
      columns: 120,
    },
  );
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "t4, behind t1, t2, t3: 10, within 10; simulated 10");
  assertStringIncludes(out, "R5 = 1 + ⌈9/4⌉·1 + ⌈9/5⌉·1 + ⌈9/6⌉·2 = 10");
});

Deno.test("sim schedulable tests rm and edf, and what the workload asks for", async () => {
  const labels = async (stdin: string, ...args: string[]) => {
    const { code, out, err } = await runCli(["schedulable", "-", "-f", "json", ...args], { stdin });
    assertEquals([code, err], [0, ""]);
    return JSON.parse(out).policies.map(({ label }: { label: string }) => label);
  };
  assertEquals(await labels("name,bursts,period\na,1,4\nb,2,8\n"), ["rm", "edf"]);
  assertEquals(await labels("name,bursts,period,deadline,priority\na,1,4,3,2\nb,2,8,8,1\n"), [
    "rm",
    "dm",
    "priority",
    "edf",
  ]);
  assertEquals(await labels("name,bursts,period\na,1,4\n", "-p", "rm:preemptive=false,rms"), [
    "rm:preemptive=false",
    "rms",
  ]);
});

Deno.test("sim schedulable writes times in the unit of the workload, and names what it leaves out", async () => {
  const stdin = "name,bursts,period\na,0.5ms,2ms\nb,1ms,4ms\nonce,3ms,\n";
  const { out } = await runCli(["schedulable", "-", "-p", "rm", "--times", "unit"], { stdin, columns: 120 });
  assertStringIncludes(out, "R1 = 1.0 + ⌈1.0/2.0⌉·0.5 = 1.5");
  assertStringIncludes(out, "Left out: 1 process without a period");
});

Deno.test("sim schedulable has a server as a task, and says how great it may be", async () => {
  const stdin = "name,bursts,period\nt1,1,5\nt2,2,8\na,3,\n";
  const server = ["--server", "deferrable", "--server-budget", "1", "--server-period", "4"];
  const { code, out, err } = await runCli(["schedulable", "-", ...server], { stdin, columns: 120 });
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "server deferrable: 1 in every 4 = 1/4 = 0.2500, up to 3 early (J)");
  assertStringIncludes(out, "R1 = 2 + ⌈(2+3)/4⌉·1 + ⌈2/5⌉·1 = 5");
  assertEquals(out.includes("Earliest deadline first"), false); // which has no such server
  const json = await runCli(["schedulable", "-", ...server, "-f", "json"], { stdin });
  assertEquals(JSON.parse(json.out).policies[0].responseTimes[0].pid, null);
});

Deno.test("sim schedulable takes blocking by task, in the unit of the workload", async () => {
  const stdin = "name,bursts,period\nt1,4ms,10ms\nt2,3ms,15ms\n";
  const { code, out, err } = await runCli(["schedulable", "-", "-p", "rm", "--blocking", "t1=3ms,t2=4"], {
    stdin,
    columns: 120,
  });
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "R1 = 4 + 3 + ⌈7/10⌉·4 = 11");
});

Deno.test("sim schedulable has blocking by the sections of programs under a protocol for locks", async () => {
  const stdin = `processes:
  - {name: high, period: 20, bursts: [{cpu: 1}, {lock: r}, {cpu: 2}, {unlock: r}]}
  - {name: low, period: 50, bursts: [{cpu: 1}, {lock: r}, {cpu: 5}, {unlock: r}, {cpu: 4}]}
`;
  const { code, out, err } = await runCli(["schedulable", "-", "--lock-protocol", "ceiling"], { stdin, columns: 120 });
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "high, held up for 5 by a less urgent one: 8, within 20; simulated 3");
  assertEquals(out.includes("Earliest deadline first"), false);
});

const REFUSED: readonly (readonly [args: string[], message: string])[] = [
  [["-p", "rr"], "Cannot test schedulability: --policies must be one of rm, dm, priority, edf, got rr"],
  [["-p", "ll"], "Did you mean llf?"],
  [
    ["-p", "priority", "--equals", "arrival"],
    "Cannot test schedulability: --equals must come with a policy that has it",
  ],
  [["-p", "fifo"], "Cannot test schedulability: policy must be one of rm, dm, priority, edf, got fcfs"],
  [["-f", "csv", "--rows", "3"], "Cannot test schedulability: --rows must be left out with --format csv"],
  [["--blocking", "T9=1"], 'blocking must name tasks of the workload (T1, T2), got "T9"'],
  [["-p", "edf", "--lock-protocol", "inheritance"], "--lock-protocol must be none under edf, got inheritance"],
  [["--blocking", "T1"], "Cannot test schedulability: --blocking must have the form name=ticks"],
  [["-p", "rm", "--server", "polling"], "--server-budget must be given with server polling"],
  [["--horizon", "-1"], "Cannot test schedulability: --horizon must be"],
];

for (const [args, message] of REFUSED) {
  Deno.test(`sim schedulable ${args.join(" ")} is refused`, async () => {
    const { code, out, err } = await runCli(["schedulable", "example:silberschatz-periodic", ...args]);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("sim schedulable refuses a workload without periodic tasks", async () => {
  const { code, err } = await runCli(["schedulable", "example:stallings"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "the workload must have a process with a period, got none");
});
