// What the command line prints, held against the files of golden/. After a change that is meant, run this file with
// `-- --update` and read the difference.
import { assertEquals } from "@std/assert";
import { runCli } from "./run_cli.ts";

const folder = new URL("golden/", import.meta.url);
const isUpdate = Deno.args.includes("--update");

/** A workload with Chinese names, I/O, and a wide character at the edge. */
const CHINESE = `name,arrival,bursts
王五,0,3 io 2 3
編輯器,1,2 io 4 1
打印机服务,2,6
e\u0301tude,3,4
`;

/** A timeline of somebody else's round robin with a quantum of 4. */
const TIMELINE = `pid,start,end
1,0,4
2,4,7
3,7,10
1,10,30
`;

/** Periodic tasks with deadlines before their next release. */
const TASKS = `name,bursts,period,deadline
sensor,2,6,4
control,2,8,5
display,3,9,7
`;

/** A larger machine: costs of migration, groups. */
const TENANTS = [
  "--cpus",
  "2",
  "--migration-cost",
  "1",
  "--cache-warmup",
  "1",
  "--groups",
  "--group-shares",
  "front=3",
  "--group-quotas",
  "back=6",
  "--quota-period",
  "10",
];

const CASES: { name: string; args: string[]; columns?: number; stdin?: string }[] = [
  { name: "start", args: [] },
  { name: "start_120", args: [], columns: 120 },
  { name: "help", args: ["--help"] },
  { name: "run_help", args: ["run", "--help"] },
  { name: "run_help_120", args: ["run", "--help"], columns: 120 },
  { name: "run_rr", args: ["run", "example:stallings", "--policy", "rr", "--quantum", "1", "--switch-cost", "1"] },
  { name: "run_mlfq_120", args: ["run", "example:mixed", "-p", "mlfq"], columns: 120 },
  { name: "run_locks", args: ["run", "example:printer", "-p", "fcfs"] },
  { name: "run_cpus", args: ["run", "example:mixed", "-p", "causes", "--cpus", "3", "--devices", "1"] },
  { name: "run_inversion", args: ["run", "example:pathfinder", "-p", "priority"] },
  { name: "run_ceiling", args: ["run", "example:pathfinder", "-p", "priority", "--lock-protocol", "ceiling"] },
  {
    name: "explain_inversion",
    args: ["explain", "example:pathfinder", "-p", "priority", "--lock-protocol", "inheritance", "--at", "3"],
  },
  { name: "run_memory", args: ["run", "example:admission", "-p", "fcfs", "--memory", "100", "--admission", "skip"] },
  {
    name: "explain_memory",
    args: ["explain", "example:admission", "-p", "fcfs", "--memory", "100", "--at", "107"],
  },
  { name: "run_admit", args: ["run", "example:stallings", "-p", "fcfs", "--admit", "2"] },
  { name: "run_chinese", args: ["run", "-", "-p", "srtf"], stdin: CHINESE },
  { name: "run_coarse", args: ["run", "example:ostep-mlfq", "-p", "mlfq", "--quantum", "10"] },
  { name: "run_csv", args: ["run", "example:stallings", "-p", "sjf", "--format", "csv"] },
  { name: "run_json", args: ["run", "example:silberschatz-fcfs", "-p", "rr", "--format", "json"] },
  { name: "compare", args: ["compare", "example:stallings"] },
  { name: "compare_gantt", args: ["compare", "example:mixed", "-p", "rr:quantum=1,rr:quantum=8", "--gantt"] },
  { name: "compare_p95_120", args: ["compare", "example:mixed", "--by", "p95", "--switch-cost", "1"], columns: 120 },
  { name: "compare_deadlines", args: ["compare", "example:silberschatz-periodic", "-p", "rm,edf,llf"] },
  { name: "compare_40", args: ["compare", "example:silberschatz-periodic", "-p", "rm,edf"], columns: 40 },
  { name: "run_40", args: ["run", "example:mixed", "-p", "rr"], columns: 40 },
  { name: "check_help_40", args: ["check", "--help"], columns: 40 },
  { name: "compare_csv", args: ["compare", "example:stallings", "-p", "fcfs,sjf", "-f", "csv"] },
  { name: "sweep", args: ["sweep", "example:stallings", "--switch-cost", "1"] },
  { name: "sweep_free", args: ["sweep", "example:mixed", "--quantum", "1..10", "-p", "mlfq"] },
  { name: "explain_srtf", args: ["explain", "example:stallings", "-p", "srtf"] },
  { name: "explain_mlfq_at", args: ["explain", "example:stallings", "-p", "mlfq", "--at", "9"] },
  { name: "explain_quiet_at", args: ["explain", "example:stallings", "-p", "mlfq", "--at", "10"] },
  { name: "explain_pid", args: ["explain", "example:mixed", "-p", "causes", "--pid", "shell"] },
  { name: "explain_csv", args: ["explain", "example:stallings", "-p", "rr", "-f", "csv"] },
  { name: "verify", args: ["verify"] },
  {
    name: "verify_against",
    args: [
      "verify",
      "--against",
      "ostep",
      "tests/analysis/verify/transcripts/mlfq_py.txt",
      "--options=-s 3 -j 2 -m 14 -M 6 -n 2 -q 3 -B 20 -i 2 -S",
    ],
  },
  { name: "diverge", args: ["diverge", "example:stallings", "--quantum", "1", "--ties", "textbook,ostep"] },
  { name: "diverge_policies", args: ["diverge", "example:mixed", "-p", "sjf,srtf", "--rows", "2"] },
  { name: "schedulable", args: ["schedulable", "example:silberschatz-periodic"] },
  { name: "schedulable_demand", args: ["schedulable", "-", "-p", "edf", "--rows", "4"], stdin: TASKS },
  {
    name: "schedulable_zh",
    args: ["schedulable", "-", "-p", "dm", "--no-preemptive", "--lang", "zh", "-f", "markdown"],
    stdin: TASKS,
  },
  { name: "schedulable_csv", args: ["schedulable", "-", "-p", "rm,edf", "-f", "csv"], stdin: TASKS },
  { name: "check", args: ["check", "-", "--workload", "example:silberschatz-fcfs"], stdin: TIMELINE },
  {
    name: "compare_seeds",
    args: [
      "compare",
      "generate:processes=50:load=0.9",
      "-p",
      "fcfs,rr,sjf",
      "--seeds",
      "1..10",
      "--figures",
      "response",
    ],
  },
  { name: "sweep_vary", args: ["sweep", "example:mixed", "--vary", "quantum=1..4:ties=textbook,ostep"] },
  { name: "sweep_seeds", args: ["sweep", "generate:processes=50", "-q", "1,4", "--seeds", "1..5"] },
  { name: "run_tenants", args: ["run", "example:tenants", "--quantum", "2", ...TENANTS] },
  {
    name: "explain_stealing",
    // deno-fmt-ignore
    args: [
      "explain", "example:silberschatz-fcfs", "--quantum", "2", "--cpus", "2", "--queues", "per-cpu", "--placement",
      "round-robin", "--stealing", "--migration-cost", "2", "--cache-warmup", "1", "--pid", "1",
    ],
  },
  { name: "generate", args: ["generate", "-n", "5", "--seed", "7", "--mix", "mixed"] },
  { name: "convert", args: ["convert", "example:printer", "--to", "yaml"] },
  { name: "policies", args: ["policies"] },
  { name: "policies_fcfs", args: ["policies", "fcfs"] },
  { name: "policies_mlfq", args: ["policies", "mlfq"] },
  { name: "examples", args: ["examples"] },
  { name: "scenario_help", args: ["scenario", "--help"] },
  { name: "scenario_list", args: ["scenario", "list"] },
  { name: "scenario_list_120", args: ["scenario", "list"], columns: 120 },
  { name: "scenario_run_help", args: ["scenario", "run", "tickets", "--help"] },
];

for (const { name, args, columns, stdin } of CASES) {
  Deno.test(`sim ${args.join(" ")} prints golden/${name}.txt`, async () => {
    const { code, out, err } = await runCli(args, { columns, stdin });
    assertEquals([code, err], [0, ""]);
    const file = new URL(`${name}.txt`, folder);
    if (isUpdate) Deno.writeTextFileSync(file, out);
    assertEquals(out, Deno.readTextFileSync(file).replaceAll("\r\n", args.includes("csv") ? "\r\n" : "\n"));
  });
}
