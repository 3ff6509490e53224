import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { JobStatus, LogSelection } from "../../../engine/workload/cluster_log.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { type ReadResult, readWorkload } from "../../../engine/workload/read.ts";

/** Real logs, which a clone of the project does not have. */
const DATA = new URL("../../../../shared/data/", import.meta.url);

/** A line of a log: fields 1 to 5 and 8, the others not known. */
function job(number: unknown, submit: unknown, run: unknown, allocated: unknown, requested: unknown = -1): string {
  return `${number} ${submit} -1 ${run} ${allocated} -1 -1 ${requested} -1 -1 -1 -1 -1 -1 -1 -1 -1 -1`;
}

function read(text: string): Promise<ReadResult> {
  return readWorkload(text, { format: "swf", file: "a.swf" });
}

async function openLog(file: string): Promise<ReadableStream<Uint8Array> | undefined> {
  try {
    return (await Deno.open(new URL(file, DATA))).readable;
  } catch {
    return undefined;
  }
}

Deno.test("readWorkload() reads SWF: submit time, run time, processors and job number", async () => {
  const text = [
    "; Version: 2.2",
    ";",
    `\t ${job(7, 10, 60, 4, 8)}  `,
    "",
    job(3, 5, 30, -1, 8),
    ` ${job(9, 5, 1, 0, -1)}`,
    job(10, 11, "20.0", 2).replace(" -1 -1 ", " 552.21 .5e-3 "),
    job(0, 12, 4, 2).replace(/ -1 /, " 17 ") + " 19 nodes=a,b",
  ].join("\r\n");
  assertEquals(await read(text), {
    format: "swf",
    workload: {
      arrival: Float64Array.of(10, 5, 5, 11, 12),
      cpu: Float64Array.of(60, 30, 1, 20, 4),
      pid: Float64Array.of(7, 3, 9, 10, 0),
      processors: Uint32Array.of(4, 8, 1, 2, 2),
    },
    notes: ["1 of 5 jobs without a number of processors: counted as 1"],
    log: { waits: Float64Array.of(NaN, NaN, NaN, NaN, 17) },
  });
});

Deno.test("readWorkload() counts the jobs of SWF that have no positive run time", async () => {
  const { workload, notes } = await read([job(1, 0, -1, 1), job(2, 0, 5, 1), job(3, 0, 0, -1)].join("\n"));
  assertEquals(workload, { arrival: Float64Array.of(0), cpu: Float64Array.of(5), pid: Float64Array.of(2) });
  assertEquals(notes, ["2 of 3 jobs without a positive run time: left out"]);
  await assertRejects(
    () => read(job(1, 0, -1, 1)),
    WorkloadError,
    "log must be a list of jobs with positive run times",
  );
  await assertRejects(() => read("; nothing\n"), WorkloadError, 'got "no job"');
});

Deno.test("readWorkload() names line, column, field and value of every mistake in SWF", async () => {
  const text = [
    ";",
    job(1, 0, 1e300, 4),
    "2 0 -1 5",
    job(3, -1, 5, 4),
    job(4, 0, "x", 4),
    job(5.5, 0, 5, 4),
    job(6, 0, 5, 1.5),
    job(7, "9007199254740993", 5, 1),
    job(8, 0, "4503599627370496.5", 1),
    job(9, 0, 5, -1, 2 ** 32),
    job(10, 0, 5, 1),
    job(10, 0, 5, 1),
  ].join("\n");
  const error = await assertRejects(() => read(text), WorkloadError);
  assertEquals(error.message.split("\n"), [
    'a.swf:2:8: Cannot read workload: run time (field 4) must be a whole number from 1 to 9007199254740991, got "1e+300"',
    "a.swf:3:1: Cannot read workload: line must be a job of 18 fields, got 4",
    'a.swf:4:3: Cannot read workload: submit time (field 2) must be a whole number from 0 to 9007199254740991, got "-1"',
    'a.swf:5:8: Cannot read workload: run time (field 4) must be a number, got "x"',
    'a.swf:6:1: Cannot read workload: job number (field 1) must be a whole number from 0 to 9007199254740991, got "5.5"',
    "a.swf:7:10: Cannot read workload: allocated processors (field 5) must be a whole number from 1 to 4294967295, " +
    'got "1.5"',
    "a.swf:8:3: Cannot read workload: submit time (field 2) must be a whole number from 0 to 9007199254740991, " +
    'got "9007199254740993"',
    "a.swf:9:8: Cannot read workload: run time (field 4) must be a whole number from 1 to 9007199254740991, " +
    'got "4503599627370496.5"',
    "a.swf:10:19: Cannot read workload: requested processors (field 8) must be a whole number from 1 to 4294967295, " +
    'got "4294967296"',
    "a.swf:12: Cannot read process 2: pid must be unique, got 10 (process 1 has it already)",
  ]);
});

