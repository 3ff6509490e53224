// Logs of clusters on the machine that they were taken on.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";

/** A line of SWF: number, submit, run, processors, partition. */
function job(number: number, submit: number, run: number, processors: number, partition = 1): string {
  return `${number} ${submit} 3 ${run} ${processors} -1 -1 -1 -1 -1 1 -1 -1 -1 -1 ${partition} -1 -1`;
}

const JOBS = [job(1, 0, 6, 2), job(2, 0, 4, 4, 2), job(3, 0, 6, 2), job(4, 0, 8, 1), job(5, 0, 2, 1)];
const LOG = ["; MaxProcs: 4", ...JOBS, ""].join("\n");

function run(args: string[], input = LOG) {
  return runCli([...args, "-", "--from", "swf"], { stdin: input });
}

Deno.test("sim compare --machine log runs the jobs on as many CPUs as the log names, each on its own at once", async () => {
  const { code, out } = await run(["compare", "--machine", "log", "-f", "json", "-p", "fcfs,easy,srtf"]);
  assertEquals(code, 0);
  const { runs, notes } = JSON.parse(out);
  type Run = { options: { cpus: number; rigid: boolean }; metrics: { turnaround: { mean: number } } };
  assertEquals(runs.map(({ options }: Run) => [options.cpus, options.rigid]), [[4, true], [4, true], [4, false]]);
  assertEquals(runs.slice(0, 2).map(({ metrics }: Run) => metrics.turnaround.mean), [12.4, 10.4]);
  assertStringIncludes(notes.join("\n"), "out of 4 processors (MaxProcs): see --machine log and --rigid");
});

Deno.test("sim run says how large the log's machine is where it is not used, and is silent where it is", async () => {
  const { out } = await run(["run", "-p", "fcfs"]);
  assertStringIncludes(out.replace(/\s+/g, " "), "The log was taken on 4 processors (MaxProcs), and is run on 1");
  const used = await run(["run", "-p", "easy", "--machine", "log"]);
  assert(!used.out.includes("The log was taken"));
  assertStringIncludes(used.out, "4 CPUs, rigid jobs");
});

