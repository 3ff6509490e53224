/**
 * Dispatches per second: the engine's core beside its twins, interleaved.
 *
 * @module
 */

import { messageOf } from "../errors.ts";
import type { Case, Contender, Role, Rounds, SectionRun, SuiteRun, Target } from "../suite.ts";
import { CTwin } from "./c_contender.ts";
import type { SimulationContender } from "./contender.ts";
import { describeOutcome, type Outcome } from "./outcome.ts";
import { BENCH_POLICIES, type BenchPolicy } from "./policies.ts";
import { TsContender } from "./ts_contender.ts";
import { WasmContender } from "./wasm_contender.ts";
import { type BenchWorkload, makeWorkload, type Shape } from "./workload.ts";

/** The names of the three, as tables and targets have them. */
export const NAMES = { wasm: "Quanta", typescript: "TypeScript", c: "C -O3" } as const;

const QUICK_ROUNDS = { least: 7, most: 41 };

/** One measured size. */
export interface ThroughputSize {
  processes: number;
  iterations: number;
  warmupRounds: number;
  rounds: Rounds;
  /** No round begins later, once there are the least. */
  budgetMs: number;
}

/**
 * The sizes that every policy is measured at. Those of a quick run take about a millisecond: less than the turn that a busy
 * system gives to a program, so that one of a few iterations gets through without being interrupted.
 */
export function sizesOf(shape: Shape, quick: boolean): ThroughputSize[] {
  if (quick) {
    return [
      { processes: 1_000, iterations: 15, warmupRounds: 2, rounds: QUICK_ROUNDS, budgetMs: 1_000 },
      { processes: 10_000, iterations: 5, warmupRounds: 1, rounds: QUICK_ROUNDS, budgetMs: 1_000 },
    ];
  }
  const sizes = [
    { processes: 1_000, iterations: 30, warmupRounds: 3, rounds: { least: 9, most: 15 }, budgetMs: 3_000 },
    { processes: 10_000, iterations: 5, warmupRounds: 2, rounds: { least: 9, most: 15 }, budgetMs: 3_000 },
    { processes: 100_000, iterations: 1, warmupRounds: 1, rounds: { least: 9, most: 15 }, budgetMs: 3_000 },
    { processes: 1_000_000, iterations: 1, warmupRounds: 1, rounds: { least: 5, most: 9 }, budgetMs: 5_000 },
  ];
  // A backlog of ten million lives in main memory alone: it would measure the machine's latency, minutes long.
  if (shape === "steady") {
    sizes.push({
      processes: 10_000_000,
      iterations: 1,
      warmupRounds: 0,
      rounds: { least: 3, most: 3 },
      budgetMs: 5_000,
    });
  }
  return sizes;
}

/**
 * A simulation as a contender of a case; its preparation is not in its time. An operation is a dispatch. One that does
 * other work than the rest is not `comparable`.
 */
export function toContender(
  name: string,
  role: Role,
  simulation: SimulationContender,
  policy: BenchPolicy,
  comparable = true,
): Contender {
  let outcome: Outcome | null = null;
  return {
    name,
    role,
    get operations() {
      return outcome === null ? 1 : outcome.dispatches;
    },
    async run() {
      await simulation.prepare(policy);
      const elapsedMs = await simulation.run();
      outcome = simulation.outcome();
      return elapsedMs;
    },
    result: () => comparable ? describeOutcome(outcome!) : null,
  };
}

/** Somebody who cannot run, for a reason that is known already. */
function absent(name: string, role: Role, reason: string): Contender {
  return {
    name,
    role,
    open() {
      throw new Error(reason);
    },
    run() {},
  };
}

/** What a policy is held to, at the size where the targets hold. */
function targetsOf(policy: BenchPolicy): Target[] {
  const isMlfq = policy.twin.name === "mlfq";
  return [
    { against: NAMES.c, atLeast: isMlfq ? 0.75 : 0.6, detail: !isMlfq },
    ...(isMlfq ? [{ against: NAMES.typescript, atLeast: 2 }] : []),
  ];
}

/** The C twin, or why there is none. */
export type MaybeCTwin = { twin: CTwin } | { reason: string };

/** Compiles the C twin, or another program that answers as it does, or says why it cannot be had. */
export function compileCTwin(source?: URL): MaybeCTwin {
  try {
    return { twin: CTwin.compile(source) };
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

/** The C twin over a workload, as a contender under any policy; it ends with the stack. */
export function startCTwin(
  c: MaybeCTwin,
  workload: BenchWorkload,
  stack: AsyncDisposableStack,
): (policy: BenchPolicy) => Contender {
  if ("reason" in c) return () => absent(NAMES.c, "baseline", c.reason);
  const started = stack.use(c.twin.start(workload));
  return (policy) => toContender(NAMES.c, "baseline", started, policy);
}

/** Measures every policy at every size. */
export async function measureThroughput(
  bench: SuiteRun,
  section: SectionRun,
  shape: Shape,
  c: MaybeCTwin,
  policies: readonly BenchPolicy[] = BENCH_POLICIES,
): Promise<void> {
  const sizes = sizesOf(shape, bench.quick);
  for (const size of sizes) {
    const workload = makeWorkload(size.processes, shape);
    const wasm = new WasmContender(workload);
    const typescript = new TsContender(workload);
    await using stack = new AsyncDisposableStack();
    const toC = startCTwin(c, workload, stack);
    for (const policy of policies) {
      const { name } = policy.twin;
      const isJudged = size.processes === (bench.quick ? sizes.at(-1)!.processes : 1_000_000);
      const measured: Case = {
        id: `${shape}-${name}-${size.processes}`,
        title: `${name}, ${shape}, ${size.processes.toLocaleString("en-US")} processes`,
        parameters: { policy: name, processes: size.processes },
        unit: "operations/s",
        iterations: size.iterations,
        counts: "least",
        warmupRounds: size.warmupRounds,
        rounds: size.rounds,
        budgetMs: size.budgetMs,
        plot: { id: `growth-${shape}`, x: size.processes, series: name },
        targets: isJudged ? targetsOf(policy) : [],
        contenders: [
          toContender(NAMES.wasm, "ours", wasm, policy),
          toContender(NAMES.typescript, "baseline", typescript, policy),
          toC(policy),
        ],
      };
      await section.measure(measured);
    }
  }
}
