import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { orderRows } from "../../engine/_order_rows.ts";
import { selectRank, selectRanks } from "../../engine/_select.ts";
import { loadCore } from "../../engine/_setup.ts";
import { createCore } from "../../engine/core.ts";
import { findPolicy } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { simulate, Simulation, SimulationDeadlockError, SimulationError, type SimulationOptions } from "../../mod.ts";
import type { Workload, WorkloadColumns } from "../../mod.ts";

const TIME_MAX = Number.MAX_SAFE_INTEGER;

/** `count` processes of `cpu` ticks, one arriving every `gap` ticks. */
function evenColumns(count: number, cpu: number, gap: number): WorkloadColumns {
  return {
    arrival: Float64Array.from({ length: count }, (_, row) => row * gap),
    cpu: new Float64Array(count).fill(cpu),
  };
}

Deno.test("simulate() is exact up to the greatest time", () => {
  const { processes } = simulate({ processes: [{ arrival: TIME_MAX - 3, bursts: 3 }] }, { policy: "fcfs" });
  assertEquals(processes[0].finish, TIME_MAX);
  assertEquals(processes[0].turnaround, 3);
});

Deno.test("simulate() refuses a time past 2^53 - 1", () => {
  const workload = { processes: [{ arrival: TIME_MAX - 3, bursts: 4 }] };
  const error = assertThrows(() => simulate(workload, { policy: "fcfs" }), SimulationError, "time must be at most");
  assertEquals(error.code, "time-overflow");
});

Deno.test("simulate() refuses a time past 2^53 - 1 that only switches, I/O or waiting bring about", () => {
  const late = { arrival: TIME_MAX - 5, bursts: 2 };
  for (
    const [processes, options] of [
      [[late, late], { policy: "fcfs", switchCost: 3 }],
      [[{ arrival: TIME_MAX - 5, bursts: [1, 5, 1] }], { policy: "rr" }],
      [[late, late, late], { policy: "srtf" }],
    ] as [Workload["processes"], SimulationOptions][]
  ) {
    assertThrows(() => simulate({ processes }, options), SimulationError, "time must be at most");
  }
});

Deno.test("SchedulerCore.layout() refuses what 4 GiB cannot hold, and says how much it would be", () => {
  const core = createCore();
  core.processCount.value = 2 ** 31 - 1;
  const bytes = core.layout();
  assert(bytes < -(2 ** 32), `${bytes} bytes`);
  core.processCount.value = 1_000;
  assert(core.layout() > 0);
});

Deno.test("loadCore() throws SimulationError where memory cannot hold the processes", () => {
  // Columns of a length that only this test believes in: the error comes before any of them is read to the end.
  const rows = { length: 2 ** 31 - 1, 0: 0 } as unknown as Float64Array;
  const options = resolveOptions({ policy: "fcfs" });
  const error = assertThrows(
    () => loadCore({ arrival: rows, cpu: rows }, findPolicy("fcfs"), options),
    SimulationError,
    "2147483647 processes need",
  );
  assertEquals(error.code, "out-of-memory");
});

Deno.test("simulate() names the processes and locks of a deadlock", () => {
  const error = assertThrows(() =>
    simulate({
      processes: [
        {
          name: "A",
          bursts: [{ cpu: 1 }, { lock: "x" }, { cpu: 3 }, { lock: "y" }, { cpu: 1 }, { unlock: "y" }, { unlock: "x" }],
        },
        {
          name: "B",
          bursts: [{ cpu: 1 }, { lock: "y" }, { cpu: 3 }, { lock: "x" }, { cpu: 1 }, { unlock: "x" }, { unlock: "y" }],
        },
      ],
    }, { policy: "rr", quantum: 2 }), SimulationDeadlockError);
  assertEquals(error.processes, [
    { pid: 1, name: "A", waitsFor: "y", heldBy: 2 },
    { pid: 2, name: "B", waitsFor: "x", heldBy: 1 },
  ]);
  assertEquals(error.time, 8);
});

Deno.test("simulate() finds a deadlock under boosts instead of boosting for ever", () => {
  assertThrows(() =>
    simulate({
      processes: [
        {
          bursts: [{ cpu: 1 }, { lock: "x" }, { cpu: 3 }, { lock: "y" }, { cpu: 1 }, { unlock: "y" }, { unlock: "x" }],
        },
        {
          bursts: [{ cpu: 1 }, { lock: "y" }, { cpu: 3 }, { lock: "x" }, { cpu: 1 }, { unlock: "x" }, { unlock: "y" }],
        },
      ],
    }, { policy: "mlfq", boost: 1 }), SimulationDeadlockError);
});

Deno.test("simulate() skips boosts of an idle machine in no time", () => {
  const processes = [{ bursts: 3 }, { arrival: TIME_MAX - 9, bursts: 3 }];
  const result = simulate({ processes }, { policy: "mlfq", boost: 1 });
  assertEquals(result.processes[1].finish, TIME_MAX - 6);
});

