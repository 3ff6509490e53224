import { assert, assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { Random } from "../../reference/random.ts";
import { seeds } from "../../reference/soak.ts";
import { boundaries, serviceIn } from "./service.ts";

Deno.test("simulate() gives OSTEP's 100, 50 and 250 tickets 20, 10 and 50 of 80 ticks under stride", () => {
  const processes = [100, 50, 250].map((tickets) => ({ bursts: 1_000, tickets }));
  const { timeline } = simulate({ processes }, { policy: "stride", quantum: 1, timeline: "full" });
  assertEquals(serviceIn(timeline, 0, 80), new Map([[1, 20], [2, 10], [3, 50]]));
  // Chapter 9's trace, with ties in the order of joining: A B C C C A C C ...
  assertEquals(timeline.slice(0, 3).map(({ pid }) => pid), [1, 2, 3]);
});

Deno.test("simulate() keeps service per ticket together under stride: no further apart than a quantum of one of them", () => {
  for (const seed of seeds(20)) {
    const random = new Random(seed);
    const quantum = random.int(1, 6);
    const processes = Array.from({ length: random.int(2, 6) }, () => ({ bursts: 400, tickets: random.int(1, 50) }));
    const { timeline } = simulate({ processes }, { policy: "stride", quantum, timeline: "full" });
    const together = Math.min(...processes.map((_, index) => timeline.findLast(({ pid }) => pid === index + 1)!.end));
    for (const time of boundaries(timeline, together)) {
      const service = serviceIn(timeline, 0, time);
      // The least pass is picked, and a pass grows by at most quantum / tickets before its holder is queued again.
      const passes = processes.map(({ tickets }, index) => (service.get(index + 1) ?? 0) / tickets);
      const bound = Math.max(...processes.map(({ tickets }) => quantum / tickets));
      const spread = Math.max(...passes) - Math.min(...passes);
      assert(spread <= bound + 1e-9, `seed ${seed}, time ${time}: ${spread} apart, not ${bound}`);
    }
  }
});

Deno.test("simulate() gives a process that was blocked no claim to the time it did not want under stride", () => {
  const workload = { processes: [{ bursts: [1, 500, 400] }, { bursts: 2_000 }] };
  const { timeline } = simulate(workload, { policy: "stride", quantum: 1, timeline: "full" });
  assertEquals(serviceIn(timeline, 501, 701), new Map([[1, 100], [2, 100]]));
});
