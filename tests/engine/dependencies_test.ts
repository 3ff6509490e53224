// Processes that come after others: when they arrive, what is known of them before, and what is refused.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Workload } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { WorkloadError } from "../../engine/workload/error.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { writeWorkload } from "../../engine/workload/write.ts";
import { firstDifference } from "../reference/compare.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { randomCase } from "../reference/workloads.ts";

/** B two ticks after A, not before 9; C at once after A; D after B, as long as that takes. */
const CHAIN: Workload = {
  processes: [
    { name: "A", bursts: 4 },
    { name: "B", bursts: 3, arrival: 9, after: 1, think: 2 },
    { name: "C", bursts: 2, after: 1 },
    { name: "D", bursts: 1, after: 2, think: 5 },
  ],
};

Deno.test("simulate() lets a process arrive when its think time after another one's end is over", () => {
  const { columns, metrics, processes } = simulate(CHAIN, { policy: "fcfs" });
  // By hand: A 0 to 4, C 4 to 6, B 9 to 12, D 17 to 18.
  assertEquals([...columns.arrival], [0, 9, 4, 17]);
  assertEquals([...columns.finish], [4, 12, 6, 18]);
  assertEquals(processes.map(({ turnaround }) => turnaround), [4, 3, 2, 1]);
  assertEquals(processes.map(({ response }) => response), [0, 0, 0, 0]);
  assertEquals([metrics.makespan, metrics.load], [18, 10 / 17]);
});

Deno.test("simulate() orders processes that arrive together by pid, whether their arrivals are given or made", () => {
  const processes = [
    { pid: 9, bursts: 3 },
    { pid: 7, bursts: 1, arrival: 3 },
    { pid: 4, bursts: 1, after: 9 },
    { pid: 8, bursts: 1, after: 9 },
    { pid: 5, bursts: 1, arrival: 3 },
  ];
  for (const policy of ["fcfs", "sjf", "rr"] as const) {
    const { transitions } = simulate({ processes }, { policy, transitions: "full" });
    const arrivals = transitions.filter(({ cause }) => cause === "arrival").map(({ time, pid }) => [time, pid]);
    assertEquals(arrivals, [[0, 9], [3, 4], [3, 5], [3, 7], [3, 8]]);
    const dispatches = transitions.filter(({ cause }) => cause === "dispatch").map(({ pid }) => pid);
    assertEquals(dispatches, [9, 4, 5, 7, 8]);
  }
});

Deno.test("simulate() counts deadlines from arrivals that are made", () => {
  const processes = [
    { name: "first", bursts: 10, deadline: 100 },
    { name: "late", bursts: 2, after: 1, deadline: 30 }, // at 10, to be done by 40
    { name: "soon", arrival: 10, bursts: 2, deadline: 20 }, // by 30
  ];
  const { columns, deadlines } = simulate({ processes }, { policy: "edf" });
  assertEquals([...columns.finish], [10, 14, 12]);
  assertEquals(deadlines!.tasks.map(({ latenessMax }) => latenessMax), [-90, -26, -18]);
});

Deno.test("simulate() takes dependencies beside periodic tasks, whose jobs have pids of their own", () => {
  const processes = [
    { name: "task", bursts: 1, period: 4 },
    { name: "next", bursts: 1, after: 3, think: 1, deadline: 50 },
    { name: "base", bursts: 2, deadline: 50 },
  ];
  const { workload, columns } = simulate({ processes }, { policy: "edf", horizon: 8 });
  assertEquals(workload.names, ["task.1", "next", "base", "task.2"]);
  assertEquals([...columns.arrival], [0, 4, 0, 4]);
});

Deno.test("Simulation.controlBlock() says what a process waits for before it arrives, and after whom it came", () => {
  const simulation = new Simulation(CHAIN, { policy: "fcfs" });
  simulation.step({ until: 3 });
  const before = simulation.controlBlock(2);
  assertEquals([before.state, before.waitsFor, before.arrival], ["new", "process 1", null]);
  assertEquals([before.remaining, before.executed, before.after], [3, 0, { pid: 1, think: 2 }]);
  simulation.step({ until: 5 });
  assertEquals([simulation.controlBlock(2).waitsFor, simulation.controlBlock(4).waitsFor], [
    "arrival",
    "process 2",
  ]);
  assertEquals([simulation.controlBlock(3).state, simulation.controlBlock(3).arrival], ["running", 4]);
  while (!simulation.step({ instants: 1 }).done);
  const ended = simulation.controlBlock(4);
  assertEquals([ended.state, ended.arrival, ended.finish], ["terminated", 17, 18]);
  assertEquals(simulation.controlBlock(1).after, undefined);
});

