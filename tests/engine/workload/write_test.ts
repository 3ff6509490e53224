import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Workload } from "../../../engine/workload.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import type { WorkloadFormat } from "../../../engine/workload/format.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { writeWorkload } from "../../../engine/workload/write.ts";
import { ticks, workload } from "./arbitraries.ts";
import { soakCount } from "../../reference/soak.ts";

function write(workload: Workload, format: WorkloadFormat): { text: string; notes: string[] } {
  const notes: string[] = [];
  const text = [...writeWorkload(workload, format, { onNote: (note) => notes.push(note) })].join("");
  return { text, notes };
}

/** What is read from what was written must be the workload again. */
async function assertRoundTrip(workload: Workload, format: WorkloadFormat): Promise<void> {
  const { text, notes } = write(workload, format);
  assertEquals(notes, []);
  // What is written of the machine is as large as the widest job.
  const columns = toColumns(workload);
  const processors = columns.processors?.reduce((most, count) => Math.max(most, count)) ?? 1;
  const machine = format === "swf" ? { log: { processors, processorsFrom: "MaxProcs" } } : {};
  assertEquals(await readWorkload(text), { format, notes: [], workload: columns, ...machine });
}

const example: Workload = {
  name: "进程",
  processes: [
    { name: 'a "b", c', arrival: 1, bursts: [3, 2, { cpu: 4 }], priority: -1 },
    { bursts: [1, { lock: "the printer" }, 2, { io: 0 }, 1, { unlock: "the printer" }], processors: 3 },
  ],
};

Deno.test("writeWorkload() writes JSON and YAML with a process a line", () => {
  assertEquals(
    write(example, "json").text,
    `{
  "name": "进程",
  "processes": [
    { "name": "a \\"b\\", c", "arrival": 1, "bursts": [3, { "io": 2 }, 4], "priority": -1, "processors": 1 },
    { "arrival": 0, "bursts": [1, { "lock": "the printer" }, 2, { "io": 0 }, 1, { "unlock": "the printer" }], "priority": 0, "processors": 3 }
  ]
}
`,
  );
  assertEquals(
    write(example, "yaml").text,
    `name: "进程"
processes:
  - { name: "a \\"b\\", c", arrival: 1, bursts: [3, { io: 2 }, 4], priority: -1, processors: 1 }
  - { arrival: 0, bursts: [1, { lock: "the printer" }, 2, { io: 0 }, 1, { unlock: "the printer" }], priority: 0, processors: 3 }
`,
  );
});

Deno.test("writeWorkload() writes CSV with the columns that there are, and says what is lost", () => {
  assertEquals(write(example, "csv"), {
    text: 'name,arrival,bursts,priority,processors\n"a ""b"", c",1,3 io 2 4,-1,1\n' +
      ',0,"1 lock ""the printer"" 2 io 0 1 unlock ""the printer""",0,3\n',
    notes: ["CSV has no place for the workload's name: left out"],
  });
});

Deno.test("writeWorkload() writes SWF with a header, and says what is lost", () => {
  const workload = { processes: [{ pid: 7, name: "x", arrival: 5, bursts: 60, processors: 4, priority: 1 }] };
  assertEquals(write(workload, "swf"), {
    text: "; Version: 2.2\n; MaxJobs: 1\n; MaxRecords: 1\n; MaxProcs: 4\n" +
      "7 5 -1 60 4 -1 -1 4 -1 -1 1 -1 -1 -1 -1 -1 -1 -1\n",
    notes: ["SWF has no place for names: left out", "SWF has no place for priorities: left out"],
  });
});

Deno.test("writeWorkload() writes job strings of OSTEP, and says what is lost", () => {
  const workload = {
    processes: [
      { pid: 7, arrival: 5, bursts: [2, 3, 2, 3, 1], priority: 1, processors: 2 },
      { bursts: 4, name: "x" },
    ],
  };
  const { text, notes } = write(workload, "ostep");
  assertEquals(text, "-l 5,5,2:0,4,0 -i 3\n");
  assertEquals(notes.length, 4);
  assertEquals(write({ processes: [{ bursts: 5 }] }, "ostep"), { text: "-l 0,5,0 -i 5\n", notes: [] });
});

