import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { affinityText, parseAffinity } from "../../../engine/workload/_membership.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

const read = async (text: string) => (await readWorkload(new Blob([text]).stream(), { format: "csv" })).workload;

Deno.test("parseAffinity() reads indices and ranges, and nothing else", () => {
  assertEquals(parseAffinity("0"), [0]);
  assertEquals(parseAffinity(" 0 2  4-7 "), [0, 2, 4, 5, 6, 7]);
  for (const text of ["", "-", "1-", "3-1", "0,1", "1024", "1 1", "0-2 1", "a", "-1", "0.5"]) {
    assertEquals(parseAffinity(text), undefined, text);
  }
});

Deno.test("affinityText() writes what parseAffinity() reads", () => {
  assertEquals(affinityText([7, 0, 2, 3, 5, 6]), "0 2 3 5-7");
  for (const cpus of [[0], [0, 1], [0, 1, 2], [1, 3, 5], [1023]]) assertEquals(parseAffinity(affinityText(cpus)), cpus);
});

Deno.test("readWorkload() reads affinity and group from CSV, and says what is wrong with them", async () => {
  const { affinity, group } = await read("bursts,affinity,group\n3,0-1,web\n2,,\n4,1 0,web\n");
  assertEquals(affinity, { of: Uint32Array.of(1, 0, 1), sets: [[0, 1]] });
  assertEquals(group, { of: Uint32Array.of(1, 0, 1), names: ["web"] });
  await assertRejects(() => read("bursts,affinity\n3,0-\n"), WorkloadError, "affinity must be a list of CPU indices");
});

Deno.test("toColumns() refuses an affinity that is no list of indices, and columns that do not fit", () => {
  for (const affinity of [[], [-1], [0, 0], [1.5], [1024], 3, "0"]) {
    const process = { bursts: 1, affinity: affinity as number[] };
    assertThrows(() => toColumns({ processes: [process] }), WorkloadError, "affinity must be a list");
  }
  const columns = { arrival: Float64Array.of(0), cpu: Float64Array.of(1) };
  const affinity = { of: Uint32Array.of(2), sets: [[0]] };
  assertThrows(() => toColumns({ ...columns, affinity }), TypeError, "affinity.of[0] must be from 0 to 1, got 2");
  assertThrows(
    () => toColumns({ ...columns, group: { of: new Uint32Array(2), names: [] } }),
    TypeError,
    "group.of must be a Uint32Array of 1 entries, got 2",
  );
});
