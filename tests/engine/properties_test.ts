/**
 * What theory and the engine's contract say of every run, as properties with shrinking counterexamples.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { PolicyOptions, SimulationOptions } from "../../engine/options.ts";
import type { MlfqOptions } from "../../engine/policy_options.ts";
import type { Segment, SimulationResult, Transition } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import {
  BURST_KIND,
  type NamedDevice,
  type ProcessSpec,
  type Workload,
  type WorkloadColumns,
} from "../../engine/workload.ts";
import { compareNumbers } from "../reference/invariants.ts";
import { normalizeBursts } from "../reference/process.ts";
import { Random } from "../reference/random.ts";
import { soakCount } from "../reference/soak.ts";
import { randomCase } from "../reference/workloads.ts";

const RUNS = { numRuns: soakCount(200) };

/** CPU and I/O ticks in turn, or CPU ticks alone. */
function anyWorkload({ io = true } = {}): fc.Arbitrary<Workload> {
  const cpu = fc.integer({ min: 1, max: 12 });
  const later = fc.tuple(fc.integer({ min: 0, max: 9 }), cpu);
  const bursts = fc.tuple(cpu, fc.array(later, { maxLength: io ? 3 : 0 }))
    .map(([first, rest]) => [first, ...rest.flat()]);
  return fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), bursts), { minLength: 1, maxLength: 12 }).map((rows) => ({
    processes: rows.map(([arrival, bursts], index): ProcessSpec => ({ pid: index + 1, arrival, bursts })),
  }));
}

const anyMlfq: fc.Arbitrary<MlfqOptions> = fc.record({
  policy: fc.constant("mlfq"),
  levels: fc.integer({ min: 1, max: 5 }),
  quantum: fc.integer({ min: 1, max: 4 }),
  allotments: fc.integer({ min: 1, max: 3 }),
  boost: fc.constantFrom(0, 1, 5, 20),
  preemption: fc.constantFrom("tail", "head", "none"),
  demoteAlone: fc.boolean(),
  ioStay: fc.boolean(),
  ioBump: fc.boolean(),
  quantumReturn: fc.constantFrom("full", "remainder"),
});

const anyPolicy: fc.Arbitrary<PolicyOptions> = fc.oneof(
  fc.constantFrom<PolicyOptions>({ policy: "fcfs" }, { policy: "sjf" }, { policy: "srtf" }, { policy: "causes" }),
  fc.integer({ min: 1, max: 8 }).map((quantum): PolicyOptions => ({ policy: "rr", quantum })),
  fc.constantFrom<PolicyOptions>(
    { policy: "vrr" },
    { policy: "lifo" },
    { policy: "lifo", preemptive: true },
    { policy: "las", quantum: 2 },
    { policy: "predicted" },
    { policy: "hrrn" },
    { policy: "ljf" },
    { policy: "lrtf" },
    { policy: "priority", aging: 2 },
    { policy: "mlq" },
    { policy: "feedback" },
    { policy: "lottery", quantum: 2 },
    { policy: "stride", quantum: 2 },
    { policy: "cfs", latency: 8, minGranularity: 1 },
    { policy: "eevdf", slice: 4 },
  ),
  anyMlfq,
);

const anyOptions: fc.Arbitrary<SimulationOptions> = fc.tuple(
  anyPolicy,
  fc.record({
    cpus: fc.integer({ min: 1, max: 4 }),
    switchCost: fc.integer({ min: 0, max: 3 }),
    switchFirst: fc.boolean(),
    switchAt: fc.constantFrom("dispatch", "leaving", "leaving-unfinished"),
    devices: fc.constantFrom(1, 2, Infinity),
    admit: fc.constantFrom(1, 3, Infinity),
    ties: fc.constantFrom("textbook", "ostep"),
  }),
).map(([policy, machine]) => ({ ...policy, ...machine, timeline: "full", transitions: "full", decisions: "full" }));

