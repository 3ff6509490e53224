import { assertEquals, assertRejects } from "@std/assert";
import { detectFormat } from "../../../engine/workload/detect.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

const NAMES =
  "JobID SubmitTime WaitTime RunTime NProcs AverageCPUTimeUsed UsedMemory ReqNProcs ReqTime ReqMemory Status UserID GroupID ExecutableID " +
  "QueueID PartitionID OrigSiteID LastRunSiteID JobStructure JobStructureParams UsedNetwork UsedLocalDiskSpace UsedResources ReqPlatform " +
  "ReqNetwork ReqLocalDiskSpace ReqResources VOID ProjectID";
const UNKNOWN = Array(10).fill("-1").join(" ");
const JOBS = [
  `7 1105542700 5 30.5 2 3 -1 2 100 -1 0 user22 group0 app16 long -1 G1/site1 G1/site1 BoT ${UNKNOWN}`,
  `3 1105542624 0 3 -1 3 -1 4 -1 -1 1 user22 group0 app16 short -1 G1/site1 G1/site2 UNITARY ${UNKNOWN}`,
];

for (
  const [title, head] of [
    ["without a header", ""],
    ["with a header in a comment", `# The name of an archive\n# ${NAMES}\n`],
    ["with a header", `${NAMES}\n`],
  ]
) {
  Deno.test(`readWorkload() reads the Grid Workload Format ${title}`, async () => {
    const text = (head + JOBS.join("\n") + "\n").replaceAll(" ", "\t");
    assertEquals(detectFormat({ text }), "swf");
    assertEquals(await readWorkload(text), {
      format: "swf",
      workload: {
        arrival: Float64Array.of(76, 0),
        cpu: Float64Array.of(31, 3),
        pid: Float64Array.of(7, 3),
        processors: Uint32Array.of(2, 4),
        estimate: Float64Array.of(100, 0),
      },
      notes: [
        "1 of 2 jobs with fractions of a second: run and requested times are rounded up, submit times down",
        "1 of 2 jobs that failed or were cancelled: run like the others (see status)",
        "Jobs of 2 queues: run as from one (see queue)",
      ],
      log: { waits: Float64Array.of(5, 0) },
    });
    const { workload } = await readWorkload(text, { select: { queues: ["short"] } });
    assertEquals(workload.cpu, Float64Array.of(3));
  });
}

Deno.test("readWorkload() refuses words where the Grid Workload Format has numbers", async () => {
  const wrong = JOBS[0].replace("30.5", "long");
  await assertRejects(
    () => readWorkload(`${JOBS[1]}\n${wrong}\n`, { file: "a.gwf" }),
    WorkloadError,
    'a.gwf:2:16: Cannot read workload: run time (field 4) must be a number, got "long"',
  );
});