Deno.test("writeWorkload() refuses what a format cannot express, before it gives any text", () => {
  const cases: [WorkloadFormat, Workload, string][] = [
    ["swf", example, "Cannot write SWF: bursts must be one CPU burst in each process, got 3 entries in process 1"],
    [
      "ostep",
      { processes: [{ bursts: 1 }, example.processes[1]] },
      "bursts must be CPU and I/O, got a lock operation in process 2",
    ],
    [
      "ostep",
      { processes: [{ bursts: [1, 2, 2] }] },
      "CPU bursts must be of one length (1) or, the last one, shorter, got 2 in process 1",
    ],
    [
      "ostep",
      { processes: [{ bursts: [2, 2, 1, 2, 1] }] },
      "CPU bursts must be of one length (2) or, the last one, shorter, got 1 in process 1",
    ],
    [
      "ostep",
      { processes: [{ bursts: [2, 2, 1] }, { bursts: [2, 3, 1] }] },
      "I/O bursts must be of one length (2), got 3 in process 2",
    ],
    [
      "ostep",
      { processes: [{ bursts: [2 ** 53 - 1, 2, 2 ** 53 - 1] }] },
      "a run time must be at most 9007199254740991",
    ],
  ];
  for (const [format, workload, message] of cases) {
    assertThrows(() => writeWorkload(workload, format), RangeError, message);
  }
  assertThrows(() => writeWorkload(example, "xml" as "csv"), RangeError, "format must be one of");
  assertThrows(() => writeWorkload({ processes: [{ bursts: 0 }] }, "csv"), WorkloadError);
});

Deno.test("writeWorkload() writes JSON and YAML that read as the same workload", async () => {
  await fc.assert(
    fc.asyncProperty(workload, async (workload) => {
      await assertRoundTrip(workload, "json");
      await assertRoundTrip(workload, "yaml");
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("writeWorkload() writes CSV that reads as the same workload, but for its name", async () => {
  await fc.assert(
    fc.asyncProperty(workload, async ({ processes }) => {
      await assertRoundTrip({ processes }, "csv");
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("writeWorkload() writes SWF that reads as the same workload", async () => {
  const job = fc.record({ arrival: ticks(0), bursts: ticks(1), processors: fc.integer({ min: 1, max: 2 ** 32 - 1 }) });
  const jobs = fc.uniqueArray(fc.record({ pid: ticks(1), job }), { minLength: 1, selector: ({ pid }) => pid });
  await fc.assert(
    fc.asyncProperty(jobs, async (jobs) => {
      await assertRoundTrip({ processes: jobs.map(({ pid, job }) => ({ pid, ...job })) }, "swf");
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("writeWorkload() writes job strings of OSTEP that read as the same workload", async () => {
  const job = fc.record({
    arrival: ticks(0),
    every: fc.integer({ min: 1, max: 1e6 }),
    count: fc.nat(4),
    last: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(job, { minLength: 1 }), ticks(0), async (jobs, io) => {
      const processes = jobs.map(({ arrival, every, count, last }, index) => {
        const bursts = [...Array.from({ length: count }, () => [every, io]).flat(), last % every + 1];
        return { name: `Job ${index}`, arrival, bursts };
      });
      await assertRoundTrip({ processes }, "ostep");
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("writeWorkload() gives a large workload in chunks, as they are asked for", async () => {
  const rows = 200_000;
  const columns = { arrival: new Float64Array(rows).map((_, row) => row), cpu: new Float64Array(rows).fill(7) };
  const chunks = [...writeWorkload(columns, "csv")];
  assert(chunks.length > 10);
  assert(chunks.every((chunk) => chunk.length < 70_000));
  const stream = ReadableStream.from(writeWorkload(columns, "csv")).pipeThrough(new TextEncoderStream());
  assertEquals((await readWorkload(stream)).workload, columns);
  const [first] = writeWorkload(columns, "json");
  assert(first.startsWith("{"));
});