/** Everything that a run tells about what happened, without what was asked. */
function storyOf({ processes, metrics, timeline, transitions, decisions }: SimulationResult) {
  return { processes, metrics, timeline, transitions, decisions };
}

function meanTurnaround(workload: Workload, options: SimulationOptions): number {
  return simulate(workload, options).metrics.turnaround.mean;
}

Deno.test("simulate() gives FCFS under rr when the quantum is at least the longest burst", () => {
  const machine = { cpus: 2, switchCost: 1, timeline: "full", transitions: "full" } as const;
  fc.assert(
    fc.property(anyWorkload(), fc.integer({ min: 12, max: 2 ** 40 }), (workload, quantum) => {
      const fcfs = storyOf(simulate(workload, { policy: "fcfs", ...machine }));
      assertEquals(storyOf(simulate(workload, { policy: "rr", quantum, ...machine })), fcfs);
    }),
    RUNS,
  );
});

Deno.test("simulate() gives the least mean turnaround under srtf when one CPU runs without I/O or switch cost", () => {
  fc.assert(
    fc.property(anyWorkload({ io: false }), anyPolicy, (workload, policy) => {
      assert(meanTurnaround(workload, { policy: "srtf" }) <= meanTurnaround(workload, policy) + 1e-9);
    }),
    RUNS,
  );
});

Deno.test("simulate() gives the least mean turnaround without preemption under sjf when all arrive at once", () => {
  fc.assert(
    fc.property(anyWorkload({ io: false }), (workload) => {
      const processes = workload.processes.map(({ pid, bursts }) => ({ pid, bursts }));
      const [sjf, fcfs] = (["sjf", "fcfs"] as const).map((policy) => meanTurnaround({ processes }, { policy }));
      assert(sjf <= fcfs + 1e-9);
    }),
    RUNS,
  );
});

Deno.test("simulate() gives the same makespan under every policy when one CPU runs without I/O or switch cost", () => {
  fc.assert(
    fc.property(anyWorkload({ io: false }), anyPolicy, (workload, policy) => {
      const expected = simulate(workload, { policy: "fcfs" }).metrics;
      const { makespan, utilization } = simulate(workload, policy).metrics;
      assertEquals(makespan, expected.makespan);
      assertAlmostEquals(utilization, expected.utilization);
    }),
    RUNS,
  );
});

Deno.test("simulate() gives byte-identical JSON when run twice", () => {
  fc.assert(
    fc.property(anyWorkload(), anyOptions, (workload, options) => {
      const [first, second] = [0, 1].map(() => JSON.stringify(storyOf(simulate(workload, options))));
      assertEquals(first, second);
    }),
    RUNS,
  );
});

Deno.test("simulate() shifts everything by k when all arrivals are shifted by k", () => {
  fc.assert(
    fc.property(anyWorkload(), anyOptions, fc.integer({ min: 0, max: 2 ** 40 }), (workload, options, factor) => {
      // Boosts fall on multiples of their period, so only a multiple of it shifts them too.
      const boost = options.policy === "mlfq" ? options.boost ?? 0 : 0;
      const shift = factor * Math.max(boost, 1);
      const processes = workload.processes.map((spec) => ({ ...spec, arrival: spec.arrival! + shift }));
      const expected = simulate(workload, options);
      const shifted = simulate({ processes }, options);
      assertEquals(shifted.metrics, expected.metrics);
      assertEquals(
        shifted.timeline,
        expected.timeline.map((segment) => ({ ...segment, start: segment.start + shift, end: segment.end + shift })),
      );
      assertEquals(
        shifted.transitions,
        expected.transitions.map((transition) => ({ ...transition, time: transition.time + shift })),
      );
      assertEquals(
        shifted.processes,
        expected.processes.map((process) => ({
          ...process,
          arrival: process.arrival + shift,
          firstRun: process.firstRun + shift,
          finish: process.finish + shift,
        })),
      );
    }),
    RUNS,
  );
});

