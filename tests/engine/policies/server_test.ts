// Servers for processes without a period: runs of the books, and what they do to the tasks beside them.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { SimulationOptions } from "../../../engine/options.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

/** What ran when, by name: `a 2-4`. */
function runsOf(processes: ProcessSpec[], options: SimulationOptions): string {
  const { timeline, workload } = simulate({ processes }, { ...options, timeline: "full" });
  return timeline.map(({ pid, start, end }) => `${workload.names![pid - 1]!.split(".")[0]} ${start}-${end}`).join(", ");
}

/** Buttazzo, Hard Real-Time Computing Systems, chapter 5, figures of the polling and the deferrable server: 2 of 5 ticks. */
const TWO_TASKS: ProcessSpec[] = [
  { name: "t1", bursts: 1, period: 4 },
  { name: "t2", bursts: 2, period: 6 },
  { name: "a", arrival: 2, bursts: 2 },
  { name: "b", arrival: 8, bursts: 1 },
  { name: "c", arrival: 12, bursts: 2 },
  { name: "d", arrival: 19, bursts: 1 },
];
const BUDGET = { serverBudget: 2, serverPeriod: 5, horizon: 24 };

Deno.test("A polling server serves what waits when its period begins, and else loses its budget", () => {
  assertEquals(
    runsOf(TWO_TASKS, { policy: "rm", server: "polling", ...BUDGET }),
    "t1 0-1, t2 1-3, t1 4-5, a 5-7, t2 7-8, t1 8-9, t2 9-10, b 10-11, t1 12-13, t2 13-15, c 15-16, t1 16-17, c 17-18, " +
      "t2 18-20, t1 20-21, d 21-22",
  );
});

Deno.test("A deferrable server keeps its budget to the end of its period", () => {
  assertEquals(
    runsOf(TWO_TASKS, { policy: "rm", server: "deferrable", ...BUDGET }),
    "t1 0-1, t2 1-2, a 2-4, t1 4-5, t2 5-6, t2 6-8, t1 8-9, b 9-10, t1 12-13, c 13-15, t2 15-16, t1 16-17, t2 17-18, " +
      "t2 18-19, d 19-20, t1 20-21, t2 21-22",
  );
});

Deno.test("A sporadic server is given back what it used a period after it became active", () => {
  // Buttazzo, figure of a sporadic server of medium priority: 5 of 10 ticks; 2 are given back at 14, 2 at 18.
  const medium: ProcessSpec[] = [
    { name: "t1", bursts: 1, period: 5 },
    { name: "t2", bursts: 4, period: 15 },
    { name: "a", arrival: 4, bursts: 2 },
    { name: "b", arrival: 8, bursts: 2 },
  ];
  const options = { policy: "rm", server: "sporadic", serverBudget: 5, serverPeriod: 10, horizon: 15 } as const;
  assertEquals(runsOf(medium, options), "t1 0-1, t2 1-4, a 4-5, t1 5-6, a 6-7, t2 7-8, b 8-10, t1 10-11");
  // One tick is left from 10 on. The third job takes it at 11; two ticks come back at 14.
  const third = [...medium, { name: "c", arrival: 11, bursts: 4 }];
  assertEquals(
    runsOf(third, options).split(", ").slice(-4).join(", "),
    "t1 10-11, c 11-12, c 14-16, c 18-19",
  );
  // The figure of one of the highest priority: 2 of 8 ticks. The second request waits until 10, and 2 ticks come back at 18.
  const high: ProcessSpec[] = [
    { name: "t1", bursts: 3, period: 10 },
    { name: "t2", bursts: 4, period: 15 },
    { name: "a", arrival: 2, bursts: 2 },
    { name: "b", arrival: 6, bursts: 2 },
    { name: "c", arrival: 13, bursts: 1 },
  ];
  assertEquals(
    runsOf(high, { policy: "rm", server: "sporadic", serverBudget: 2, serverPeriod: 8, horizon: 20 }),
    "t1 0-2, a 2-4, t1 4-5, t2 5-9, b 10-12, t1 12-15, t2 15-18, c 18-19, t2 19-20",
  );
});

Deno.test("Served processes have the time that is left in the background", () => {
  const finish = (options: SimulationOptions) => simulate({ processes: TWO_TASKS }, options).columns.finish;
  for (const policy of ["rm", "dm", "edf"] as const) {
    const { length } = finish({ policy, server: "background", horizon: 24 });
    assertEquals(length, 14);
  }
  assertEquals(
    runsOf(TWO_TASKS, { policy: "rm", server: "background", horizon: 12 }).includes("a 3-4, t1 4-5, a 5-6"),
    true,
  );
});

