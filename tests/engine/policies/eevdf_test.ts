import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { Random } from "../../reference/random.ts";
import { seeds } from "../../reference/soak.ts";
import { boundaries, serviceIn } from "./service.ts";

const WEIGHT: Readonly<Record<number, number>> = {
  [-10]: 9548,
  [-5]: 3121,
  [-1]: 1277,
  0: 1024,
  1: 820,
  5: 335,
  10: 110,
};

Deno.test("simulate() keeps every lag under eevdf within a slice, at any time", () => {
  for (const seed of seeds(15)) {
    const random = new Random(seed);
    const nice = Array.from({ length: random.int(2, 12) }, () => Number(random.pick(Object.keys(WEIGHT))));
    const slice = random.int(1, 20);
    const processes = nice.map((value) => ({ bursts: 2_000, nice: value }));
    const options = { policy: "eevdf", slice, runToParity: random.chance(0.5), timeline: "full" } as const;
    const { timeline } = simulate({ processes }, options);
    const together = Math.min(...nice.map((_, index) => timeline.findLast(({ pid }) => pid === index + 1)!.end));
    const sum = nice.reduce((total, value) => total + WEIGHT[value], 0);
    for (const time of boundaries(timeline, together)) {
      const service = serviceIn(timeline, 0, time);
      for (const [index, value] of nice.entries()) {
        // Stoica and Abdel-Wahab's theorem 1: a lag is between minus and plus the greatest request, here for whole
        // ticks and with the virtual time rounded down.
        const lag = time * WEIGHT[value] / sum - (service.get(index + 1) ?? 0);
        assert(Math.abs(lag) <= slice + 1, `seed ${seed}: lag ${lag} of ${index + 1} at ${time} with slice ${slice}`);
      }
    }
  }
});

Deno.test("simulate() divides the CPU by weight under eevdf: nice 0 and 5 as 1024 to 335", () => {
  const { timeline } = simulate(
    { processes: [{ bursts: 40_000 }, { bursts: 40_000, nice: 5 }] },
    { policy: "eevdf", timeline: "full" },
  );
  assertAlmostEquals(serviceIn(timeline, 0, 30_000).get(2)! / 30_000, 335 / 1359, 0.001);
});

Deno.test("simulate() runs no process under eevdf that is not eligible while another is", () => {
  for (const seed of seeds(15)) {
    const random = new Random(seed);
    const processes = Array.from({ length: random.int(2, 9) }, () => ({
      arrival: random.int(0, 30),
      bursts: [random.int(1, 40), random.int(1, 20), random.int(1, 40)],
      nice: random.int(-5, 5),
    }));
    const { decisions } = simulate({ processes }, { policy: "eevdf", slice: random.int(1, 9), decisions: "full" });
    for (const { candidates } of decisions) {
      const isEligible = candidates.map(({ key }) => key < 2 ** 40);
      assert(isEligible[0] || isEligible.every((eligible) => !eligible), Deno.inspect(candidates));
    }
  }
});

Deno.test("simulate() lets a running process finish its slice under eevdf unless it has had its share", () => {
  // The second arrives while the first is within its first half slice of 6 ticks, which it has not had to share before.
  const workload = { processes: [{ bursts: 40 }, { arrival: 2, bursts: 40 }] };
  const runs = (runToParity: boolean) =>
    simulate(workload, { policy: "eevdf", runToParity, timeline: "full" }).timeline.map(({ pid, end }) => [pid, end]);
  assertEquals(runs(true)[0], [1, 6]);
  assertEquals(runs(true).slice(1, 3), [[2, 12], [1, 24]]);
});

Deno.test("simulate() gives a process that slept what it was owed under eevdf, two slices at most", () => {
  const workload = { processes: [{ bursts: [1, 1_000, 100] }, { bursts: 5_000 }] };
  const { timeline } = simulate(workload, { policy: "eevdf", slice: 10, timeline: "full" });
  const woken = 1_000 + timeline.find(({ pid }) => pid === 1)!.end;
  const service = serviceIn(timeline, woken, woken + 100).get(1)!;
  assert(service >= 40 && service <= 75, `${service} of 100`);
});
