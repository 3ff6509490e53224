import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

const PROFILES = {
  short: { type: "delay", delay: 12.5 },
  twice: { type: "composed", repeat: 2, seq: ["short", "short"] },
  work: { type: "parallel_homogeneous", cpu: 1e9, com: 0 },
  none: { type: "delay", delay: 0 },
};

function read(jobs: unknown[], more: object = { nb_res: 8 }) {
  return readWorkload(JSON.stringify({ ...more, jobs, profiles: PROFILES }), { file: "a.json" });
}

Deno.test("readWorkload() reads Batsim's jobs with the times of their profiles, and its machine", async () => {
  const result = await read([
    { id: "w!1", subtime: 0.5, walltime: 100, res: 4, profile: "short" },
    { id: 2, subtime: 3, res: 8, profile: "twice", walltime: 20 },
    { id: 3, subtime: 3, res: 8, profile: "work" },
    { id: 4, subtime: 3, res: 8, profile: "none" },
  ]);
  assertEquals(result, {
    format: "json",
    workload: {
      arrival: Float64Array.of(0, 3),
      cpu: Float64Array.of(13, 50),
      names: ["w!1", "2"],
      processors: Uint32Array.of(4, 8),
      estimate: Float64Array.of(100, 20),
    },
    notes: [
      "1 of 4 jobs without a positive run time: left out",
      "1 of 4 jobs with fractions of a second: run and requested times are rounded up, submit times down",
      "1 of 4 jobs whose time depends on a platform: left out",
      "1 of 4 jobs longer than their walltime: run to their end",
    ],
    log: { processors: 8, processorsFrom: "nb_res" },
  });
});

Deno.test("readWorkload() names the field and value of every mistake in Batsim's jobs", async () => {
  const good = { id: 1, subtime: 0, res: 1, profile: "short" };
  const cases: [object, string][] = [
    [{ ...good, subtime: -1 }, "subtime must be a number of seconds from 0, got -1"],
    [{ ...good, subtime: "1" }, "subtime must be a number of seconds from 0"],
    [{ ...good, res: 0 }, "res must be a whole number from 1"],
    [{ ...good, profile: "gone" }, 'profile must be the name of a profile with a time above 0, got "gone"'],
    [{ ...good, profile: "toString" }, "profile must be the name of a profile with a time above 0"],
    [{ subtime: 0, res: 1, profile: "short" }, "id must be"],
    [{ ...good, walltime: "1" }, "walltime must be a number of seconds"],
  ];
  for (const [job, message] of cases) {
    const error = await assertRejects(() => read([job]), WorkloadError);
    assertStringIncludes(error.message, message);
  }
  await assertRejects(() => read([{ ...good, profile: "work" }], {}), WorkloadError, "jobs with times of their own");
});

Deno.test("readWorkload() refuses profiles of Batsim that are composed of themselves", async () => {
  const profiles = { loop: { type: "composed", seq: ["loop", "loop"] } };
  const text = JSON.stringify({ jobs: [{ id: 1, subtime: 0, res: 1, profile: "loop" }], profiles });
  await assertRejects(() => readWorkload(text), WorkloadError, "profile must be");
});
