/**
 * The policies beyond the first six: the engine's core beside the same algorithm in C (`further_twin.c`, `rigid_twin.c`).
 *
 * @module
 */

import type { MachineOptions, PolicyOptions } from "../../engine/options.ts";
import type { SectionRun, SuiteRun } from "../suite.ts";
import type { BenchPolicy } from "./policies.ts";
import { compileCTwin, type MaybeCTwin, NAMES, startCTwin, type ThroughputSize, toContender } from "./throughput.ts";
import { WasmContender } from "./wasm_contender.ts";
import { type BenchWorkload, makeWorkload, type Shape } from "./workload.ts";

/** A policy without a quantum, or with one. */
function policy(options: PolicyOptions, quanta: number[] = [Infinity]): BenchPolicy {
  return { options, twin: { name: options.policy, quanta } };
}

/** Every further policy for one CPU, options written out. */
export const FURTHER_BENCH_POLICIES: readonly BenchPolicy[] = [
  policy({ policy: "lifo" }),
  policy({ policy: "las", quantum: 1 }, [1]),
  policy({ policy: "counters" }),
  policy({ policy: "unix", decayPeriod: 60 }, [60]),
  policy({ policy: "fss", decayPeriod: 60 }, [60]),
  policy({ policy: "predicted" }),
  policy({ policy: "hrrn" }),
  policy({ policy: "ljf" }),
  policy({ policy: "lrtf" }),
  policy({ policy: "priority" }),
  policy({ policy: "mlq", quanta: new Array(8).fill(4) }, new Array(8).fill(4)),
  policy({ policy: "feedback", quantum: 1, levels: 16 }, new Array(16).fill(1)),
  policy({ policy: "vrr", quantum: 4 }, [4]),
  policy({ policy: "lottery", quantum: 4, seed: 1 }, [4]),
  policy({ policy: "stride", quantum: 4 }, [4]),
  policy({ policy: "cfs" }),
  policy({ policy: "eevdf" }),
  policy({ policy: "edf" }),
  policy({ policy: "rm" }),
  policy({ policy: "dm" }),
  policy({ policy: "llf" }),
];

/** The policies that run rigid jobs only. */
export const RIGID_BENCH_POLICIES: readonly BenchPolicy[] = [
  policy({ policy: "easy" }),
  policy({ policy: "conservative" }),
];

/** The policies that take seconds for a backlog of a million: most give the CPU away many times for each process. */
const LONG: readonly string[] = ["las", "hrrn", "lrtf", "lottery", "stride", "cfs", "eevdf", "llf"];

/** The policies that do what edf does, with another number: one of the three is enough for a backlog. */
const LIKE_EDF: readonly string[] = ["rm", "dm"];

/** The policies that look at all who are ready every so often: with a backlog that is most of what they do. */
const DECAYING: readonly string[] = ["unix", "fss"];

/** A workload with everything that a policy may look at, computed from the row as `further_twin.c` does. */
function withTraits(workload: BenchWorkload): BenchWorkload {
  const column = (valueOf: (row: number) => number) => workload.arrival.map((_, row) => valueOf(row));
  return {
    ...workload,
    priority: column((row) => row * 7 % 8),
    tickets: column((row) => 1 + row % 10),
    nice: column((row) => row % 11 - 5),
    deadline: column((row) => 200 + row * 31 % 1000),
    period: column((row) => 20 * (1 + row % 50)),
    group: { names: ["b", "c", "d"], of: Uint32Array.from(workload.arrival, (_, row) => row % 4) },
  };
}

/** CPUs of the machine for rigid jobs; `rigid_twin.c` has the same. */
const RIGID_CPUS = 128;

/** How many times as long a rigid job is as a process of the other workloads: with 8.5 CPUs a job, a load of 0.7. */
const RIGID_LENGTH = 12;

/** Rigid jobs, what they ask for computed from the row as `rigid_twin.c` does. */
function toRigidJobs({ name, arrival, cpu }: BenchWorkload): BenchWorkload {
  const longer = cpu.map((ticks) => ticks * RIGID_LENGTH);
  return {
    name,
    arrival,
    cpu: longer,
    processors: Uint32Array.from(arrival, (_, row) => 1 + row * 7 % 16),
    estimate: longer.map((ticks, row) => ticks * (1 + row % 3)),
  };
}

/** A part of what is measured: one workload at one size, under some policies. */
interface Part {
  readonly size: Pick<ThroughputSize, "processes" | "iterations" | "rounds" | "budgetMs">;
  readonly policies: readonly BenchPolicy[];
}