Deno.test("simulate() gives the same run when rows with explicit pids are permuted", () => {
  fc.assert(
    fc.property(anyWorkload(), anyOptions, fc.integer(), (workload, options, seed) => {
      const processes = new Random(seed).shuffle(workload.processes);
      const expected = storyOf(simulate(workload, options));
      const { metrics, ...permuted } = storyOf(simulate({ processes }, options));
      const byPid = permuted.processes.toSorted((a, b) => a.pid - b.pid);
      assertEquals({ ...permuted, processes: byPid, metrics: expected.metrics }, expected);
      // Sums of fractions depend on the order of the rows in their last digit.
      compareNumbers("metrics", metrics, expected.metrics, (difference) => assert(false, difference));
    }),
    RUNS,
  );
});

/** The same workload as columns. */
function toColumns({ processes, devices: described = {} }: Workload): WorkloadColumns {
  const programs = processes.map(({ bursts }) => normalizeBursts(bursts));
  const locks: string[] = [];
  const lockIndex = (name: string) => {
    if (!locks.includes(name)) locks.push(name);
    return locks.indexOf(name);
  };
  const entries = programs.flat().map((burst): [kind: number, value: number] => {
    if ("cpu" in burst) return [BURST_KIND.cpu, burst.cpu];
    if ("io" in burst) return [BURST_KIND.io, burst.io];
    if ("lock" in burst) return [BURST_KIND.lock, lockIndex(burst.lock)];
    return [BURST_KIND.unlock, lockIndex(burst.unlock)];
  });
  const devices: NamedDevice[] = Object.entries(described).map(([name, spec]) =>
    typeof spec === "number" ? { name, servers: spec } : { name, ...spec }
  );
  const device = programs.flat().map((burst) => {
    if (!("io" in burst) || burst.device === undefined) return 0;
    const name = burst.device;
    if (!devices.some((each) => each.name === name)) devices.push({ name });
    return 1 + devices.findIndex((each) => each.name === name);
  });
  const groups: string[] = [];
  const groupOf = processes.map(({ group = "default" }) => {
    if (group === "default") return 0;
    if (!groups.includes(group)) groups.push(group);
    return 1 + groups.indexOf(group);
  });
  const offset = [0];
  for (const program of programs) offset.push(offset.at(-1)! + program.length);
  return {
    arrival: Float64Array.from(processes, ({ arrival }) => arrival ?? 0),
    pid: Float64Array.from(processes, ({ pid }, row) => pid ?? row + 1),
    processors: Uint32Array.from(processes, ({ processors }) => processors ?? 1),
    priority: Float64Array.from(processes, ({ priority }) => priority ?? 0),
    tickets: Float64Array.from(processes, ({ tickets }) => tickets ?? 1),
    nice: Float64Array.from(processes, ({ nice }) => nice ?? 0),
    estimate: Float64Array.from(processes, ({ estimate }) => estimate ?? 0),
    deadline: Float64Array.from(processes, ({ deadline }) => deadline ?? 0),
    period: Float64Array.from(processes, ({ period }) => period ?? 0),
    after: Float64Array.from(processes, ({ after }) => after ?? -1),
    think: Float64Array.from(processes, ({ think }) => think ?? 0),
    quantum: Float64Array.from(processes, ({ quantum }) => quantum ?? 0),
    memory: Float64Array.from(processes, ({ memory }) => memory ?? 0),
    group: { names: groups, of: Uint32Array.from(groupOf) },
    resources: {
      of: Uint32Array.from(processes, (_, row) => row + 1),
      sets: processes.map(({ resources = {} }) => resources),
    },
    bursts: {
      offset: Uint32Array.from(offset),
      kind: Uint8Array.from(entries, ([kind]) => kind),
      value: Float64Array.from(entries, ([, value]) => value),
      locks,
      ...(device.some((number) => number > 0) ? { device: Uint32Array.from(device), devices } : {}),
    },
  };
}

