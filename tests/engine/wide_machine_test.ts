// Machines of more than 1,024 CPUs for rigid jobs, whose CPUs are kept as ranges.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { differenceOf } from "../reference/difference.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

const POLICIES = [
  { policy: "fcfs" },
  { policy: "sjf" },
  { policy: "easy" },
  { policy: "easy", reservationDepth: 3, queueDepth: 6 },
  { policy: "conservative" },
  { policy: "conservative", queueDepth: 2 },
] as const;

Deno.test("simulate() agrees with the reference when rigid jobs run on more CPUs than are kept one by one", () => {
  for (const seed of seeds(12)) {
    const random = new Random(seed);
    const cpus = random.int(1025, 1200);
    const most = random.pick([40, 400, cpus]);
    const processes = Array.from({ length: random.int(2, 14) }, () => ({
      arrival: random.int(0, 20),
      bursts: random.int(1, 8),
      processors: random.int(1, most),
      estimate: random.int(1, 16),
    }));
    const input = {
      seed,
      workload: { processes },
      options: { ...random.pick(POLICIES), cpus, rigid: true, timeline: "full", transitions: "full" } as const,
    };
    const difference = differenceOf(input);
    assert(difference === null, describeCase(seed, input, difference!));
  }
});

Deno.test("simulate() gives a million CPUs to rigid jobs in time that goes by jobs", () => {
  const random = new Random(7);
  const cpus = 2 ** 20;
  const jobs = Array.from({ length: 3_000 }, (_, index) => ({
    arrival: 9 * index,
    bursts: random.int(1, 400),
    processors: random.int(1, cpus / 4) * random.int(1, 4),
  }));
  const startedMs = performance.now();
  const run = simulate({ processes: jobs }, { policy: "easy", cpus });
  assertEquals(run.metrics.processes, jobs.length);
  // By CPUs it would be a thousand million steps.
  assert(performance.now() - startedMs < 60_000);
  // Of two jobs of all CPUs every CPU passes from one to the other.
  const whole = [{ bursts: 2, processors: cpus }, { bursts: 3, processors: cpus }];
  const { metrics } = simulate({ processes: whole }, { policy: "fcfs", rigid: true, cpus });
  assertEquals([metrics.switches, metrics.makespan, metrics.utilization], [cpus, 5, 1]);
});

Deno.test("simulate() refuses more than 1,024 CPUs where they are given one by one", () => {
  assertThrows(
    () => simulate({ processes: [{ bursts: 1 }] }, { policy: "rr", cpus: 1025 }),
    RangeError,
    "cpus must be at most 1024 but for rigid jobs, got 1025",
  );
});
