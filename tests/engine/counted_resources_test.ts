// Counted resources: how files say them, how jobs get and return them, and what is said of both.
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { explain } from "../../analysis/explain.ts";
import { admissionMoments, jobsOf } from "../../analysis/admissions.ts";
import { checkLog } from "../../analysis/check/check_log.ts";
import { readLog } from "../../analysis/check/read_log.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import type { ProcessSpec } from "../../engine/workload.ts";
import { WorkloadError } from "../../engine/workload/error.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { needsOf } from "../../engine/workload/_resources.ts";
import { writeWorkload } from "../../engine/workload/write.ts";

const TABLE = "name,arrival,bursts,memory,tapes\nA,0,25,15,2\nB,20,30,60,1\nC,30,10,50,0\n";

async function needsIn(text: string, columns?: string): Promise<unknown[]> {
  const { workload } = await readWorkload(text, { columns });
  return Array.from(workload.arrival, (_, row) => ({ ...needsOf(workload, row) }));
}

Deno.test("readWorkload() reads counted resources in every way in which files say them", async () => {
  assertEquals(await needsIn(TABLE), [{ tape: 2 }, { tape: 1 }, {}]);
  assertEquals(await needsIn("name,bursts,tape drives,Printers\nA,3,2,1\nB,4,,0\n"), [{ tape: 2, printer: 1 }, {}]);
  assertEquals(await needsIn("作业,运行时间,内存,磁带机数,打印机数\nJ1,3,10,2,1\nJ2,4,20,1,0\n"), [
    { 磁带机: 2, 打印机: 1 },
    { 磁带机: 1 },
  ]);
  assertEquals(await needsIn("name,bursts,resources\nA,3,tape=2 printer=1\nB,4,\n"), [{ tape: 2, printer: 1 }, {}]);
  assertEquals(await needsIn("name,bursts,P\nA,3,2\n", "P=resources@plotter"), [{ plotter: 2 }]);
  assertEquals(await needsIn('{"processes": [{"bursts": 3, "resources": {"tape": 2, "x": 0}}, {"bursts": 1}]}'), [
    { tape: 2 },
    {},
  ]);
  assertEquals(await needsIn("processes:\n  - { bursts: 3, resources: { tape: 2 } }\n"), [{ tape: 2 }]);
  assertEquals(await needsIn('[{"name": "A", "burst": 3, "tapes": 2, "resources": {"plotter": 1}}]'), [
    { tape: 2, plotter: 1 },
  ]);
});

Deno.test("readWorkload() takes how many there are from beside the processes", async () => {
  const text = '{"resources": {"tape": 4}, "processes": [{"name": "A", "burst": 3, "tapes": 2}]}';
  const { settings, notes } = await readWorkload(text);
  assertEquals(settings, { resources: { tape: 4 } });
  assertStringIncludes(notes.join(), "the file says resources tape=4");
});

Deno.test("readWorkload() says what is wrong with counted resources, and where", async () => {
  const refused = async (text: string, ...parts: string[]) => {
    const error = await assertRejects(() => readWorkload(text, { file: "jobs" }), WorkloadError);
    for (const part of parts) assertStringIncludes(error.message, part);
  };
  await refused("name,bursts,tapes\nA,3,-1\n", "jobs:2", "how many of tape it takes", "-1");
  await refused("name,bursts,resources\nA,3,tape=2 tape=1\n", "jobs:2", "such as tape=2 printer=1");
  await refused("name,bursts,tapes,tapedrives\nA,3,2,1\n", "named once");
  await refused('{"processes": [{"bursts": 3, "resources": {"a b": 2}}]}', "resources must be", "without spaces");
  await refused('{"processes": [{"bursts": 3, "resources": [2]}]}', "resources must be");
  await refused('{"processes": [{"bursts": 3, "resources": {"tape": 1.5}}]}', "resources must be");
  await refused("name,bursts,memory,printer\nA,3,9,1\n", '"printer=resources@printer" if it is how many a job takes');
});

Deno.test("writeWorkload() writes counted resources as they are read", async () => {
  const { workload } = await readWorkload(TABLE);
  for (const format of ["csv", "json", "yaml"] as const) {
    const text = [...writeWorkload(workload, format)].join("");
    assertEquals((await readWorkload(text, { format })).workload.resources, workload.resources, format);
  }
  const notes: string[] = [];
  [...writeWorkload(workload, "swf", { onNote: (note) => notes.push(note) })];
  assertStringIncludes(notes.join(), "SWF has no place for counted resources: left out");
});

const JOBS: ProcessSpec[] = [
  { arrival: 0, bursts: 25, memory: 15, resources: { tape: 2 } },
  { arrival: 20, bursts: 30, memory: 60, resources: { tape: 1 } },
  { arrival: 30, bursts: 10, memory: 50, resources: { tape: 3 } },
  { arrival: 35, bursts: 20, memory: 10, resources: { tape: 2 } },
  { arrival: 40, bursts: 15, memory: 30, resources: { tape: 2 } },
];
const MACHINE: SimulationOptions = { policy: "fcfs", memory: 100, resources: { tape: 4 }, admission: "skip" };

