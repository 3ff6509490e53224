import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { schemaErrors } from "./json_schema.ts";
import { runCli } from "./run_cli.ts";

const WORKLOAD = "pid,name,arrival,bursts\n1,A,0,3 io 2 1\n2,B,1,4\n";

/** Runs `sim check` on a log beside the workload above. */
async function check(log: string, ...args: string[]) {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/jobs.csv`, WORKLOAD);
    await Deno.writeTextFile(`${directory}/log`, log);
    return await runCli(["check", "log", ...args], { directory, columns: 200 });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const RIGHT = "cpu,pid,start,end\n0,1,0,3\n0,2,3,7\n0,1,7,8\n";
const WITH_WORKLOAD = ["--workload", "jobs.csv"];

Deno.test("sim check accepts another simulator's timeline", async () => {
  const { code, out, err } = await check(RIGHT, ...WITH_WORKLOAD);
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "8 rules checked, nothing broken; 6 rules could not be checked");
});

/** Wrong timelines, and what is said of them. */
const WRONG: { name: string; log: string; message: string; rule: string }[] = [
  {
    name: "a process runs before its arrival",
    log: "cpu,pid,start,end\n0,2,0,4\n0,1,4,7\n0,1,9,10\n",
    rule: "arrival",
    message: "log:2: start\n  must be from 1, the arrival of B (pid 2), got 0",
  },
  {
    name: "a process runs during its I/O",
    log: "cpu,pid,start,end\n0,1,0,3\n0,1,3,4\n0,2,4,8\n",
    rule: "blocked",
    message: "log:3: start\n  must leave out the time from 3, when A (pid 1) is away up to 5, got 3",
  },
  {
    name: "a CPU is idle while a process is ready",
    log: "cpu,pid,start,end\n0,1,0,3\n0,2,4,8\n0,1,8,9\n",
    rule: "idle",
    message: "log:2\n  a CPU is idle from 3 to 4 although B (pid 2) is ready",
  },
  {
    name: "a CPU has two processes",
    log: "cpu,pid,start,end\n0,1,0,3\n0,2,2,6\n0,1,6,7\n",
    rule: "cpu-overlap",
    message: "log:3: start\n  must be from 3, until when CPU 0 has 1 (line 2), got 2",
  },
  {
    name: "a process is on two CPUs",
    log: "cpu,pid,start,end\n0,1,0,3\n1,2,1,5\n0,1,5,6\n0,2,4,5\n",
    rule: "process-overlap",
    message: "log:5: start\n  must be from 5, until when B (pid 2) is on CPU 1 (line 3), got 4",
  },
  {
    name: "a process gets too little",
    log: "cpu,pid,start,end\n0,1,0,3\n0,2,3,6\n0,1,6,7\n",
    rule: "work",
    message: "log:3\n  B (pid 2) must run for 4 ticks in all, got 3",
  },
  {
    name: "a stranger runs",
    log: `${RIGHT}0,9,8,9\n`,
    rule: "segments",
    message: "log:5: pid\n  must be one of the processes, got 9",
  },
];

for (const { name, log, message, rule } of WRONG) {
  Deno.test(`sim check says with line and field when ${name}`, async () => {
    const { code, out, err } = await check(log, ...WITH_WORKLOAD);
    assertEquals(code, 4);
    assertStringIncludes(out, message);
    assert(new RegExp(`^${rule} +BROKEN`, "m").test(out));
    assertStringIncludes(err, "in log");
    const json = JSON.parse((await check(log, ...WITH_WORKLOAD, "-f", "json")).out);
    assertEquals(schemaErrors("check.schema.json", json), []);
    assertEquals(json.holds, false);
    const skipped = await check(log, ...WITH_WORKLOAD, "--skip", rule);
    assert(!new RegExp(`^${rule} +BROKEN`, "m").test(skipped.out), "a rule that is skipped is not broken");
  });
}

Deno.test("sim check lists violations as CSV", async () => {
  const { out } = await check(WRONG[2].log, ...WITH_WORKLOAD, "-f", "csv");
  assertEquals(out.split("\r\n")[0], "rule,file,line,field,message");
  assertStringIncludes(out, "idle,log,2,,a CPU is idle from 3 to 4 although B (pid 2) is ready");
});

Deno.test("sim check puts a timeline and figures of two files together", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const run = ["run", "example:mixed", "-p", "mlfq", "--switch-cost", "1", "-f", "csv"];
    await runCli([...run, "-o", "figures.csv"], { directory });
    await runCli([...run, "--table", "timeline", "-o", "timeline.csv"], { directory });
    const args = ["check", "timeline.csv", "--figures", "figures.csv", "--workload", "example:mixed"];
    const { code, out } = await runCli(args, { directory });
    assertEquals(code, 0);
    assertStringIncludes(out, "10 rules checked, nothing broken; 4 rules could not be checked");
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

for (const policy of ["rr", "srtf", "mlfq", "hrrn", "lottery"]) {
  Deno.test(`sim run -p ${policy} --format json feeds sim check`, async () => {
    const { out } = await runCli(["run", "example:mixed", "-p", policy, "--cpus", "2", "-f", "json"]);
    assertEquals(schemaErrors("log.schema.json", JSON.parse(out)), []);
    const { code, err } = await runCli(["check", "-", "--workload", "example:mixed"], { stdin: out });
    assertEquals([code, err], [0, ""]);
  });
}

Deno.test("sim check knows of affinities from the run, and checks them where the workload tells them", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/jobs.csv`, "pid,arrival,bursts,affinity\n1,0,4,0\n2,0,4,0\n");
    await runCli(["run", "jobs.csv", "-p", "rr", "--cpus", "2", "-f", "json", "-o", "log"], { directory });
    for (const args of [[], ["--workload", "jobs.csv"]]) {
      const { code, err } = await runCli(["check", "log", ...args], { directory });
      assertEquals([code, err], [0, ""]);
    }
    await Deno.writeTextFile(`${directory}/log`, "cpu,pid,start,end\n0,1,0,4\n1,2,0,4\n");
    const { code, out } = await runCli(["check", "log", "--workload", "jobs.csv"], { directory });
    assertEquals(code, 4);
    assertStringIncludes(out, "log:3: cpu\n  must be one of 0, the affinity of P2 (pid 2), got 1");
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

