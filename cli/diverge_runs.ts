/**
 * Runs one workload twice, side by side, and finds where the two runs part and what each decided there.
 *
 * @module
 */

import type { SimulationOptions, SimulationResult } from "../mod.ts";
import type { Contender } from "./compare_runs.ts";
import { explainRun, type Explanation } from "./explain_run.ts";
import { type Difference, FirstDifference, type Side } from "./first_difference.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { Progress } from "./progress.ts";
import { checkOptions, createSimulation, runSimulation } from "./run_simulation.ts";
import type { LoadedWorkload } from "./workload_input.ts";

/** One of the two runs. */
export interface DivergingRun {
  readonly label: string;
  readonly result: SimulationResult;
  /** What it decided, and what happened in it, at the tick where the runs part; `null` where they do not. */
  readonly explanation: Explanation | null;
}

/** Two runs of one workload. */
export interface Divergence {
  readonly runs: readonly [DivergingRun, DivergingRun];
  /** Where their CPUs first do different things; `null` if they never do. */
  readonly difference: Difference | null;
}

/** Runs both to their ends, and once more up to where they part. */
export async function runDivergence(
  io: Io,
  workload: LoadedWorkload,
  contenders: readonly [Contender, Contender],
): Promise<Divergence> {
  const cpus = contenders.map(({ options }) => checkOptions(options).cpus);
  const finder = new FirstDifference(Math.max(...cpus));
  await using progress = new Progress(io);
  return await interruptible(io, async (signal) => {
    const failure = new AbortController();
    const run = async ({ label, options }: Contender, side: Side) => {
      const simulation = createSimulation(workload.columns, { ...options, timeline: "full" });
      const result = await runSimulation(simulation, {
        signal: AbortSignal.any([signal, failure.signal]),
        progress,
        label: `${label} on ${workload.name}`,
        onRecorded: (segments) => finder.add(side, segments),
        part: { before: side / 2, size: 1 / 2 },
      });
      finder.end(side);
      return result;
    };
    // Each gives way to the other after a slice of some milliseconds, so that neither gets far ahead.
    const both = contenders.map((contender, index) => run(contender, index as Side));
    const results = await Promise.all(both).catch(async (error) => {
      failure.abort();
      await Promise.allSettled(both);
      throw error;
    });
    const { difference } = finder;
    const look = async (index: Side): Promise<DivergingRun> => {
      const { label, options } = contenders[index];
      const result = results[index];
      const explanation = difference && await explainAt(workload, options, difference.tick, signal);
      return { label, result, explanation };
    };
    return { runs: [await look(0), await look(1)], difference };
  });
}

/** What a run decides at a tick, and what happens in it then. */
async function explainAt(
  workload: LoadedWorkload,
  options: SimulationOptions,
  tick: number,
  signal: AbortSignal,
): Promise<Explanation> {
  const window = { from: tick, to: tick + 1 };
  const simulation = createSimulation(workload.columns, { ...options, decisions: "full", transitions: window });
  return await explainRun(simulation, { at: tick, decisionsMax: Infinity }, [], signal);
}