Deno.test("simulate() keeps a timeline longer than its buffers", () => {
  const result = simulate(evenColumns(100, 2_000, 1), {
    policy: "rr",
    quantum: 1,
    timeline: "full",
    transitions: "full",
  });
  assertEquals(result.timeline.length, 200_000);
  assertEquals(result.timeline.at(-1)!.end, 200_000);
  // Each process: arrival, ready; and for every quantum a dispatch and a requeueing, the last one an exit instead.
  assertEquals(result.transitions.length, 100 * 2 + 200_000 * 2);
});

Deno.test("simulate() records only a window", () => {
  const result = simulate(evenColumns(4, 10, 0), {
    policy: "rr",
    quantum: 1,
    timeline: { from: 10, to: 12 },
    transitions: { from: 10, to: 11 },
    decisions: { from: 10, to: 11 },
  });
  assertEquals(result.timeline.map(({ start, end }) => [start, end]), [[10, 11], [11, 12]]);
  assertEquals(result.transitions.map(({ time }) => time), [10, 10]);
  assertEquals(result.decisions.map(({ time }) => time), [10]);
});

Deno.test("simulate() gives results in the workload's order, whatever the arrivals and pids", () => {
  const workload = {
    arrival: Float64Array.of(5, 0, 5),
    cpu: Float64Array.of(1, 10, 2),
    pid: Float64Array.of(9, 4, 3),
    names: ["late", undefined, "first of the late"],
  };
  const { processes, columns } = simulate(workload, { policy: "fcfs" });
  assertEquals(processes.map(({ pid, name, finish }) => [pid, name, finish]), [
    [9, "late", 13],
    [4, "P4", 10],
    [3, "first of the late", 12],
  ]);
  assertEquals([...columns.pid], [9, 4, 3]);
});

Deno.test("Simulation.run() can be cancelled, and run on afterwards", async () => {
  const simulation = new Simulation(evenColumns(1_000, 5_000, 0), { policy: "rr", quantum: 1 });
  const controller = new AbortController();
  const reason = new Error("enough");
  setTimeout(() => controller.abort(reason), 5);
  await assertRejects(() => simulation.run({ signal: controller.signal }), Error, "enough");
  const { finished, time } = simulation.progress;
  assert(finished < 1_000 && time > 0);
  const result = await simulation.run();
  assertEquals(result.metrics.makespan, 5_000_000);
});

Deno.test("Simulation.run() reports progress and leaves the event loop free", async () => {
  const simulation = new Simulation(evenColumns(1_000, 20_000, 0), { policy: "rr", quantum: 1 });
  let ticks = 0;
  const timer = setInterval(() => ticks += 1, 1);
  const times: number[] = [];
  await simulation.run({ onProgress: ({ time, processes }) => times.push(time) && assertEquals(processes, 1_000) });
  clearInterval(timer);
  assert(times.length > 0 && ticks > 0, `${times.length} reports, ${ticks} timer ticks`);
  assertEquals([...times].sort((a, b) => a - b), times);
});

Deno.test("Simulation.step() stops at a full buffer and goes on after a drain", () => {
  const simulation = new Simulation(evenColumns(10, 100_000, 0), { policy: "rr", quantum: 1, timeline: "full" });
  let end = 0;
  let fullCount = 0;
  for (let outcome = simulation.step();; outcome = simulation.step()) {
    for (const segment of simulation.drainSegments()) {
      assertEquals(segment.start, end);
      end = segment.end;
    }
    if (outcome.done) break;
    assert(outcome.full);
    fullCount += 1;
  }
  assertEquals(end, 1_000_000);
  assert(fullCount >= 10);
});

Deno.test("Simulation.controlBlock() shows a process in each of its states", () => {
  const simulation = new Simulation({
    processes: [
      { name: "A", bursts: [{ cpu: 2 }, { io: 4 }, { cpu: 1 }] },
      { name: "B", arrival: 1, bursts: 4 },
    ],
  }, { policy: "rr", quantum: 3 });
  const look = (until: number) => {
    simulation.step({ until });
    const { state, waitsFor, cpu, executed, remaining, quantumLeft } = simulation.controlBlock(1);
    return { state, waitsFor, cpu, executed, remaining, quantumLeft };
  };
  assertEquals(look(0), { state: "running", waitsFor: null, cpu: 0, executed: 0, remaining: 2, quantumLeft: 3 });
  assertEquals(look(2), {
    state: "blocked",
    waitsFor: "I/O of 4",
    cpu: null,
    executed: 2,
    remaining: 0,
    quantumLeft: null,
  });
  assertEquals(look(6), { state: "running", waitsFor: null, cpu: 0, executed: 2, remaining: 1, quantumLeft: 3 });
  assertEquals(look(7).state, "terminated");
  assertThrows(() => simulation.controlBlock(3), RangeError, "pid must be one of the workload's, got 3");
});