Deno.test("Simulation.step() comes to the same with dependencies, whatever the steps and recordings are", () => {
  for (const seed of seeds(60)) {
    const { workload, options } = randomCase(seed, { deadlocks: false });
    if (workload.processes.every(({ after }) => after === undefined)) continue;
    const whole = simulate(workload, options);
    const simulation = new Simulation(workload, options);
    for (let until = 0, done = false; !done; until++) {
      done = simulation.step(until % 3 === 0 ? { until } : { instants: 1 }).done;
      const { time } = simulation.progress;
      for (const { pid } of whole.processes) {
        const last = whole.transitions.findLast((each) => each.pid === pid && each.time <= time);
        const { state, arrival } = simulation.controlBlock(pid);
        assertEquals(state, last?.state ?? "new", describeCase(seed, { workload, options }, `${pid} at ${time}`));
        if (last !== undefined) assertEquals(arrival, whole.processes.find((each) => each.pid === pid)!.arrival);
      }
    }
    const difference = firstDifference(whole, simulation.result());
    assert(difference === null, describeCase(seed, { workload, options }, difference ?? ""));
    const bare: SimulationOptions = { ...options, timeline: "off", transitions: "off", decisions: "off" };
    assertEquals(simulate(workload, bare).columns.finish, whole.columns.finish);
  }
});

Deno.test("toColumns() refuses dependencies on nobody, on oneself, in a circle and of periodic tasks", () => {
  const cases: [Workload["processes"], string][] = [
    [[{ bursts: 1, after: 2 }], "Cannot read process 1: after must be the pid of another process, got 2"],
    [[{ bursts: 1, after: 1 }], "Cannot read process 1: after must be the pid of another process, got 1"],
    [
      [{ bursts: 1 }, { bursts: 1, after: 1.5 }],
      "Cannot read process 2: after must be the pid of another process, got 1.5",
    ],
    [[{ bursts: 1 }, { bursts: 1, after: 1, think: -1 }], "Cannot read process 2: think must be a whole number from 0"],
    [[{ bursts: 1, think: 3 }], "think must be left out where no process is named that it comes after, got 3"],
    [
      [{ bursts: 1 }, { bursts: 1, after: 4 }, { bursts: 1, after: 2 }, { bursts: 1, after: 3 }],
      'Cannot read process 2: after must be of a process that does not wait for it, got "2 after 4 after 3 after 2"',
    ],
    [[{ bursts: 1 }, { bursts: 1, after: 1, period: 5 }], "after must be left out of a periodic task, got 1"],
    [
      [{ bursts: 1, period: 5 }, { bursts: 1, after: 1 }],
      "after must be of a process that is no periodic task, got 1",
    ],
  ];
  for (const [processes, message] of cases) assertThrows(() => toColumns({ processes }), WorkloadError, message);
  const after = Float64Array.of(-1, 1);
  assertThrows(
    () => toColumns({ arrival: new Float64Array(2), cpu: Float64Array.of(1, 1), after: after.subarray(1) }),
    TypeError,
    "after must be as long as arrival (2 entries), got 1",
  );
});

Deno.test("readWorkload() and writeWorkload() keep dependencies, in SWF as fields 17 and 18", async () => {
  const processes = [
    { bursts: 2, arrival: 5 },
    { bursts: 2, after: 1, think: 3 },
    { bursts: 2, arrival: 7, after: 2 },
    { bursts: 2, after: 1 },
  ];
  const columns = toColumns({ processes });
  for (const format of ["csv", "json", "yaml", "swf"] as const) {
    const notes: string[] = [];
    const text = [...writeWorkload({ processes }, format, { onNote: (note) => notes.push(note) })].join("");
    const select = format === "swf" ? { dependencies: "follow" as const } : undefined;
    const { workload } = await readWorkload(text, { format, select });
    assertEquals([workload, notes], [columns, []], format);
  }
  const notes: string[] = [];
  const both = [{ pid: 0, bursts: 1 }, { bursts: 1, pid: 1, after: 0 }, {
    pid: 2,
    bursts: 1,
    arrival: 4,
    after: 1,
    think: 2,
  }];
  [...writeWorkload({ processes: both }, "swf", { onNote: (note) => notes.push(note) })];
  assertEquals(notes, [
    "SWF has no place for a preceding job 0: left out",
    "SWF has no place for an arrival beside a think time: the think time counts",
  ]);
});

Deno.test("simulate() ends a run whose made arrivals pass 2^53 - 1 with an error", () => {
  const processes = [{ bursts: 5 }, { bursts: 1, after: 1, think: Number.MAX_SAFE_INTEGER }];
  assertThrows(() => simulate({ processes }, { policy: "fcfs" }), Error, "time must be at most 9007199254740991");
});

Deno.test("simulate() takes a long chain and a wide fan of dependencies in linear time and space", () => {
  const count = 100_000;
  const column = (value: (row: number) => number) => Float64Array.from({ length: count }, (_, row) => value(row));
  const one = column(() => 1);
  const chain = simulate({ arrival: column(() => 0), cpu: one, after: column((row) => row === 0 ? -1 : row) }, {
    policy: "sjf",
  });
  assertEquals(chain.metrics.makespan, count);
  const fan = simulate({ arrival: column(() => 0), cpu: one, after: column((row) => row === 0 ? -1 : 1) }, {
    policy: "sjf",
  });
  assertEquals([fan.metrics.makespan, fan.columns.finish[count - 1]], [count, count]);
});