/** The parts of a section: a million processes, or few in a quick run. */
function partsOf(shape: Shape, policies: readonly BenchPolicy[], quick: boolean): Part[] {
  if (quick) {
    const processes = shape === "steady" ? 10_000 : 1_000;
    return [{ size: { processes, iterations: 5, rounds: { least: 3, most: 15 }, budgetMs: 150 }, policies }];
  }
  const usual = { iterations: 1, rounds: { least: 3, most: 7 }, budgetMs: 2_000 };
  const million = { processes: 1_000_000, ...usual };
  if (shape === "steady") return [{ size: million, policies }];
  const isLong = ({ twin }: BenchPolicy) => LONG.includes(twin.name);
  const isDecaying = ({ twin }: BenchPolicy) => DECAYING.includes(twin.name);
  return [
    {
      size: million,
      policies: policies.filter((each) => !isLong(each) && !isDecaying(each) && !LIKE_EDF.includes(each.twin.name)),
    },
    { size: { processes: 100_000, ...usual }, policies: policies.filter(isLong) },
    { size: { processes: 10_000, ...usual }, policies: policies.filter(isDecaying) },
  ];
}

/** Measures policies over the workloads of a shape. */
async function measurePolicies(
  bench: SuiteRun,
  section: SectionRun,
  c: MaybeCTwin,
  { shape, policies, toWorkload, machine }: {
    shape: Shape;
    policies: readonly BenchPolicy[];
    /** Adds what the policies look at. */
    toWorkload: (workload: BenchWorkload) => BenchWorkload;
    machine?: MachineOptions;
  },
): Promise<void> {
  for (const { size, policies: measured } of partsOf(shape, policies, bench.quick)) {
    const { processes, ...extent } = size;
    const workload = toWorkload(makeWorkload(processes, shape));
    const wasm = new WasmContender(workload, "nothing", machine, "copy");
    await using stack = new AsyncDisposableStack();
    const toC = startCTwin(c, workload, stack);
    for (const policy of measured) {
      const { name } = policy.twin;
      await section.measure({
        id: `${shape}-${name}-${processes}`,
        title: `${name}, ${shape}, ${processes.toLocaleString("en-US")} processes`,
        parameters: { policy: name, processes },
        unit: "operations/s",
        counts: "least",
        warmupRounds: 1,
        ...extent,
        targets: [{ against: NAMES.c, atLeast: 0.6, detail: true }],
        contenders: [toContender(NAMES.wasm, "ours", wasm, policy), toC(policy)],
      });
    }
  }
}

const COMPARED =
  "The core beside the same algorithm over the same data structures in C (`-O3 -march=native`), both with " +
  "the same results.";

/** Measures every further policy. */
export async function measureFurther(bench: SuiteRun): Promise<void> {
  const c = compileCTwin(new URL("further_twin.c", import.meta.url));
  const rigid = compileCTwin(new URL("rigid_twin.c", import.meta.url));
  try {
    const ofOneCpu = { policies: FURTHER_BENCH_POLICIES, toWorkload: withTraits };
    const steady = bench.section({
      id: "further-steady",
      title: "Dispatches per second, further policies, load 0.9",
      explanation: `${COMPARED} One CPU, one burst a process (\`bench/engine/further_twin.c\`).`,
    });
    await measurePolicies(bench, steady, c, { shape: "steady", ...ofOneCpu });
    const backlog = bench.section({
      id: "further-backlog",
      title: "Dispatches per second, further policies, all at once",
      explanation: `${COMPARED} Policies that take seconds for a million processes have a hundred thousand.`,
    });
    await measurePolicies(bench, backlog, c, { shape: "backlog", ...ofOneCpu });
    const jobs = bench.section({
      id: "further-rigid",
      title: "Dispatches per second, rigid jobs with backfilling",
      explanation:
        `${COMPARED} Jobs of 1 to 16 CPUs on ${RIGID_CPUS}, estimated at one to three times their length, at a load of 0.7 ` +
        "(`bench/engine/rigid_twin.c`): the queue stays short, since backfilling looks through all of it at every event, and " +
        "with all at once anybody's cost would be the square of its length.",
    });
    const machine = { cpus: RIGID_CPUS };
    const ofJobs = { policies: RIGID_BENCH_POLICIES, toWorkload: toRigidJobs, machine };
    await measurePolicies(bench, jobs, rigid, { shape: "steady", ...ofJobs });
  } finally {
    for (const compiled of [c, rigid]) if ("twin" in compiled) compiled.twin[Symbol.dispose]();
  }
}