for (
  const [args, code, message] of [
    [["check", "no/such/log"], 3, "Cannot read no/such/log: no such file or directory"],
    [["check", "-", "--skip", "idel"], 2, "Did you mean idle?"],
    [["check", "-", "--workload", "example:stalings"], 2, "Did you mean stallings?"],
  ] as const
) {
  Deno.test(`sim ${args.join(" ")} ends with ${code}`, async () => {
    const outcome = await runCli(args, { stdin: RIGHT });
    assertEquals(outcome.code, code);
    assertStringIncludes(outcome.err, message);
  });
}

Deno.test("sim check looks at who is in memory, and where", async () => {
  const flags = ["-p", "fcfs", "--memory", "100", "--admission", "skip"];
  const { out: json } = await runCli(["run", "example:admission", ...flags, "-f", "json"]);
  const { code, out } = await runCli(["check", "-", "--workload", "example:admission"], { stdin: json });
  assertEquals(code, 0, out);
  assertStringIncludes(out, "memory            holds");
  // JOB4 is put where JOB2 is.
  const moved = json.replace(/("name":"JOB4".*?"address":)0/, "$150");
  const wrong = await runCli(["check", "-", "--workload", "example:admission"], { stdin: moved, columns: 200 });
  assertStringIncludes(wrong.out, "must be beside the memory of others at 106: JOB2 (pid 2) has from 15 to 75, got 50");
  // An answer in which JOB3 runs while JOB2 is in memory.
  const answer =
    "name,cpu,start,end\nJOB1,0,101,104\nJOB2,0,104,105\nJOB3,0,105,109\nJOB2,0,109,113\nJOB4,0,113,117\nJOB5,0,117,119\n";
  const asked = ["check", "-", "--workload", "example:admission", "--memory", "100"];
  const refused = await runCli(asked, { stdin: answer, columns: 200 });
  assertStringIncludes(refused.out, "JOB3 (pid 3) must wait for room at 105: memory has 100, got 110 in it");
  const decided = await runCli([...asked, "--admission", "skip", "-p", "fcfs"], { stdin: answer, columns: 200 });
  assertStringIncludes(decided.out, "from tick 105 on CPU 0 must run JOB2");
});

Deno.test("sim check says who runs before a holder that is the more urgent by the protocol that was typed", async () => {
  const rows = ["1,0,0,2", "2,0,2,3", "3,0,3,15", "1,0,15,17", "2,0,17,19", "1,0,19,20"];
  const log = ["pid,cpu,start,end", ...rows, ""].join("\n");
  const asked = (...protocol: string[]) =>
    check(log, "--workload", "example:pathfinder", "-p", "priority", ...protocol, "--skip", "decisions");
  assertEquals((await asked()).code, 0);
  const { code, out } = await asked("--lock-protocol", "inheritance");
  assertEquals(code, 4);
  assertStringIncludes(out, "comm (pid 3) must leave CPU 0 to asi_met (pid 1) at 3");
});
