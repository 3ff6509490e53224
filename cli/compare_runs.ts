/**
 * Simulates one workload under several policies, one after another.
 *
 * @module
 */

import type { SimulationOptions } from "../engine/options.ts";
import type { Io } from "./io.ts";
import { interruptible } from "./interruptible.ts";
import { Progress } from "./progress.ts";
import type { ComparedRun } from "./render/compare_table.ts";
import { TimelinePicture } from "./render/timeline_picture.ts";
import { checkOptions, createSimulation, runSimulation } from "./run_simulation.ts";
import type { LoadedWorkload } from "./workload_input.ts";

/** One of the policies to compare. */
export interface Contender {
  /** As it was asked for. */
  readonly label: string;
  readonly options: SimulationOptions;
}

/** A run of a comparison with what its chart is drawn from. */
export interface PicturedRun extends ComparedRun {
  /** `null` where no charts are drawn. */
  readonly picture: TimelinePicture | null;
}

/** Runs all contenders. `isDrawn` records what charts need. */
export async function compareRuns(
  io: Io,
  workload: LoadedWorkload,
  contenders: readonly Contender[],
  isDrawn: boolean,
): Promise<PicturedRun[]> {
  // What is wrong with the options of any of them is said before the first one runs.
  for (const { options } of contenders) checkOptions(options);
  const timeline = isDrawn ? "full" : "off";
  await using progress = new Progress(io);
  return await interruptible(io, async (signal) => {
    const runs: PicturedRun[] = [];
    for (const [index, contender] of contenders.entries()) {
      const picture = isDrawn ? new TimelinePicture(workload.firstArrival) : null;
      const simulation = createSimulation(workload.columns, { ...contender.options, timeline });
      const result = await runSimulation(simulation, {
        signal,
        progress,
        label: `${contender.label} on ${workload.name} (${index + 1} of ${contenders.length})`,
        onRecorded: (segments) => picture?.add(segments, []),
        part: { before: index / contenders.length, size: 1 / contenders.length },
      });
      runs.push({ label: contender.label, result, picture });
    }
    return runs;
  });
}
