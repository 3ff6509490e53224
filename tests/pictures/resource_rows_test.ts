import { assertEquals } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { resourceRows } from "../../pictures/resource_rows.ts";

Deno.test("resourceRows() has a row for each server of a device with a name, and one for who waits", () => {
  const program = [1, { io: 6, device: "disk" }, 1];
  const { transitions, metrics } = simulate(
    {
      processes: [{ bursts: program }, { bursts: program }, { bursts: program }, { bursts: [1, { io: 2 }] }],
      devices: { disk: 2 },
    },
    { policy: "fcfs", transitions: "full" },
  );
  const rows = resourceRows(transitions, metrics.makespan);
  assertEquals(rows.map(({ name, kind, isWaiting, spans }) => [name, kind, isWaiting, spans]), [
    ["I/O", "io", false, [{ pid: 4, start: 4, end: 6 }]],
    ["disk 1", "device", false, [{ pid: 1, start: 1, end: 7 }, { pid: 3, start: 7, end: 13 }]],
    ["disk 2", "device", false, [{ pid: 2, start: 2, end: 8 }]],
    ["disk queue", "device", true, [{ pid: 3, start: 3, end: 7 }]],
  ]);
});