Deno.test("readWorkload() rounds fractions of seconds so that no job of SWF is shorter than it was, and says so", async () => {
  const lines = [
    job(1, 10.9, 0.2, 1).replace(/(-1 ){9}-1$/, "3.5 -1 -1 -1 -1 -1 -1 -1 -1 -1"),
    job(2, 11, "7.000", 1),
  ];
  const { workload, notes } = await read(lines.join("\n"));
  assertEquals([...workload.arrival], [10, 11]);
  assertEquals([...workload.cpu!], [1, 7]);
  assertEquals(notes, [
    "1 of 2 jobs with fractions of a second: run and requested times are rounded up, submit times down",
  ]);
});

Deno.test("readWorkload() reads SWF by a header of words, in the order that it names", async () => {
  const usual =
    "JobID Submit Wait RunTime NumProcs AvgCPU UsedMem ReqProcs ReqTime ReqMem Status User Group Exe Queue Part Pre Think";
  const own = "# id  run_time  submit_time  procs  colour";
  const first = await read(`${usual}\n${job(1, 5, 60, 4)}\n`);
  assertEquals([first.workload.arrival[0], first.workload.cpu![0]], [5, 60]);
  const second = await read(`${own.slice(2)}\n9 60 5 4 7\n`);
  assertEquals(second.workload, {
    arrival: Float64Array.of(5),
    cpu: Float64Array.of(60),
    pid: Float64Array.of(9),
    processors: Uint32Array.of(4),
  });
  for (const header of ["id submit colour", "submit run run"]) {
    const error = await assertRejects(() => read(`${header}\n1 2 3\n`), WorkloadError);
    assertStringIncludes(error.message, "header");
  }
});

Deno.test("readWorkload() says which machine a log of SWF was taken on", async () => {
  const machineOf = async (header: string) => (await read(`${header}\n${job(1, 0, 5, 1)}\n`)).log;
  assertEquals(await machineOf("; MaxNodes: 60\n; MaxProcs: 240"), { processors: 240, processorsFrom: "MaxProcs" });
  assertEquals(await machineOf(";MaxNodes: 60 (of 4)"), { processors: 60, processorsFrom: "MaxNodes" });
  assertEquals(await machineOf("; MaxProcs: -1\n; Note: MaxProcs: 7"), {});
});

/** A job with a status, queue, partition and preceding job. */
function placed(number: number, status: number, queue: number, partition: number, preceding = -1): string {
  return `${number} 0 -1 5 1 -1 -1 -1 -1 -1 ${status} -1 -1 -1 ${queue} ${partition} ${preceding} -1`;
}

Deno.test("readWorkload() counts status, queues, partitions and dependencies of SWF, and reads the jobs that were asked for", async () => {
  const lines = [
    placed(1, 1, 1, 1),
    placed(2, 0, 2, 1, 1),
    placed(3, 5, 1, 2),
    placed(4, 1, 1, 1),
    placed(4, 2, 1, 1),
    placed(4, 3, 1, 1),
    placed(5, -1, -1, -1),
  ];
  const text = lines.join("\n");
  const all = await read(text);
  assertEquals([...all.workload.arrival].length, 5);
  assertEquals(all.notes, [
    "2 lines of parts of a job's run: left out, the whole is read",
    "1 of 5 jobs after a preceding job: read as submitted when the log says, not when that one ends (see dependencies)",
    "2 of 5 jobs that failed or were cancelled: run like the others (see status)",
    "Jobs of 2 partitions: run as on one machine (see partition)",
    "Jobs of 2 queues: run as from one (see queue)",
  ]);
  const pidsOf = async (select: LogSelection) => {
    const { workload, notes } = await readWorkload(text, { format: "swf", select });
    assertStringIncludes(notes.join("\n"), "than was asked for: left out");
    return workload.pid === undefined ? [...workload.arrival.keys()].map((row) => row + 1) : [...workload.pid];
  };
  assertEquals(await pidsOf({ partitions: ["2"] }), [3]);
  assertEquals(await pidsOf({ queues: ["1"], partitions: ["1"] }), [1, 4]);
  assertEquals(await pidsOf({ statuses: ["completed", "unknown"] }), [1, 4, 5]);
  await assertRejects(
    () => readWorkload(text, { format: "swf", select: { partitions: ["7"] } }),
    WorkloadError,
    "log must be a list of jobs of the partitions, queues and statuses asked for",
  );
  await assertRejects(
    () => readWorkload(text, { format: "swf", select: { statuses: ["done" as JobStatus] } }),
    RangeError,
    'statuses must be among completed, failed, cancelled, unknown, got "done"',
  );
});

