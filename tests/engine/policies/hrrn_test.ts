import { assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

/** Jobs in the order in which they start, found by looking at all ratios whenever the CPU is free. */
function startOrder(jobs: readonly { arrival: number; bursts: number }[]): number[] {
  const waiting = jobs.map((job, index) => ({ ...job, pid: index + 1 }));
  const order: number[] = [];
  let time = 0;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ arrival }) => arrival <= time);
    if (ready.length === 0) {
      time = Math.min(...waiting.map(({ arrival }) => arrival));
      continue;
    }
    const best = ready.reduce((a, b) => {
      const left = BigInt(time - a.arrival) * BigInt(b.bursts);
      const right = BigInt(time - b.arrival) * BigInt(a.bursts);
      return left > right || (left === right && (a.arrival < b.arrival || (a.arrival === b.arrival && a.pid < b.pid)))
        ? a
        : b;
    });
    waiting.splice(waiting.indexOf(best), 1);
    order.push(best.pid);
    time += best.bursts;
  }
  return order;
}

Deno.test("simulate() picks the greatest response ratio under hrrn when queues are long and bursts of any size", () => {
  for (const seed of seeds(20)) {
    const random = new Random(seed);
    const count = random.int(100, 400);
    const burstMax = random.pick([3, 50, 2 ** 20, 2 ** 31]);
    const arrivalMax = random.pick([0, count, count * burstMax / 2]);
    const processes = Array.from({ length: count }, () => ({
      arrival: Math.floor(random.next() / 2 ** 32 * (arrivalMax + 1)),
      bursts: random.int(1, burstMax) * random.pick([1, 1, 2 ** 12]),
    }));
    const { transitions } = simulate({ processes }, { policy: "hrrn", transitions: "full" });
    const started = transitions.filter(({ state }) => state === "running").map(({ pid }) => pid);
    const plain = simulate({ processes }, { policy: "hrrn" }).processes;
    assertEquals(started, startOrder(processes), describeCase(seed, { count, burstMax, arrivalMax }, ""));
    assertEquals(plain.toSorted((a, b) => a.finish - b.finish).map(({ pid }) => pid), started);
  }
});

Deno.test("simulate() shows the response ratio as the key of a decision under hrrn", () => {
  const { decisions } = simulate(
    { processes: [{ bursts: 6 }, { arrival: 1, bursts: 2 }, { arrival: 2, bursts: 8 }] },
    { policy: "hrrn", decisions: "full" },
  );
  // At 6 the second has waited 5 for 2 ticks, the third 4 for 8.
  assertEquals(decisions[1].candidates.map(({ pid, key }) => [pid, key]), [[2, -3.5], [3, -1.5]]);
});