Deno.test("simulate() gives the same run when the workload is given as columns", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { workload, options } = randomCase(seed, { deadlocks: false });
      assertEquals(storyOf(simulate(toColumns(workload), options)), storyOf(simulate(workload, options)));
    }),
    RUNS,
  );
});

Deno.test("Simulation.step() gives the run of simulate() when stepped in chunks of any size", () => {
  const anyChunk = fc.oneof(
    fc.record({ instants: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ ticks: fc.integer({ min: 1, max: 9 }) }),
  );
  fc.assert(
    fc.property(fc.nat(), fc.array(anyChunk, { minLength: 1, maxLength: 10 }), (seed, chunks) => {
      const { workload, options } = randomCase(seed, { deadlocks: false });
      const simulation = new Simulation(workload, options);
      const segments: Segment[] = [];
      const transitions: Transition[] = [];
      let latest = 0;
      let until = 0;
      for (let turn = 0;; turn++) {
        const chunk = chunks[turn % chunks.length];
        until = Math.max(until, latest) + ("ticks" in chunk ? chunk.ticks : 0);
        const { time, done } = simulation.step("ticks" in chunk ? { until } : chunk);
        assert(time >= latest, `time went from ${latest} back to ${time}`);
        assert(!("ticks" in chunk) || time <= until, `time went to ${time}, past ${until}`);
        latest = time;
        segments.push(...simulation.drainSegments());
        transitions.push(...simulation.drainTransitions());
        if (done) break;
        assert(turn < 100_000, "the simulation must come to its end");
      }
      const expected = simulate(workload, options);
      assertEquals(segments.sort((a, b) => a.start - b.start || a.cpu - b.cpu), expected.timeline);
      assertEquals(transitions, expected.transitions);
      const { processes, metrics } = simulation.result();
      assertEquals({ processes, metrics }, { processes: expected.processes, metrics: expected.metrics });
    }),
    RUNS,
  );
});

/** Rigid jobs on 8 CPUs, whose estimates are what they take unless some is asked for. */
const anyRigidJobs = (mayEndEarly: boolean) =>
  fc.array(
    fc.record({
      arrival: fc.integer({ min: 0, max: 30 }),
      bursts: fc.integer({ min: 1, max: 12 }),
      processors: fc.integer({ min: 1, max: 8 }),
      estimate: mayEndEarly ? fc.integer({ min: 1, max: 30 }) : fc.constant(1),
    }),
    { minLength: 1, maxLength: 14 },
  ).map((processes) => ({ processes }));

Deno.test("simulate() gives conservative backfilling under easy when every job has a reservation and none ends early", () => {
  const machine = { cpus: 8, rigid: true, timeline: "full", transitions: "full" } as const;
  fc.assert(
    fc.property(anyRigidJobs(false), (workload) => {
      const conservative = storyOf(simulate(workload, { policy: "conservative", ...machine }));
      const planned = simulate(workload, { policy: "easy", reservationDepth: Infinity, ...machine });
      assertEquals(storyOf(planned), conservative);
    }),
    RUNS,
  );
});

Deno.test("simulate() gives FCFS of rigid jobs under backfilling when it looks at a single one", () => {
  const machine = { cpus: 8, rigid: true, timeline: "full", transitions: "full" } as const;
  fc.assert(
    fc.property(anyRigidJobs(true), fc.constantFrom(1, 3), (workload, reservationDepth) => {
      const fcfs = storyOf(simulate(workload, { policy: "fcfs", ...machine }));
      assertEquals(storyOf(simulate(workload, { policy: "easy", queueDepth: 1, reservationDepth, ...machine })), fcfs);
      assertEquals(storyOf(simulate(workload, { policy: "conservative", queueDepth: 1, ...machine })), fcfs);
    }),
    RUNS,
  );
});