Deno.test("simulate() admits a job when memory and all of its resources are there at once", () => {
  const finish = (options: Partial<SimulationOptions>) =>
    simulate({ processes: JOBS }, { ...MACHINE, ...options } as SimulationOptions).processes.map((row) => row.finish);
  assertEquals(finish({}), [25, 55, 100, 75, 90]);
  assertEquals(finish({ admission: "in-order" }), [25, 55, 65, 85, 100]);
  // Without sizes three jobs have tapes for themselves from the start, on as many CPUs.
  const processes = [3, 1, 2, 1].map((tape) => ({ bursts: 4, resources: { tape } }));
  const held = (admission: "in-order" | "skip") =>
    simulate({ processes }, { policy: "fcfs", cpus: 4, resources: { tape: 4 }, admission }).processes.map((row) =>
      row.held
    );
  assertEquals(held("in-order"), [0, 0, 4, 4]);
  assertEquals(held("skip"), [0, 0, 4, 4]);
});

Deno.test("simulate() refuses resources that cannot be had, by process and line", async () => {
  const message = "resources must have at least what process 3 needs of tape, 3, got 2";
  assertThrows(() => simulate({ processes: JOBS }, { ...MACHINE, resources: { tape: 2 } }), RangeError, message);
  const unknown = 'resources must name resources of the workload (tape), got "disk"';
  assertThrows(() => simulate({ processes: JOBS }, { ...MACHINE, resources: { disk: 2 } }), RangeError, unknown);
  const { workload } = await readWorkload(TABLE, { file: "jobs.csv" });
  assertThrows(
    () => simulate(workload, { policy: "fcfs", resources: { tape: 1 } }),
    RangeError,
    "process 1 (A, jobs.csv:2",
  );
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`r${index}`, 1]));
  assertThrows(
    () => simulate({ processes: [{ bursts: 1 }] }, { policy: "fcfs", resources: many }),
    RangeError,
    "at most 64",
  );
});

Deno.test("simulate() tells of resources that do not count", () => {
  const { notes } = simulate({ processes: JOBS }, { policy: "fcfs" });
  assertStringIncludes(notes.join("\n"), "nobody says how many there are (see resources): tape");
  const { notes: without } = simulate({ processes: [{ bursts: 1 }] }, { policy: "fcfs", resources: { tape: 1 } });
  assertStringIncludes(without.join("\n"), "The option resources changes nothing");
});

Deno.test("simulate() gives each job of a periodic task resources of its own", () => {
  const processes = [{ bursts: 3, period: 4, resources: { tape: 1 } }, {
    bursts: 3,
    period: 4,
    resources: { tape: 1 },
  }];
  const run = (tape: number) =>
    simulate({ processes }, { policy: "rm", cpus: 2, horizon: 8, resources: { tape } }).processes.map((row) =>
      row.finish
    );
  assertEquals(run(2), [3, 3, 7, 7]);
  assertEquals(run(1), [3, 6, 9, 12]);
});

Deno.test("admissionMoments() tells which resource a job waits for, and what is free", () => {
  const result = simulate({ processes: JOBS }, MACHINE);
  const moments = [...admissionMoments(jobsOf(result), result.options)];
  const at = (time: number) => moments.find((moment) => moment.time === time)!;
  assertEquals(at(75).waiting, [{
    pid: 3,
    memory: 50,
    reason: "resource",
    lacking: { name: "tape", needed: 3, free: 2 },
    behind: null,
  }]);
  assertEquals([at(30).waiting[0].reason, at(75).freeResources, at(100).freeResources], ["piece", { tape: 2 }, {
    tape: 4,
  }]);
});

Deno.test("explain() tells which resource a job waits for", async () => {
  const { admissions } = await explain({ processes: JOBS }, MACHINE, { at: 75 });
  assertEquals(admissions[0].waiting[0].lacking, { name: "tape", needed: 3, free: 2 });
});

Deno.test("checkLog() finds a resource that is given twice", async () => {
  const processes = [{ bursts: 3, resources: { tape: 2 } }, { bursts: 2, resources: { tape: 2 } }];
  const segments = (start: number) => [
    { cpu: 0, pid: 1, start: 0, end: 3 },
    { cpu: 1, pid: 2, start, end: start + 2 },
  ];
  const violations = async (start: number) => {
    const text = JSON.stringify({ timeline: segments(start), options: { cpus: 2, resources: { tape: 3 } } });
    const checked = await checkLog(readLog("log.json", text), { workload: { processes }, skip: ["idle"] });
    return checked.violations.map(({ rule, message }) => `${rule}: ${message}`);
  };
  assertEquals(await violations(3), []);
  const found = await violations(1);
  assertEquals(found.length, 1);
  assertStringIncludes(found[0], "must wait for room at 1: of tape there are 3, got 4 given");
});
