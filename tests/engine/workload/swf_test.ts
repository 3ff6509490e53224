import { assertEquals, assertRejects } from "@std/assert";
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
  ].join("\r\n");
  assertEquals(await read(text), {
    format: "swf",
    workload: {
      arrival: Float64Array.of(10, 5, 5, 11),
      cpu: Float64Array.of(60, 30, 1, 20),
      pid: Float64Array.of(7, 3, 9, 10),
      processors: Uint32Array.of(4, 8, 1, 2),
    },
    notes: ["1 of 4 jobs without a number of processors: counted as 1"],
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
    job(1, 0, 5.5, 4),
    "2 0 -1 5",
    job(3, -1, 5, 4),
    job(4, 0, "x", 4),
    job(5, 0, 5, 4) + " 1",
    job(6, 0, 5, 1.5),
    job(7, "9007199254740993", 5, 1),
    job(8, 0, "4503599627370496.5", 1),
    job(9, 0, 5, -1, 2 ** 32),
    job(10, 0, 5, 1),
    job(10, 0, 5, 1),
  ].join("\n");
  const error = await assertRejects(() => read(text), WorkloadError);
  assertEquals(error.message.split("\n"), [
    'a.swf:2:8: Cannot read workload: run time (field 4) must be a whole number from 1 to 9007199254740991, got "5.5"',
    "a.swf:3:1: Cannot read workload: line must be a job of 18 fields, got 4",
    'a.swf:4:3: Cannot read workload: submit time (field 2) must be a whole number from 0 to 9007199254740991, got "-1"',
    'a.swf:5:8: Cannot read workload: run time (field 4) must be a number, got "x"',
    "a.swf:6:1: Cannot read workload: line must be a job of 18 fields, got 19",
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

Deno.test("readWorkload() reads the NASA log", async (context) => {
  const file = "NASA-iPSC-1993-3.1-cln.swf.gz";
  const log = await openLog(file);
  await context.step({
    name: "18,066 of its 18,239 jobs",
    ignore: log === undefined,
    async fn() {
      const { workload, notes } = await readWorkload(log!, { file });
      assertEquals(workload.cpu!.length, 18_066);
      assertEquals(notes, ["173 of 18239 jobs without a positive run time: left out"]);
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
      assertEquals(notes, ["25 of 3170 jobs without a positive run time: left out"]);
    },
  });
});
