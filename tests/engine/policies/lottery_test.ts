import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { SplitMix64 } from "../../reference/splitmix64.ts";
import { seeds } from "../../reference/soak.ts";
import { serviceIn } from "./service.ts";

Deno.test("SplitMix64.next() gives the numbers that its authors' program gives for the seed 1234567", () => {
  // Steele, Lea and Flood's generator as in S. Vigna's splitmix64.c.
  const random = new SplitMix64(1234567);
  assertEquals([random.next(), random.next(), random.next()], [
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
  ]);
});

Deno.test("simulate() gives shares in proportion to tickets under lottery, within five standard deviations", () => {
  const tickets = [1, 2, 3, 10];
  const total = 16;
  for (const seed of seeds(10)) {
    const processes = tickets.map((count) => ({ bursts: 20_000, tickets: count }));
    const { timeline } = simulate({ processes }, { policy: "lottery", quantum: 1, seed, timeline: "full" });
    const draws = 8_000;
    const service = serviceIn(timeline, 0, draws);
    for (const [index, count] of tickets.entries()) {
      const share = count / total;
      const deviation = Math.sqrt(draws * share * (1 - share));
      const got = service.get(index + 1) ?? 0;
      assert(Math.abs(got - draws * share) <= 5 * deviation, `seed ${seed}: ${count} tickets got ${got}`);
    }
  }
});

Deno.test("simulate() gives the same lottery for the same seed and another for another", () => {
  const workload = { processes: [1, 2, 3].map((tickets) => ({ bursts: 30, tickets })) };
  const run = (seed: number) => simulate(workload, { policy: "lottery", quantum: 1, seed, timeline: "full" }).timeline;
  assertEquals(run(7), run(7));
  assertNotEquals(run(7), run(8));
});

Deno.test("simulate() draws the same whether decisions are recorded or not", () => {
  const workload = {
    processes: [5, 1, 3, 1].map((tickets, index) => ({ arrival: index, bursts: [9, 2, 9], tickets })),
  };
  const options = { policy: "lottery", quantum: 2, cpus: 2 } as const;
  const recorded = simulate(workload, { ...options, decisions: "full" });
  assertEquals(recorded.processes, simulate(workload, options).processes);
  for (const { pid, candidates } of recorded.decisions) {
    assertEquals(candidates.map(({ key }) => key), candidates.map((candidate) => candidate.pid === pid ? 0 : 1));
  }
});