Deno.test("Simulation.controlBlock() tells who waits for admission and for a lock", () => {
  const held = { bursts: [{ cpu: 1 }, { lock: "file" }, { cpu: 5 }, { unlock: "file" }] };
  const simulation = new Simulation({ processes: [held, held, held] }, { policy: "rr", quantum: 1, admit: 2 });
  simulation.step({ until: 3 });
  assertEquals(simulation.controlBlock(1).holds, ["file"]);
  assertEquals(simulation.controlBlock(2).waitsFor, "lock file");
  assertEquals(simulation.controlBlock(3).waitsFor, "admission");
  assertEquals(simulation.controlBlock(3).state, "new");
});

Deno.test("simulate() runs rigid jobs on their processors and refuses what cannot fit", () => {
  const jobs = [{ bursts: 4, processors: 2 }, { bursts: 4, processors: 3 }, { bursts: 1, processors: 1 }];
  const { processes, metrics } = simulate({ processes: jobs }, { policy: "fcfs", cpus: 4, rigid: true });
  assertEquals(processes.map(({ firstRun }) => firstRun), [0, 4, 4]);
  assertEquals(metrics.utilization, (8 + 12 + 1) / (4 * 8));
  assertThrows(
    () => simulate({ processes: jobs }, { policy: "fcfs", cpus: 2, rigid: true }),
    RangeError,
    "processors of process 2 must be at most cpus (2) with rigid, got 3",
  );
  assertThrows(
    () => simulate({ processes: [{ bursts: [1, 1, 1] }] }, { policy: "fcfs", rigid: true }),
    RangeError,
    "single CPU burst with rigid",
  );
});

Deno.test("simulate() notes ignored processor counts and a load above 1", () => {
  const few = [{ bursts: 4, processors: 2 }, { arrival: 1, bursts: 4 }];
  const homework = simulate({ processes: few }, { policy: "fcfs" });
  assertEquals(homework.metrics.load, 8);
  assertEquals(homework.notes.length, 1, "of so few jobs a load says nothing");
  const many = [...few, ...Array.from({ length: 48 }, (_, row) => ({ arrival: row + 2, bursts: 4 }))];
  const { notes } = simulate({ processes: many }, { policy: "fcfs" });
  assert(notes[0].includes("Processor counts") && notes[1].includes("Load 4.08 exceeds 1"), notes.join("\n"));
});

Deno.test("orderRows() is null for rows in order and sorts by (arrival, pid) otherwise", () => {
  assertEquals(orderRows({ arrival: Float64Array.of(0, 0, 3) }), null);
  assertEquals(orderRows({ arrival: Float64Array.of(0, 0), pid: Float64Array.of(2, 1) }), Uint32Array.of(1, 0));
  const arrival = Float64Array.from({ length: 2_000 }, (_, row) => (row * 7919) % 97 * 2 ** 40 + (row * 31) % 5);
  const expected = [...arrival.keys()].sort((a, b) => arrival[a] - arrival[b] || a - b);
  assertEquals([...orderRows({ arrival })!], expected);
});

Deno.test("selectRank() puts the value of each rank where a sort would", () => {
  for (const make of [(i: number) => (i * 7919) % 1009, (i: number) => i, (i: number) => -i, (i: number) => i % 2]) {
    const values = Float64Array.from({ length: 1_000 }, (_, index) => make(index));
    const sorted = values.toSorted();
    for (const rank of [0, 1, 499, 500, 949, 998, 999]) {
      assertEquals(selectRank(values.slice(), rank), sorted[rank]);
    }
  }
});

Deno.test("selectRanks() gives what a sort would, for many and few distinct values, near and far apart", () => {
  const makers: ((i: number) => number)[] = [
    (i) => (i * 7919) % 10_007,
    (i) => i,
    (i) => -i,
    (i) => i % 2,
    (i) => i % 20 === 0 ? i : 3,
    (i) => 1 / (1 + (i * 7919) % 10_007),
    (i) => 2 ** ((i * 31) % 50),
    (i) => i === 17 ? 2 ** 53 - 1 : i % 5,
  ];
  for (const [at, make] of makers.entries()) {
    for (const length of [1_000, 8_191, 8_192, 20_011]) {
      const values = Float64Array.from({ length }, (_, index) => make(index));
      const sorted = values.toSorted();
      const ranks = [0, 0, length >> 1, Math.ceil(length * 0.95) - 1, Math.ceil(length * 0.99) - 1, length - 1];
      const selected = selectRanks(values, ranks, { min: sorted[0], max: sorted[length - 1] });
      assertEquals(selected, ranks.map((rank) => sorted[rank]), `maker ${at}, length ${length}`);
    }
  }
});
