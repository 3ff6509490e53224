// Earliest deadline first, rate and deadline monotonic, least laxity first: against theory.
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { PolicyName, SimulationOptions } from "../../../engine/options.ts";
import { releaseJobs } from "../../../engine/release_jobs.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

/** Liu and Layland's kind of example: utilisation 34/35. */
const TWO_TASKS = { processes: [{ name: "A", bursts: 2, period: 5 }, { name: "B", bursts: 4, period: 7 }] };

function reportOf(processes: readonly ProcessSpec[], policy: PolicyName, options: object = {}) {
  return simulate({ processes }, { policy, ...options } as SimulationOptions).deadlines!;
}

Deno.test("simulate() reports misses, utilisation, bound and hyperperiod of periodic tasks", () => {
  const { tasks, ...rm } = reportOf(TWO_TASKS.processes, "rm");
  assertAlmostEquals(rm.utilization!, 34 / 35);
  assertAlmostEquals(rm.utilizationBound!, 2 * (Math.SQRT2 - 1));
  assertEquals([rm.jobs, rm.misses, rm.latenessMax, rm.hyperperiod, rm.horizon], [12, 1, 1, 35, 35]);
  assertEquals(tasks[1], {
    pid: 2,
    name: "B",
    cpu: 4,
    period: 7,
    deadline: 7,
    jobs: 5,
    misses: 1,
    responseMax: 8,
    latenessMax: 1,
  });
  for (const policy of ["edf", "llf"] as const) {
    const { misses, utilizationBound } = reportOf(TWO_TASKS.processes, policy);
    assertEquals([misses, utilizationBound], [0, 1]);
  }
  assertEquals(simulate({ processes: [{ bursts: 1 }] }, { policy: "fcfs" }).deadlines, null);
});

Deno.test("simulate() orders by deadlines, not periods, under dm", () => {
  const tasks = [
    { bursts: 3, period: 20, deadline: 7 },
    { bursts: 2, period: 5, deadline: 4 },
    { bursts: 2, period: 10, deadline: 9 },
  ];
  assertEquals(reportOf(tasks, "dm").tasks.map(({ responseMax }) => responseMax), [5, 2, 9]);
  assertEquals(reportOf(tasks, "rm").tasks.map(({ misses }) => misses), [1, 0, 0]);
});

/** Tasks with whole numbers and a small hyperperiod; their utilisation is at most `most`. */
function randomTasks(random: Random, most: number): { bursts: number; period: number; deadline?: number }[] {
  const tasks: { bursts: number; period: number }[] = [];
  let utilization = 0;
  for (let count = random.int(2, 6); count > 0; count--) {
    const period = random.pick([4, 5, 6, 8, 10, 12, 15, 20, 24, 30]);
    const bursts = random.int(1, Math.ceil(period / 3));
    if (utilization + bursts / period > most + 1e-12) continue;
    utilization += bursts / period;
    tasks.push({ bursts, period });
  }
  return tasks.length > 0 ? tasks : [{ bursts: 1, period: 4 }];
}

Deno.test("simulate() misses no deadline under edf and llf up to a utilisation of 1", () => {
  for (const seed of seeds(150)) {
    const tasks = randomTasks(new Random(seed), 1);
    for (const policy of ["edf", "llf"] as const) {
      assertEquals(reportOf(tasks, policy).misses, 0, describeCase(seed, { policy, tasks }, ""));
    }
  }
});

/**
 * The greatest response of each task under fixed priorities, in the order of priority, by the recurrence of Joseph and
 * Pandey (1986); `null` where it passes the deadline.
 */
function responseTimes(tasks: readonly { bursts: number; deadline: number; period: number }[]): (number | null)[] {
  return tasks.map(({ bursts, deadline }, index) => {
    for (let response = bursts;;) {
      const next = tasks.slice(0, index).reduce(
        (sum, task) => sum + Math.ceil(response / task.period) * task.bursts,
        bursts,
      );
      if (next > deadline) return null;
      if (next === response) return response;
      response = next;
    }
  });
}

