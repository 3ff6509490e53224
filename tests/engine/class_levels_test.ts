// Under mlq a process has its class from the beginning: its control block says so before it has run.
import { assertEquals } from "@std/assert";
import { Simulation } from "../../engine/simulation.ts";

Deno.test("Simulation.controlBlock() has the class of who waits under mlq, also of one that comes after another", () => {
  const processes = [
    { name: "A", bursts: 5, priority: 0 },
    { name: "B", bursts: 2, priority: 2 },
    { name: "C", arrival: 1, bursts: 2, priority: 1 },
    { name: "D", after: 1, bursts: 2, priority: 2 },
  ];
  const simulation = new Simulation({ processes }, { policy: "mlq", quanta: [2, 2, 2] });
  const levels = () => [1, 2, 3, 4].map((pid) => simulation.controlBlock(pid).level);
  simulation.step({ until: 1 });
  assertEquals(levels(), [0, 2, 1, null]);
  simulation.step({ until: 5 });
  assertEquals(levels(), [0, 2, 1, 2]);
});
