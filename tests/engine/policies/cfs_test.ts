import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { Random } from "../../reference/random.ts";
import { seeds } from "../../reference/soak.ts";
import { boundaries, serviceIn } from "./service.ts";

/** Some of the kernel's weights. */
const WEIGHT: Readonly<Record<number, number>> = {
  [-10]: 9548,
  [-5]: 3121,
  [-1]: 1277,
  0: 1024,
  1: 820,
  5: 335,
  10: 110,
};

Deno.test("simulate() keeps every share under cfs within what a slice may put it ahead, over any window", () => {
  for (const seed of seeds(15)) {
    const random = new Random(seed);
    const nice = Array.from({ length: random.int(2, 12) }, () => Number(random.pick(Object.keys(WEIGHT))));
    const latency = random.int(4, 40);
    const minGranularity = random.int(1, 4);
    const processes = nice.map((value) => ({ bursts: 3_000, nice: value }));
    const { timeline } = simulate({ processes }, { policy: "cfs", latency, minGranularity, timeline: "full" });
    const together = Math.min(...nice.map((_, index) => timeline.findLast(({ pid }) => pid === index + 1)!.end));
    const sum = nice.reduce((total, value) => total + WEIGHT[value], 0);
    const period = Math.max(latency, nice.length * minGranularity);
    // A process is picked when its virtual runtime is the least, and is a slice further at most when it is queued again;
    // a new one is placed a slice, among those that are there, behind the others. So virtual runtimes are never further
    // apart than `apart`, and each one's growth over a window is within twice that of the mean growth.
    const apart = Math.max(...nice.map((value) => Math.max(period, minGranularity) * 1024 / WEIGHT[value]));
    const times = boundaries(timeline, together);
    for (let count = 0; count < 200; count++) {
      const [from, to] = [random.pick(times), random.pick(times)].sort((a, b) => a - b);
      const service = serviceIn(timeline, from, to);
      for (const [index, value] of nice.entries()) {
        const share = (to - from) * WEIGHT[value] / sum;
        const bound = 2 * apart * WEIGHT[value] / 1024;
        const got = service.get(index + 1) ?? 0;
        assert(Math.abs(got - share) <= bound, `seed ${seed}: ${got} of ${share} in ${from}..${to}, bound ${bound}`);
      }
    }
  }
});

Deno.test("simulate() divides the CPU by weight under cfs: nice 0 and 5 as 1024 to 335", () => {
  const { timeline } = simulate(
    { processes: [{ bursts: 40_000 }, { bursts: 40_000, nice: 5 }] },
    { policy: "cfs", timeline: "full" },
  );
  assertAlmostEquals(serviceIn(timeline, 0, 30_000).get(2)! / 30_000, 335 / 1359, 0.001);
});

Deno.test("simulate() gives slices of the latency by weight under cfs, and no less than the minimum granularity", () => {
  const slices = (count: number, options: object) => {
    const processes = Array.from({ length: count }, () => ({ bursts: 100 }));
    const { timeline } = simulate({ processes }, { policy: "cfs", ...options, timeline: "full" });
    return new Set(timeline.slice(0, count).map(({ start, end }) => end - start));
  };
  assertEquals(slices(3, { latency: 24 }), new Set([8]));
  assertEquals(slices(12, { latency: 24, minGranularity: 3 }), new Set([3]));
  assertEquals(slices(40, { latency: 24, minGranularity: 1 }), new Set([1]));
});

Deno.test("simulate() places a process that slept half a latency behind under cfs, and lets it take the CPU", () => {
  const workload = { processes: [{ bursts: [1, 1_005, 50] }, { bursts: 5_000 }] };
  const { timeline, processes } = simulate(workload, { policy: "cfs", latency: 20, timeline: "full" });
  const back = timeline.find(({ pid, start }) => pid === 1 && start > 1)!;
  const woken = 1_005 + timeline[0].end;
  assertEquals(back.start, woken);
  assertEquals(processes[1].preemptions, 1);
  // From then on both get half, but for the half latency of 10 ticks that it was behind and a slice of 10.
  const service = serviceIn(timeline, woken, woken + 60).get(1)!;
  assert(service >= 30 && service <= 50, `${service} of 60`);
});

Deno.test("simulate() lets nobody take the CPU under cfs who is not further behind than the wake-up granularity", () => {
  const workload = { processes: [{ bursts: [1, 30, 5] }, { bursts: 100 }] };
  const preemptions = (wakeupGranularity: number) =>
    simulate(workload, { policy: "cfs", latency: 20, wakeupGranularity }).processes[1].preemptions;
  assertEquals([preemptions(4), preemptions(1_000)], [1, 0]);
});