Deno.test("simulate() has the response times of the exact analysis under dm and rm when all tasks start together", () => {
  for (const seed of seeds(150)) {
    const random = new Random(seed);
    const isMonotonic = random.chance(0.5);
    const tasks = randomTasks(random, 1)
      .map((task) => ({ ...task, deadline: isMonotonic ? task.period : random.int(task.bursts, task.period) }))
      .sort((a, b) => isMonotonic ? a.period - b.period : a.deadline - b.deadline);
    // Jobs of equal deadlines run in the order of arrival, which the analysis does not know.
    if (new Set(tasks.map(({ deadline }) => deadline)).size < tasks.length && !isMonotonic) continue;
    const expected = responseTimes(tasks);
    const report = reportOf(tasks, isMonotonic ? "rm" : "dm");
    const firstLate = expected.indexOf(null);
    // What comes after a task that is late is not what the analysis is about.
    const count = firstLate < 0 ? tasks.length : firstLate;
    const got = report.tasks.slice(0, count).map(({ responseMax }) => responseMax);
    assertEquals(got, expected.slice(0, count), describeCase(seed, tasks, ""));
    assertEquals(report.misses === 0, firstLate < 0, describeCase(seed, tasks, ""));
    if (report.utilizationBound !== null && report.utilization! <= report.utilizationBound) {
      assertEquals(report.misses, 0, describeCase(seed, tasks, ""));
    }
  }
});

Deno.test("simulate() misses no deadline under edf on several CPUs below Goossens, Funk and Baruah's bound", () => {
  for (const seed of seeds(60)) {
    const tasks = [0, 1, 2].flatMap((part) => randomTasks(new Random(3 * seed + part), 1));
    const report = reportOf(tasks, "edf", { cpus: 3 });
    if (report.utilization! > report.utilizationBound!) continue;
    assertEquals(report.misses, 0, describeCase(seed, tasks, ""));
  }
});

Deno.test("simulate() lets jobs of equal laxity take the CPU from one another under llf", () => {
  const processes = [{ bursts: 4, deadline: 10 }, { bursts: 4, deadline: 10 }];
  const { timeline, deadlines } = simulate({ processes }, { policy: "llf", timeline: "full" });
  assertEquals(timeline.map(({ pid, end }) => [pid, end]), [[1, 1], [2, 3], [1, 5], [2, 7], [1, 8]]);
  assertEquals(deadlines!.misses, 0);
});

Deno.test("simulate() refuses a process without what a real-time policy goes by", () => {
  const run = (policy: PolicyName, processes: ProcessSpec[]) => () => reportOf(processes, policy);
  const bare = [{ bursts: 1, deadline: 3 }, { bursts: 1, pid: 7 }].map((spec, index) => ({ pid: index + 1, ...spec }));
  for (const policy of ["edf", "dm", "llf"] as const) {
    assertThrows(
      run(policy, bare),
      RangeError,
      `every process must have a deadline or a period under ${policy}, process 7 has none`,
    );
  }
  assertThrows(run("rm", bare), RangeError, "every process must have a period under rm, process 1 has none");
});

Deno.test("releaseJobs() releases until the pattern repeats, and says what stands in the way", () => {
  const released = (processes: readonly ProcessSpec[], horizon?: number) =>
    releaseJobs(toColumns({ processes }), horizon);
  assertEquals(released([{ bursts: 1 }]), null);
  const two = released([{ bursts: 1, period: 4, arrival: 3 }, { bursts: 1, period: 6 }, { bursts: 9, arrival: 1 }])!;
  assertEquals([two.hyperperiod, two.horizon], [12, 27]);
  assertEquals(two.workload.names!.slice(0, 4), ["P2.1", "P3", "P1.1", "P2.2"]);
  assertEquals([...two.taskOf.slice(0, 4)], [1, 2, 0, 1]);
  assertEquals(released([{ bursts: [1, 2, 3], period: 5 }], 11)!.workload.bursts!.value.length, 9);
  assert(released([{ bursts: 1, period: 5 }], 6)!.workload.arrival.length === 2);
  assertThrows(
    () => released([{ bursts: 1, period: 5, arrival: 9 }], 6),
    RangeError,
    "horizon must be after the arrival",
  );
  assertThrows(() => released([{ bursts: 1, period: 1 }], 2 ** 40), RangeError, "at most 2000000 jobs");
  const primes = [999_999_937, 999_999_929].map((period) => ({ bursts: 1, period }));
  assertThrows(() => released(primes), RangeError, "horizon must be given");
});

