import { assert, assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
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
  assertEquals(rows("silberschatz-periodic"), [[0, 25], [0, 35]]);
  assertEquals([...toColumns(exampleWorkload("silberschatz-periodic")!.workload).period!], [50, 80]);
  assertEquals(rows("ostep-convoy"), [[0, 100], [0, 10], [0, 10]]);
  assertEquals(rows("ostep-late"), [[0, 100], [10, 10], [10, 10]]);
  assertEquals(rows("ostep-response"), [[0, 5], [0, 5], [0, 5]]);
  assertEquals(rows("ostep-mlfq"), [[0, 180], [100, 20]]);
});

Deno.test("the periodic tasks of EXAMPLE_WORKLOADS do what their summary says: rm misses at tick 80, edf never", () => {
  const { workload } = exampleWorkload("silberschatz-periodic")!;
  const [rm, edf] = (["rm", "edf"] as const).map((policy) => simulate(workload, { policy, timeline: "full" }));
  // The book's figure: P1 0-25, P2 25-50, P1 50-75, P2 75-85, which was due at 80.
  assertEquals(rm.timeline.slice(0, 4).map(({ pid, start, end }) => [rm.processes[pid - 1].name, start, end]), [
    ["T1.1", 0, 25],
    ["T2.1", 25, 50],
    ["T1.2", 50, 75],
    ["T2.1", 75, 85],
  ]);
  assertEquals([rm.deadlines!.misses, rm.deadlines!.latenessMax, rm.deadlines!.hyperperiod], [1, 5, 400]);
  // And under EDF: P1 0-25, P2 25-60, P1 60-85, P2 85-100, P1 100-125.
  assertEquals(edf.timeline.slice(0, 5).map(({ end }) => end), [25, 60, 85, 100, 125]);
  assertEquals(edf.deadlines!.misses, 0);
});

Deno.test("exampleWorkload() finds by name, and the first is the one to begin with", () => {
  assertEquals(exampleWorkload("stallings"), EXAMPLE_WORKLOADS[0]);
  assertEquals(exampleWorkload("printer")!.workload.processes.length, 3);
  assertEquals(exampleWorkload("Stallings"), undefined);
});
