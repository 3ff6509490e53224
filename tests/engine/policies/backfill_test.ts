// EASY and conservative backfilling of rigid jobs.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

interface RigidJob {
  arrival: number;
  bursts: number;
  processors: number;
  estimate: number;
}

function startsOf(processes: readonly ProcessSpec[], policy: "fcfs" | "easy" | "conservative", cpus = 4): number[] {
  return simulate({ processes }, { policy, cpus, rigid: true }).processes.map(({ firstRun }) => firstRun);
}

Deno.test("simulate() backfills what does not delay the first job, where first come, first served leaves CPUs idle", () => {
  const jobs = [[6, 2], [4, 4], [6, 2], [8, 1], [2, 1]].map(([bursts, processors]) => ({ bursts, processors }));
  assertEquals(startsOf(jobs, "fcfs"), [0, 6, 10, 10, 10]);
  assertEquals(startsOf(jobs, "easy"), [0, 6, 0, 10, 10]);
  assertEquals(startsOf(jobs, "conservative"), [0, 6, 0, 10, 10]);
});

Deno.test("simulate() lets a job under easy delay the second in the queue, but under conservative nobody", () => {
  // On 4 CPUs: 3 of them are busy till 10; the first in the queue needs all 4, the second 3 from 15 on.
  const jobs = [
    { bursts: 10, processors: 3 },
    { bursts: 5, processors: 2 },
    { bursts: 10, processors: 3 },
    { arrival: 1, bursts: 30, processors: 1 },
  ];
  // At 10 the second starts and leaves 2: under EASY the fourth, of 30 ticks, fits beside it at once.
  assertEquals(startsOf(jobs, "easy"), [0, 10, 15, 1]);
  assertEquals(startsOf(jobs, "conservative"), [0, 10, 15, 1]);
  const wide = [jobs[0], jobs[1], { bursts: 10, processors: 4 }, jobs[3]];
  assertEquals(startsOf(wide, "easy"), [0, 10, 31, 1]);
  assertEquals(startsOf(wide, "conservative"), [0, 10, 15, 25]);
});

Deno.test("simulate() plans with estimates, and moves reservations forward when a job ends early", () => {
  const jobs = [
    { bursts: 5, processors: 3, estimate: 20 },
    { bursts: 5, processors: 4 },
    { bursts: 8, processors: 1 },
  ];
  // The third fits before 20 by the estimate; the first ends at 5, and the second must wait for the third.
  assertEquals(startsOf(jobs, "easy"), [0, 8, 0]);
  assertEquals(startsOf(jobs, "conservative"), [0, 8, 0]);
});

Deno.test("simulate() starts nobody under conservative later than was reserved at the arrival", () => {
  for (const seed of seeds(40)) {
    const random = new Random(seed);
    const cpus = random.int(2, 8);
    const jobs = Array.from({ length: random.int(5, 30) }, () => {
      const bursts = random.int(1, 20);
      return {
        arrival: random.int(0, 40),
        bursts,
        processors: random.int(1, cpus),
        estimate: bursts + random.int(0, 20),
      };
    }).sort((a, b) => a.arrival - b.arrival);
    const run = simulate({ processes: jobs }, { policy: "conservative", cpus });
    // What was known when a job arrived: who had ended took what it took, the others what they say, and nobody comes later.
    jobs.forEach(({ arrival }, index) => {
      const known = jobs.slice(0, index + 1).map((job, other) => ({
        ...job,
        bursts: run.processes[other].finish <= arrival ? job.bursts : job.estimate,
      }));
      const promised = startsOf(known, "conservative", cpus)[index];
      const start = run.processes[index].firstRun;
      assert(start <= promised, describeCase(seed, jobs, `${index + 1} starts at ${start}, not ${promised}`));
    });
  }
});

/** Conservative backfilling tick by tick over the CPUs in use at every tick to come, as engine/RULES.md has it. */
function conservativeStarts(jobs: readonly RigidJob[], cpus: number): number[] {
  const used = new Int32Array(jobs.reduce((sum, { estimate }) => sum + estimate, 1000));
  const starts = jobs.map(() => -1);
  const waiting: number[] = [];
  const running = new Set<number>();
  const use = (from: number, to: number, change: number) => {
    for (let tick = from; tick < to; tick++) used[tick] += change;
  };
  const reserve = (job: number, now: number) => {
    const { estimate, processors } = jobs[job];
    let start = now;
    for (let tick = start; tick < start + estimate; tick++) if (used[tick] + processors > cpus) start = tick + 1;
    use(start, start + estimate, processors);
    starts[job] = start;
  };
  let endedEarly = false;
  const compress = (now: number) => {
    for (let hasMoved = endedEarly; hasMoved;) {
      hasMoved = false;
      for (const job of waiting) {
        const before = starts[job];
        use(before, before + jobs[job].estimate, -jobs[job].processors);
        reserve(job, now);
        hasMoved ||= starts[job] < before;
      }
    }
    endedEarly = false;
  };
  for (let now = 0, begun = 0; begun < jobs.length; now++) {
    for (const job of running) {
      const { bursts, estimate, processors } = jobs[job];
      if (starts[job] + bursts > now) continue;
      running.delete(job);
      use(now, starts[job] + estimate, -processors);
      endedEarly ||= estimate > bursts;
    }
    jobs.forEach(({ arrival }, job) => {
      if (arrival !== now) return;
      compress(now);
      reserve(job, now);
      waiting.push(job);
    });
    compress(now);
    for (const job of waiting.filter((each) => starts[each] <= now)) {
      waiting.splice(waiting.indexOf(job), 1);
      running.add(job);
      begun++;
    }
  }
  return starts;
}

Deno.test("simulate() keeps the reservations of long queues as the rules say, however they are cut and moved", () => {
  for (const seed of seeds(4)) {
    const random = new Random(seed);
    const cpus = random.pick([3, 8, 40]);
    const isNarrow = random.chance(0.3);
    const jobs = Array.from({ length: 250 }, () => {
      const bursts = random.int(1, random.pick([5, 60]));
      return {
        arrival: random.int(0, random.pick([20, 800])),
        bursts,
        processors: isNarrow ? 1 : random.int(1, cpus),
        estimate: bursts + random.int(0, random.pick([0, 10, 90])),
      };
    }).sort((a, b) => a.arrival - b.arrival);
    assertEquals(
      startsOf(jobs, "conservative", cpus),
      conservativeStarts(jobs, cpus),
      describeCase(seed, { cpus, isNarrow }, "250 jobs"),
    );
  }
});

Deno.test("simulate() runs rigid jobs under easy without being asked to, and refuses what it cannot do", () => {
  const processes = [{ bursts: 3, processors: 2 }];
  assertEquals(simulate({ processes }, { policy: "easy", cpus: 2 }).options.rigid, true);
  assertThrows(
    () => simulate({ processes }, { policy: "easy", cpus: 2, rigid: false }),
    RangeError,
    "rigid must be true under easy, which runs rigid jobs only, got false",
  );
  assertThrows(
    () => simulate({ processes }, { policy: "easy", cpus: 2, switchCost: 1 }),
    RangeError,
    "switchCost must be 0",
  );
  assertThrows(
    () => simulate({ processes }, { policy: "rr", cpus: 2, rigid: true }),
    RangeError,
    "policy must be one of fcfs, sjf, easy, conservative with rigid, got rr",
  );
});