Deno.test("sim run --machine log refuses what contradicts it and logs that do not name their machine", async () => {
  const cases: [string[], string, string?][] = [
    [["--cpus", "2"], "--machine log must come without --cpus"],
    [[], "--machine log must come with a log that says how large its machine is", JOBS.join("\n")],
  ];
  for (const [args, message, input] of cases) {
    const { code, err } = await run(["run", "-p", "easy", "--machine", "log", ...args], input);
    assertEquals(code, 2);
    assertStringIncludes(err, message);
  }
  const { code, err } = await runCli(["run", "example:stallings", "--machine", "log"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "--machine must be left out where no file is read");
  const table = await runCli(["run", "-", "--machine", "log"], { stdin: "arrival,bursts\n0,3\n" });
  assertStringIncludes(table.err, "--machine log must come with a log of a cluster");
});

Deno.test("sim run --partition reads the jobs of some partitions, and --status refuses a word that is none", async () => {
  const { out } = await run(["run", "-p", "easy", "--machine", "log", "--partition", "2", "-f", "json"]);
  assertEquals(JSON.parse(out).workload.processes, 1);
  const { code, err } = await run(["run", "--status", "complete"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "completed");
  const table = await runCli(["run", "-", "--queue", "1"], { stdin: "arrival,bursts\n0,3\n" });
  assertStringIncludes(table.err, "must come with SWF or a list of sacct's, got csv");
});

Deno.test("sim run of a machine too wide to draw leaves the timeline out and says so", async () => {
  const { code, out } = await run(
    ["run", "-p", "easy", "--machine", "log"],
    LOG.replace("MaxProcs: 4", "MaxProcs: 1048576"),
  );
  assertEquals(code, 0);
  assertStringIncludes(out, "Without a timeline: it is drawn of up to 1,024 CPUs");
});

Deno.test("sim compare says the bounded slowdown of a log's jobs, and the log's own waits beside the simulated ones", async () => {
  const { out } = await run(["compare", "--machine", "log", "-f", "json", "-p", "fcfs,easy"]);
  const notes: string[] = JSON.parse(out).notes;
  // By hand: fcfs ends the jobs after 6, 10, 16, 18, 12 ticks, easy after 6, 10, 6, 18, 12; each waited 3 in the log.
  assertStringIncludes(
    notes.join("\n"),
    "Mean bounded slowdown (jobs count as 10 ticks at least): fcfs 1.32, easy 1.20",
  );
  assertStringIncludes(
    notes.join("\n"),
    "The log's own waits, of 5 jobs: mean 3.00, bounded slowdown 1.02; the same jobs here: fcfs 7.20, easy 5.20, " +
      "bounded slowdown fcfs 1.32, easy 1.20",
  );
});

/** A job of one processor that comes after another one. */
function following(number: number, submit: number, run: number, preceding: number, think: number): string {
  return `${number} ${submit} 3 ${run} 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 1 ${preceding} ${think}`;
}

const FOLLOWING = ["; MaxProcs: 2", following(1, 50, 10, -1, -1), following(2, 60, 4, 1, 3), following(3, 60, 4, 9, 3)]
  .join("\n");

Deno.test("sim run --dependencies follow submits jobs after those that precede them, and says so", async () => {
  const arrivals = async (...args: string[]) => {
    const { code, out } = await run(["run", "-p", "easy", "--machine", "log", "-f", "json", ...args], FOLLOWING);
    assertEquals(code, 0);
    const { processes, notes } = JSON.parse(out);
    return { arrivals: processes.map(({ arrival }: { arrival: number }) => arrival), notes: notes.join("\n") };
  };
  const follow = await arrivals("--dependencies", "follow");
  assertEquals(follow.arrivals, [50, 63, 60]);
  assertStringIncludes(follow.notes, "1 of 3 jobs after a preceding job: submitted when that one has ended");
  assertStringIncludes(follow.notes, "1 of 3 jobs after a job that is not in the log");
  const log = await arrivals();
  assertEquals(log.arrivals, [50, 60, 60]);
  assertStringIncludes(log.notes, "(see dependencies)");
});

Deno.test("sim compare, sweep, explain, diverge and check take logs whose jobs follow others, on the log's machine", async () => {
  const how = ["--machine", "log", "--dependencies", "follow"];
  const compared = await run(["compare", ...how, "-p", "fcfs,easy,conservative", "-f", "json"], FOLLOWING);
  assertEquals(JSON.parse(compared.out).runs.map((each: { metrics: { makespan: number } }) => each.metrics.makespan), [
    17,
    17,
    17,
  ]);
  const swept = await run(["sweep", ...how, "-q", "1,8", "-f", "json"], FOLLOWING);
  assertEquals(JSON.parse(swept.out).options.cpus, 2);
  const varied = await run(["sweep", ...how, "--vary", "policy=easy,rr", "-f", "json"], FOLLOWING);
  type Cell = { options: { cpus: number; rigid: boolean } };
  assertEquals(JSON.parse(varied.out).cells.map(({ options }: Cell) => [options.cpus, options.rigid]), [[2, true], [
    2,
    false,
  ]]);
  const seeds = await run(["compare", ...how, "-p", "lottery,rr", "--seeds", "1,2", "-f", "json"], FOLLOWING);
  assertEquals([seeds.code, seeds.err], [0, ""]);
  const explained = await run(["explain", ...how, "-p", "easy", "--pid", "2"], FOLLOWING);
  assertStringIncludes(explained.out.replace(/\s+/g, " "), "arrived at 63, after the end of P1 (think time 3)");
  const waiting = await run(["explain", ...how, "-p", "easy", "--at", "55", "--pid", "2"], FOLLOWING);
  assertStringIncludes(waiting.out, "waits for process 1");
  const diverged = await run(["diverge", ...how, "-p", "easy,rr", "-f", "json"], FOLLOWING);
  assertEquals(JSON.parse(diverged.out).runs.map(({ options }: Cell) => [options.cpus, options.rigid]), [[2, true], [
    2,
    false,
  ]]);
});

Deno.test("sim check holds a run to the dependencies of its workload", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/jobs.swf`, FOLLOWING);
    const jobs = `${directory}/jobs.swf`;
    const { out } = await runCli([
      "run",
      jobs,
      "-p",
      "easy",
      "--machine",
      "log",
      "--dependencies",
      "follow",
      "-f",
      "json",
    ]);
    const check = (log: string, ...args: string[]) =>
      runCli(["check", "-", "--workload", jobs, ...args], { stdin: log });
    assertEquals((await check(out, "--dependencies", "follow")).code, 0);
    const early = out.replace('"arrival":63', '"arrival":62');
    assert(early !== out, "the log has the arrival as it is written here");
    const { code, out: text, err } = await check(early, "--dependencies", "follow");
    assertEquals(code, 4);
    assertStringIncludes(
      `${text}${err}`.replace(/\s+/g, " "),
      "arrival must be 63, 3 ticks after the end of pid 1, got 62",
    );
    assertEquals((await check(out)).code, 4);
    // What follows is said in the command that opens the page too.
    const report = await runCli(["run", jobs, "-p", "easy", "--dependencies", "follow"]);
    assertStringIncludes(report.out, " page ");
    assertStringIncludes(report.out, "--dependencies follow");
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("sim run --dependencies refuses what is no log in SWF", async () => {
  const table = await runCli(["run", "-", "--dependencies", "follow"], { stdin: "arrival,bursts\n0,3\n" });
  assertEquals(table.code, 2);
  assertStringIncludes(table.err, "--dependencies must come with SWF, got csv");
});
