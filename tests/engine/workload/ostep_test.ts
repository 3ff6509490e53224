import { assertEquals, assertRejects } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { type ReadResult, readWorkload } from "../../../engine/workload/read.ts";

function read(text: string, ioTicks?: number): Promise<ReadResult> {
  return readWorkload(text, { format: "ostep", ioTicks });
}

/** The bursts of all jobs, I/O in negative. */
async function programs(text: string, ioTicks?: number): Promise<number[][]> {
  const { arrival, cpu, bursts } = (await read(text, ioTicks)).workload;
  return [...arrival].map((_, row) => {
    if (cpu !== undefined) return [cpu[row]];
    const [start, end] = bursts!.offset.subarray(row, row + 2);
    return [...bursts!.value.subarray(start, end)].map((ticks, index) => index % 2 === 0 ? ticks : -ticks);
  });
}

Deno.test("readWorkload() reads the jobs of mlfq.py", async () => {
  assertEquals(await read("0,180,0:100,20,0"), {
    format: "ostep",
    notes: [],
    workload: {
      arrival: Float64Array.of(0, 100),
      cpu: Float64Array.of(180, 20),
      names: ["Job 0", "Job 1"],
    },
  });
});

Deno.test("readWorkload() lets a job of mlfq.py ask for I/O every so many ticks, but not at its end", async () => {
  assertEquals(await programs("0,4,2:0,5,2:0,1,1:0,2,5:3,3,0"), [[2, -5, 2], [2, -5, 2, -5, 1], [1], [2], [3]]);
  assertEquals(await programs("0,3,1:0,1,0", 7), [[1, -7, 1, -7, 1], [1]]);
  assertEquals(await programs("0,2,1:0,1,0", 0), [[1, -0, 1], [1]]);
});

Deno.test("readWorkload() takes job strings as they are typed, with -l and -i", async () => {
  for (
    const text of ["-l 0,4,2 -i 3", "-i 3 -l 0,4,2", "0,4,2 -i 3\n", "--jlist=0,4,2 -i 3", ' -l "0, 4 ,2"  -i  3 \n']
  ) {
    assertEquals(await programs(text, 9), [[2, -3, 2]], text);
  }
});

Deno.test("readWorkload() tells the job lists of scheduler.py from those of mlfq.py", async () => {
  assertEquals(await programs("5,6"), [[5], [6]]);
  assertEquals(await programs("7"), [[7]]);
  assertEquals(await programs("1,2,3,4"), [[1], [2], [3], [4]]);
  assertEquals(await programs("0,180,0"), [[180]]);
  assertEquals(await programs("3,4,0"), [[4]]);
  assertEquals(await programs("5,6,7 -i 1"), [[6]]);
  assertEquals(await programs("5,6,7"), [[5], [6], [7]]);
  assertEquals((await read("5,6,7")).notes.length, 1);
  assertEquals((await read("5,6,7,8")).notes, []);
});

Deno.test("readWorkload() names line, column, job and value of every mistake in job strings", async () => {
  const error = await assertRejects(() => read("0,4,2:0,5:-1,3,0:\n 0,0,0:0,1.5,0:0,3,-1:"), WorkloadError);
  assertEquals(error.message.split("\n"), [
    'line 1, column 7: Cannot read process 2: job must be of three numbers: start,run,io, got "0,5"',
    'line 1, column 11: Cannot read process 3: start must be a whole number from 0 to 9007199254740991, got "-1"',
    'line 2, column 2: Cannot read process 4: run time must be a whole number from 1 to 9007199254740991, got "0"',
    'line 2, column 8: Cannot read process 5: run time must be a whole number from 1 to 9007199254740991, got "1.5"',
    'line 2, column 16: Cannot read process 6: I/O frequency must be a whole number from 0 to 9007199254740991, got "-1"',
    'line 2, column 23: Cannot read process 7: job must be of three numbers: start,run,io, got ""',
  ]);
  await assertRejects(() => read("5,,6"), WorkloadError, "line 1, column 3: Cannot read process 2: run time must be");
  await assertRejects(() => read("0,5,x"), WorkloadError, "input must be a job string such as");
  await assertRejects(() => read("-i 3"), WorkloadError, "input must be a job string such as");
  await assertRejects(
    () => read("0,5,1 -i -3"),
    WorkloadError,
    "line 1, column 10: Cannot read workload: input must be with -i",
  );
});

Deno.test("readWorkload() refuses a job that stands for more bursts than memory holds", async () => {
  await assertRejects(() => read("0,9007199254740991,1"), WorkloadError, "I/O frequency must be such that all jobs");
});
