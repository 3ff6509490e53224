import { assert, assertEquals } from "@std/assert";
import { toColumns } from "../../../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS, exampleWorkload } from "../../../engine/workload/examples.ts";

Deno.test("EXAMPLE_WORKLOADS are valid, have names of their own, and say where they are from", () => {
  for (const { name, summary, source, workload } of EXAMPLE_WORKLOADS) {
    assert(/^[a-z]+(-[a-z]+)*$/.test(name) && summary.length > 20 && source.length > 10);
    assertEquals(workload.name, name);
    toColumns(workload);
  }
  assertEquals(new Set(EXAMPLE_WORKLOADS.map(({ name }) => name)).size, EXAMPLE_WORKLOADS.length);
});

Deno.test("EXAMPLE_WORKLOADS have the figures of the books", () => {
  const rows = (name: string) => {
    const { arrival, cpu } = toColumns(exampleWorkload(name)!.workload);
    return [...arrival].map((tick, row) => [tick, cpu![row]]);
  };
  assertEquals(rows("stallings"), [[0, 3], [2, 6], [4, 4], [6, 5], [8, 2]]);
  assertEquals(rows("silberschatz-fcfs"), [[0, 24], [0, 3], [0, 3]]);
  assertEquals(rows("silberschatz-sjf"), [[0, 6], [0, 8], [0, 7], [0, 3]]);
  assertEquals(rows("silberschatz-srtf"), [[0, 8], [1, 4], [2, 9], [3, 5]]);
  assertEquals(rows("silberschatz-priority"), [[0, 10], [0, 1], [0, 2], [0, 1], [0, 5]]);
  assertEquals(rows("ostep-convoy"), [[0, 100], [0, 10], [0, 10]]);
  assertEquals(rows("ostep-late"), [[0, 100], [10, 10], [10, 10]]);
  assertEquals(rows("ostep-response"), [[0, 5], [0, 5], [0, 5]]);
  assertEquals(rows("ostep-mlfq"), [[0, 180], [100, 20]]);
});

Deno.test("exampleWorkload() finds by name, and the first is the one to begin with", () => {
  assertEquals(exampleWorkload("stallings"), EXAMPLE_WORKLOADS[0]);
  assertEquals(exampleWorkload("printer")!.workload.processes.length, 3);
  assertEquals(exampleWorkload("Stallings"), undefined);
});