Deno.test("A total bandwidth server gives the deadlines of Buttazzo's example", () => {
  // Chapter 6: tasks of 3 in 6 and 2 in 8 ticks, a server with a quarter of the CPU; deadlines 7, 17 and 21.
  const processes: ProcessSpec[] = [
    { name: "t1", bursts: 3, period: 6 },
    { name: "t2", bursts: 2, period: 8 },
    { name: "a", arrival: 3, bursts: 1 },
    { name: "b", arrival: 9, bursts: 2 },
    { name: "c", arrival: 14, bursts: 1 },
  ];
  const options = {
    policy: "edf",
    server: "total-bandwidth",
    serverBudget: 1,
    serverPeriod: 4,
    horizon: 24,
    decisions: "full",
  } as const;
  const { decisions, workload, deadlines } = simulate({ processes }, options);
  const keys = new Map(decisions.flatMap(({ candidates }) => candidates.map(({ pid, key }) => [pid, key])));
  const pidOf = (name: string) => workload.names!.indexOf(name) + 1;
  assertEquals(["a", "b", "c"].map((name) => keys.get(pidOf(name))), [7, 17, 21]);
  assertEquals(deadlines!.misses, 0);
});

Deno.test("Tasks beside a polling or a sporadic server meet the deadlines that they meet beside a task like it", () => {
  let compared = 0;
  for (const seed of seeds(60)) {
    const random = new Random(seed);
    const tasks: ProcessSpec[] = Array.from({ length: random.int(1, 3) }, () => {
      const period = random.pick([4, 6, 8, 12, 24]);
      return { period, bursts: random.int(1, Math.ceil(period / 3)) };
    });
    const serverPeriod = random.pick([3, 5, 7, 9, 13]);
    const serverBudget = random.int(1, Math.ceil(serverPeriod / 2));
    const asTask = simulate(
      { processes: [{ bursts: serverBudget, period: serverPeriod }, ...tasks] },
      { policy: "rm" },
    );
    if (asTask.deadlines!.misses > 0 || asTask.deadlines!.utilization! > 1) continue;
    const jobs = Array.from({ length: random.int(1, 8) }, () => ({
      arrival: random.int(0, 60),
      bursts: random.int(1, 5),
    }));
    for (const server of ["polling", "sporadic"] as const) {
      const options = { policy: "rm", server, serverBudget, serverPeriod, horizon: 96 } as const;
      const { deadlines } = simulate({ processes: [...tasks, ...jobs] }, options);
      const input = { tasks, jobs, options };
      assert(deadlines!.misses === 0, describeCase(seed, input, `${deadlines!.misses} deadlines are missed`));
      compared += 1;
    }
  }
  assert(compared > 0 || Deno.env.has("QUANTA_SEED"));
});

const REFUSED: readonly (readonly [options: object, message: string])[] = [
  [{}, "every process must have a period under rm, process 2 has none"],
  [{ server: "polling" }, "serverBudget must be given with server polling"],
  [{ server: "sporadic", serverBudget: 2 }, "serverPeriod must be given with server sporadic"],
  [{ serverBudget: 2 }, "serverBudget must come with a server that has one, got server none"],
  [
    { server: "background", serverPeriod: 2 },
    "serverPeriod must come with a server that has one, got server background",
  ],
  [{ server: "polling", serverBudget: 6, serverPeriod: 5 }, "serverBudget must be at most serverPeriod (5), got 6"],
  [{ server: "polling", serverBudget: 0, serverPeriod: 5 }, "serverBudget must be a whole number from 1"],
  [{ server: "constructor" }, "server must be one of none, background, polling, deferrable, sporadic"],
  [
    { server: "sporadic", serverBudget: 2 ** 21, serverPeriod: 2 ** 22 },
    "serverBudget must be at most 1048576 with server sporadic, got 2097152",
  ],
  [
    { server: "deferrable", serverBudget: 1, serverPeriod: 5, equals: "arrival" },
    "equals must be running with server deferrable",
  ],
  [{ server: "polling", serverBudget: 1, serverPeriod: 5, cpus: 2 }, "cpus must be 1 with server polling, got 2"],
  [{ server: "polling", serverBudget: 1, serverPeriod: 5, switchCost: 1 }, "switchCost must be 0 with server polling"],
];

for (const [options, message] of REFUSED) {
  Deno.test(`simulate() refuses ${JSON.stringify(options)} under rm`, () => {
    const workload = { processes: [{ bursts: 1, period: 4 }, { bursts: 1 }] };
    assertThrows(() => simulate(workload, { policy: "rm", ...options } as SimulationOptions), RangeError, message);
  });
}

Deno.test("simulate() refuses a total bandwidth server for processes that come after others", () => {
  const workload = { processes: [{ bursts: 1 }, { bursts: 1, after: 1 }] };
  const options = { policy: "edf", server: "total-bandwidth", serverBudget: 1, serverPeriod: 2 } as const;
  assertThrows(() => simulate(workload, options), RangeError, "after must be left out with server total-bandwidth");
});

Deno.test("A server takes budgets and periods of any size without a step for each tick", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const processes = [{ bursts: 3, period: 2 ** 40 }, { arrival: 5, bursts: 2 ** 30 }];
  for (const server of ["polling", "deferrable"] as const) {
    const options = { policy: "rm", server, serverBudget: 2 ** 20, serverPeriod: 2 ** 30, horizon: 2 ** 41 } as const;
    assertEquals(simulate({ processes }, options).metrics.processes, 3);
  }
  const options = { policy: "rm", server: "sporadic", serverBudget: 1, serverPeriod: most, horizon: 9 } as const;
  assertThrows(
    () => simulate({ processes: [{ bursts: 3, period: 9 }, { bursts: 3 }] }, options),
    Error,
    "time must be at most",
  );
});
