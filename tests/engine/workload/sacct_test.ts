import { assertEquals, assertRejects } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

const HEADER = "JobID|JobName|Partition|Submit|Start|Elapsed|Timelimit|AllocCPUS|State";
const ROWS = [
  "41|sleep|batch|2024-05-01T12:00:10|2024-05-01T12:00:15|00:10:00|01:00:00|4|COMPLETED",
  "41.batch|batch||2024-05-01T12:00:15|2024-05-01T12:00:15|00:10:00||4|COMPLETED",
  "42_1|a b|gpu|2024-05-01T12:00:00|2024-05-01T12:01:00|1-00:00:05|UNLIMITED|64|CANCELLED by 1000",
  "43|wait|batch|2024-05-01T13:00:00|Unknown|00:00:00|01:00:00|1|PENDING",
];

Deno.test("readWorkload() reads what sacct prints, with bars or as CSV, in seconds after the first submission", async () => {
  const text = [HEADER, ...ROWS, ""].join("\n");
  const csv = text.replaceAll("|", ",");
  for (const input of [text, csv, csv.replace("sleep", '"sleep, ""10"""')]) {
    assertEquals(await readWorkload(input), {
      format: "csv",
      workload: {
        arrival: Float64Array.of(10, 0),
        cpu: Float64Array.of(600, 86_405),
        names: ["41", "42_1"],
        processors: Uint32Array.of(4, 64),
        estimate: Float64Array.of(3600, 0),
      },
      notes: [
        "1 of 3 jobs without a positive run time: left out",
        "1 line of parts of a job's run: left out, the whole is read",
        "1 of 3 jobs that failed or were cancelled: run like the others (see status)",
        "Jobs of 2 partitions: run as on one machine (see partition)",
      ],
      log: { waits: Float64Array.of(5, 60) },
    });
  }
});

Deno.test("readWorkload() reads raw times of sacct, and the jobs of a partition", async () => {
  const text = "Submit|JobID|ElapsedRaw|TimelimitRaw|NCPUS|Partition\n1714564810|7|90|2|8|a\n1714564800|8|5|1|1|b\n";
  const { workload } = await readWorkload(text, { select: { partitions: ["a"] } });
  assertEquals([workload.cpu![0], workload.estimate![0], workload.processors![0]], [90, 120, 8]);
});

Deno.test("readWorkload() names line, field and value of every mistake in a list of sacct's", async () => {
  const rows = [
    "1|n|p|yesterday|Unknown|00:10:00||1|FAILED",
    "2|n|p|2024-05-01T12:00:00|Unknown|ten||1|FAILED",
    "3|n|p",
  ];
  const error = await assertRejects(() => readWorkload([HEADER, ...rows].join("\n")), WorkloadError);
  assertEquals(error.message.split("\n"), [
    'line 2: Cannot read workload: Submit must be a time such as 2024-05-01T12:00:00, got "yesterday"',
    'line 3: Cannot read workload: elapsed time must be a time such as 1-02:30:00, got "ten"',
    "line 4: Cannot read workload: line must be one of 9 cells, as the header, got 3",
  ]);
});