/** A job by number, submit time and run time, with its preceding job and think time. */
function following(number: number, submit: number, run: number, preceding: string): string {
  return `${number} ${submit} -1 ${run} 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 ${preceding}`;
}

Deno.test("readWorkload() makes jobs of SWF follow their preceding jobs where that is asked for", async () => {
  const lines = [
    following(1, 100, 10, "-1 -1"),
    following(2, 120, 5, "1 7"), // submitted 7 after job 1 has ended, whenever that is
    following(3, 130, 5, "1 -1"), // no think time: at 130, or when job 1 has ended
    following(4, 140, 5, "2 0.5"), // rounded up
    following(5, 150, 5, "9 3"), // after a job that is not in the log
    following(6, 160, 0, "-1 -1"), // left out
    following(7, 170, 5, "6 3"),
    following(8, 180, 5, "-1 3"), // a think time after nothing
  ];
  const { workload, notes } = await readWorkload(lines.join("\n"), {
    format: "swf",
    select: { dependencies: "follow" },
  });
  assertEquals([...workload.arrival], [100, 0, 130, 0, 150, 170, 180]);
  assertEquals([...workload.after!], [-1, 1, 1, 2, -1, -1, -1]);
  assertEquals([...workload.think!], [0, 7, 0, 1, 0, 0, 0]);
  assertEquals(notes, [
    "1 of 8 jobs without a positive run time: left out",
    "3 of 8 jobs after a preceding job: submitted when that one has ended and their think time is over",
    "2 of 8 jobs after a job that is not in the log or is left out: submitted when the log says",
  ]);
  const logged = await readWorkload(lines.join("\n"), { format: "swf", select: { dependencies: "log" } });
  assertEquals([logged.workload.after, logged.workload.think], [undefined, undefined]);
  assertEquals([...logged.workload.arrival], [100, 120, 130, 140, 150, 170, 180]);
});

Deno.test("readWorkload() refuses jobs of SWF that come after themselves, with the line", async () => {
  const cases: [string[], string][] = [
    [
      [following(1, 0, 5, "-1 -1"), following(2, 0, 5, "2 0")],
      "log.swf:2: Cannot read process 2: after must be the pid of another process, got 2",
    ],
    [
      [following(1, 0, 5, "3 0"), following(2, 0, 5, "1 0"), following(3, 0, 5, "2 0")],
      'log.swf:1: Cannot read process 1: after must be of a process that does not wait for it, got "1 after 3 after 2 after 1"',
    ],
    [[following(1, 0, 5, "1.5 0")], "log.swf:1:44: Cannot read workload: preceding job (field 17) must be"],
    [
      [following(1, 0, 5, "2 1e300"), following(2, 0, 5, "-1 -1")],
      "think time (field 18) must be a whole number from 0",
    ],
  ];
  for (const [lines, message] of cases) {
    const reading = readWorkload(lines.join("\n"), {
      format: "swf",
      file: "log.swf",
      select: { dependencies: "follow" },
    });
    await assertRejects(() => reading, WorkloadError, message);
  }
  await assertRejects(
    () => readWorkload("", { select: { dependencies: "both" as "log" } }),
    RangeError,
    'dependencies must be one of log, follow, got "both"',
  );
});

Deno.test("readWorkload() reads the NASA log", async (context) => {
  const file = "NASA-iPSC-1993-3.1-cln.swf.gz";
  const log = await openLog(file);
  await context.step({
    name: "18,066 of its 18,239 jobs",
    ignore: log === undefined,
    async fn() {
      const { workload, notes, log: machine } = await readWorkload(log!, { file });
      assertEquals(workload.cpu!.length, 18_066);
      assertEquals(notes[0], "173 of 18239 jobs without a positive run time: left out");
      assertEquals(machine, { processors: 128, processorsFrom: "MaxProcs" });
      assertEquals(workload.processors!.reduce((most, count) => Math.max(most, count)), 128);
    },
  });
});

Deno.test("readWorkload() reads the HPC2N log", async (context) => {
  const file = "HPC2N-sample.swf.gz";
  const log = await openLog(file);
  await context.step({
    name: "3,145 of its 3,170 jobs",
    ignore: log === undefined,
    async fn() {
      const { workload, notes } = await readWorkload(log!, { file });
      assertEquals(workload.cpu!.length, 3145);
      assertEquals(notes[0], "25 of 3170 jobs without a positive run time: left out");
    },
  });
});
