// JSON and YAML as programs write them: each shape of fixtures/objects.ts is read, with the line that says what was understood, or
// refused with what to write instead.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { OBJECT_REFUSALS, OBJECT_SHAPES } from "./fixtures/objects.ts";
import { rowsOf } from "./fixtures/rows.ts";

for (const { title, text, columns, tick, rows, notes, settings } of OBJECT_SHAPES) {
  Deno.test(`readWorkload() reads objects: ${title}`, async () => {
    // JSON is YAML, and its places are found by other means.
    for (const format of ["json", "yaml"] as const) {
      if (format === "yaml" && /\}\n\{/.test(text)) continue;
      const result = await readWorkload(text, { columns, tick, format });
      assertEquals({ rows: rowsOf(result.workload), notes: result.notes, settings: result.settings }, {
        rows,
        notes,
        settings,
      });
    }
    assertEquals((await readWorkload(text, { columns, tick })).format, "json");
  });
}

for (const { title, text, columns, tick, says } of OBJECT_REFUSALS) {
  Deno.test(`readWorkload() refuses objects and says what to write: ${title}`, async () => {
    const error = await assertRejects(() => readWorkload(text, { columns, tick, file: "a.json" }), WorkloadError);
    for (const part of says) assert(error.message.includes(part), `${part}\nis not in\n${error.message}`);
  });
}

Deno.test("readWorkload() reads YAML of programs, and bounds what its aliases stand for", async () => {
  const text = "# a\nquantum: 2\njobs:\n  - {id: A, arrival: 0, cpu: 3ms}\n  - {id: B, arrival: 2ms, cpu: 0.5ms}\n";
  const { workload, notes } = await readWorkload(text);
  assertEquals(rowsOf(workload), "A 0 30; B 20 5");
  assertEquals(notes, [
    "columns: id → name, cpu → bursts",
    "a tick is 0.1 ms",
    "the file says quantum 20",
  ]);
  const list = `[${Array(500).fill("1").join(",")},1]`;
  const bomb = `a: &a ${list}\njobs:\n${"- {id: x, cpu: *a}\n".repeat(2000)}`;
  await assertRejects(() => readWorkload(bomb, { format: "yaml" }), WorkloadError, "bursts of all processes together");
});

Deno.test("readWorkload() refuses names by place where processes are objects, which have no order", async () => {
  const text = '[{"a": 1, "b": 3}]';
  await assertRejects(() => readWorkload(text, { columns: "a=arrival,b=bursts,c=-" }), WorkloadError, "renamed, c");
  await assertRejects(
    () => readWorkload('[{"burst": 1}]', { columns: "bursts" }),
    RangeError,
    "columns must be renamings",
  );
  assertEquals(rowsOf((await readWorkload(text, { columns: "a=arrival,b=bursts" })).workload), "1 1 3");
});

Deno.test("readWorkload() takes what stands beside the processes for a quantum, a policy and the machine", async () => {
  const read = (beside: string, burst: unknown = 3) =>
    readWorkload(`{${beside}, "processes": [{"name": "A", "burst": ${JSON.stringify(burst)}, "memory": 5}]}`);
  const { settings, notes } = await read(
    '"quantum": 2, "cpus": 2, "contextSwitch": 1, "memory": 100, "algorithm": "rr"',
  );
  assertEquals(settings, { policy: "rr", quantum: 2, cpus: 2, switchCost: 1, memory: 100 });
  assert(notes.includes("the file says policy rr and quantum 2 and cpus 2 and switch-cost 1 and memory 100"));
  const finer = await read('"timeQuantum": "2ms", "switch_cost": "0.5ms"', "3ms");
  assertEquals([finer.settings, finer.tick?.text], [{ quantum: 20, switchCost: 5 }, "0.1 ms"]);
  for (const wrong of ['"cpus": 0', '"switchCost": -1', '"memory": "much"', '"quantum": 0']) {
    await assertRejects(() => read(wrong), WorkloadError, "must be a whole number");
  }
});
