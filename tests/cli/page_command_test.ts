// `sim page` without its browser: the page that it writes, and the state in it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { contenderOf } from "../../web/contender.ts";
import { loadJobs } from "../../web/jobs/load_jobs.ts";
import { readSnapshot } from "../../web/read_snapshot.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { runCli } from "./run_cli.ts";

/** The state in a page. */
function stateOf(html: string): Record<string, unknown> {
  return JSON.parse(/<script type="application\/json" id="state">(.*?)<\/script>/s.exec(html)![1]);
}

Deno.test("sim page writes one file that has the workload, the policies and the machine in it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/jobs.csv`, "name,arrival,bursts\n</script><b>,0,3\nB,1,4\n");
    const shown: string[] = [];
    const args = ["page", "jobs.csv", "-p", "rr:quantum=2,srtf", "--cpus", "2", "-o", "page.html"];
    const { code, out, err } = await runCli(args, { directory: folder, onShow: (path) => shown.push(path) });
    assertEquals([code, out, err, shown], [0, "page.html\n", "", ["page.html"]]);
    const html = await Deno.readTextFile(`${folder}/page.html`);
    assertEquals(stateOf(html), {
      version: 1,
      jobs: { kind: "text", name: "jobs.csv", format: "csv", text: "name,arrival,bursts\n</script><b>,0,3\nB,1,4\n" },
      policies: [{ policy: "rr", options: { quantum: "2" } }, { policy: "srtf", options: {} }],
      machine: { cpus: "2" },
    });
    // It needs nothing else: no other file, no network.
    assertEquals([...html.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="(?!data:)/g)].map(([tag]) => tag), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("sim page takes what suits the workload where no policy is named, and a flag for each that has it", async () => {
  const { code, out } = await runCli(["page", "example:ostep-io", "--quantum", "5", "--no-open", "-o", "-"]);
  assertEquals(code, 0);
  const { policies } = stateOf(out) as { policies: { policy: string; options: unknown }[] };
  assertEquals(policies.map(({ policy }) => policy), ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"]);
  assertEquals(policies[3].options, { quantum: "5" });
  assertEquals(policies[0].options, {});
});

Deno.test("sim page refuses what it cannot show before it writes anything", async () => {
  const wrong: [string[], string][] = [
    [["-p", "rr,rr,rr,rr,rr,rr,rr"], "--policies must be at most 6, got 7"],
    [["-p", "rr", "--levels", "3"], "--levels must come with a policy that has it"],
    [["-p", "rr", "--quantum", "x"], "--quantum must be a whole number from 1"],
  ];
  for (const [args, message] of wrong) {
    const { code, out, err } = await runCli(["page", "example:stallings", ...args, "--no-open", "-o", "-"]);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, `Cannot open the page: ${message}`);
  }
  const { code, err } = await runCli(["page", "generate:processes=600000", "--no-open", "-o", "-"]);
  assert(code !== 0 && err.includes("processes must be at most 500,000, got 600,000"), err);
});

Deno.test("a report's hint opens the page with the jobs and the machine that the report is about", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const jobs = [
      "; MaxProcs: 4",
      ...[[1, 0, -1, -1], [2, 1, 1, 3]].map(([id, submit, preceding, think]) =>
        [id, submit, 0, 5, 1, -1, -1, 1, 5, -1, 1, 1, 1, 1, 1, 1, preceding, think].join(" ")
      ),
    ];
    await Deno.writeTextFile(`${folder}/log.swf`, `${jobs.join("\n")}\n`);
    const options = ["--dependencies", "follow", "--machine", "log", "--status", "completed"];
    const { out } = await runCli(["run", "log.swf", "-p", "fcfs", ...options], { directory: folder });
    const hint = out.trimEnd().split("\n").at(-1)!;
    assertEquals(
      hint.split(" sim ")[1].split(" ").toSorted(),
      ["page", "log.swf", "-p", "fcfs", ...options].toSorted(),
    );
    const opened = await runCli([...hint.split(" sim ")[1].split(" "), "--no-open", "-o", "-"], { directory: folder });
    assertEquals([opened.code, opened.err], [0, ""]);
    assertEquals(stateOf(opened.out).machine, { cpus: "4", rigid: "true" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a report on another program's run ends with how to see that run in the page", async () => {
  let seen = 0;
  for (const name of ["mlfq_py_listed", "scheduler_py_sjf", "scheduler_py_rr"]) {
    const { out } = await runCli(["verify", "--against", "ostep", `tests/analysis/verify/transcripts/${name}.txt`]);
    // Runs of which no command is short enough, or whole in ticks, have none.
    if (!out.includes("\n  sim run ")) continue;
    seen++;
    const hint = out.trimEnd().split("\n").at(-1)!.split(" sim ")[1].split(" ");
    const run = await runCli(["run", ...hint.slice(1), "--format", "json"]);
    const opened = await runCli([...hint, "--no-open", "-o", "-"]);
    assertEquals([opened.code, opened.err, run.code], [0, "", 0]);
    const { policies, machine, jobs } = readSnapshot(stateOf(opened.out), usualSnapshot());
    const { columns } = await loadJobs(jobs);
    const { metrics } = simulate(columns!, contenderOf(policies[0], machine).options!);
    assertEquals(JSON.parse(JSON.stringify(metrics)), JSON.parse(run.out).metrics);
  }
  assert(seen > 0);
});