Deno.test("simulate() lets a job run to its end under edf, rm and dm without preemption, and knows no bound then", () => {
  for (const policy of ["edf", "rm", "dm"] as const) {
    const { processes, deadlines } = simulate(TWO_TASKS, { policy, preemptive: false });
    // B's job of 14 runs to 18 although A's of 15 has the earlier deadline and the shorter period.
    const finish = [2, 6, 8, 12, 14, 18, 20, 22, 26, 28, 32, 34];
    assertEquals(processes.map(({ finish }) => finish), finish, policy);
    assertEquals([deadlines!.misses, deadlines!.utilizationBound], [0, null]);
  }
});

Deno.test("simulate() gives the CPU to the earlier of two equals under equals arrival only", () => {
  // Both deadlines are 10 when the first is back from its I/O at 3.
  const jobs = [{ bursts: [1, 2, 3], deadline: 10 }, { arrival: 2, bursts: 4, deadline: 8 }];
  const finish = (options: SimulationOptions, processes: ProcessSpec[]) =>
    simulate({ processes }, options).processes.map(({ finish }) => finish);
  assertEquals(finish({ policy: "edf" }, jobs), [9, 6]);
  assertEquals(finish({ policy: "edf", equals: "arrival" }, jobs), [6, 9]);
  // At 3 both have 4 ticks left.
  const bursts = [{ bursts: [1, 2, 4] }, { bursts: 6 }];
  assertEquals(finish({ policy: "srtf" }, bursts), [11, 7]);
  assertEquals(finish({ policy: "srtf", equals: "arrival" }, bursts), [7, 11]);
  const { decisions } = simulate({ processes: bursts }, { policy: "srtf", equals: "arrival", decisions: "full" });
  assertEquals(decisions[2], {
    ...decisions[2],
    time: 3,
    pid: 1,
    preempted: 2,
    preemptedKey: 4,
    candidates: [{ pid: 1, key: 4, joined: 3, arrival: 0 }],
  });
});

Deno.test("simulate() lets a job under llf with preemptAt zero wait until it has no laxity left", () => {
  // The second has less laxity from 2 on (8 against 9), and none left at 10.
  const processes = [{ bursts: 13, deadline: 22 }, { arrival: 2, bursts: 4, deadline: 12 }];
  const run = (preemptAt: "less" | "zero") => simulate({ processes }, { policy: "llf", preemptAt, decisions: "full" });
  assertEquals(run("less").processes.map(({ finish }) => finish), [17, 8]);
  const { processes: jobs, decisions } = run("zero");
  assertEquals(jobs.map(({ finish }) => finish), [17, 14]);
  assertEquals(decisions[1], {
    ...decisions[1],
    time: 10,
    pid: 2,
    preempted: 1,
    preemptedKey: 9,
    candidates: [{ pid: 2, key: 0, joined: 2, arrival: 2 }],
  });
});

Deno.test("simulate() takes a late job under llf with preemptAt zero at once, and late ones in turn", () => {
  const finish = (first: number) => {
    const processes = [{ arrival: 1, bursts: 4, deadline: 3 }, { bursts: 5, deadline: first }];
    return simulate({ processes }, { policy: "llf", preemptAt: "zero" }).processes.map(({ finish }) => finish);
  };
  assertEquals(finish(9), [5, 9]); // laxities -1 and 4 at 1; at 5 the other has none left
  assertEquals(finish(4), [8, 9]); // -1 for both at 1; the second is 0-2, 4-6 and 8-9
});

Deno.test("simulate() knows no bound of utilisation under llf with preemptAt zero", () => {
  const processes = [{ bursts: 50, period: 100 }, { arrival: 1, bursts: 5, period: 100, deadline: 100 }];
  const bound = (preemptAt: "less" | "zero") =>
    simulate({ processes }, { policy: "llf", preemptAt }).deadlines!.utilizationBound;
  assertEquals([bound("less"), bound("zero")], [1, null]);
  // At 6 both short ones must run now; with preemptAt less both run before.
  const jobs = [{ bursts: 20, deadline: 60 }, ...[1, 1].map((arrival) => ({ arrival, bursts: 5, deadline: 10 }))];
  const misses = (preemptAt: "less" | "zero") =>
    simulate({ processes: jobs }, { policy: "llf", preemptAt }).deadlines!.misses;
  assertEquals([misses("less"), misses("zero")], [0, 2]);
});
