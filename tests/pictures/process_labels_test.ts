import { assertEquals } from "@std/assert";
import { RowsByPid } from "../../pictures/_rows_by_pid.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { Random } from "../reference/random.ts";
import { seeds } from "../reference/soak.ts";

Deno.test("RowsByPid finds every pid and no other, as a map does", () => {
  for (const seed of seeds(20)) {
    const random = new Random(seed);
    const pids = new Set<number>();
    while (pids.size < 500) pids.add(random.int(1, random.chance(0.5) ? 1000 : Number.MAX_SAFE_INTEGER));
    const rows = new RowsByPid(Float64Array.from(pids));
    [...pids].forEach((pid, row) => assertEquals(rows.find(pid), row, `seed ${seed}`));
    for (let pid = 1; pid < 1000; pid++) if (!pids.has(pid)) assertEquals(rows.find(pid), -1, `seed ${seed}`);
  }
  assertEquals(new RowsByPid(new Float64Array()).find(1), -1);
});

Deno.test("ProcessLabels takes more pids than a map can hold", () => {
  const count = 2 ** 24 + 10;
  const pid = new Float64Array(count);
  for (let row = 0; row < count; row++) pid[row] = 3 * (count - row);
  const labels = new ProcessLabels({ arrival: new Float64Array(count), cpu: pid, pid });
  assertEquals([labels.index(3), labels.index(3 * count), labels.index(4)], [count - 1, 0, -1]);
});
