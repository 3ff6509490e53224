// Charts of random runs, and what the engine recorded of them.
import type { SimulationResult } from "../../../engine/result.ts";
import { simulate } from "../../../engine/simulate.ts";
import { ProcessLabels } from "../../../pictures/process_labels.ts";
import { ChartModel } from "../../../web/chart/chart_model.ts";
import { ChartRecorder } from "../../../web/chart/chart_recorder.ts";
import { deadlinesOf } from "../../../web/chart/deadlines.ts";
import { randomLargerCase } from "../../reference/larger_workloads.ts";
import { Random } from "../../reference/random.ts";
import { type RandomCase, randomCase } from "../../reference/workloads.ts";

/** A run with everything recorded, and its chart. */
export interface RandomModel {
  readonly input: RandomCase;
  readonly result: SimulationResult;
  readonly labels: ProcessLabels;
  readonly model: ChartModel;
}

/** The chart of a result that has everything recorded, which it is given in parts of `part` records. */
export function modelOf(result: SimulationResult, part = Infinity): ChartModel {
  const labels = new ProcessLabels(result.workload);
  const recorder = new ChartRecorder(labels, result.options);
  // As a simulation drains them: by their ends.
  const segments = [...result.timeline].sort((a, b) => a.end - b.end);
  const most = Math.max(segments.length, result.transitions.length);
  for (let from = 0; from < most; from += part) {
    const to = Math.min(most, from + part);
    recorder.add(segments.slice(from, to), result.transitions.slice(from, to));
  }
  return new ChartModel(recorder.finish(), labels, deadlinesOf(result));
}

/** The run of a seed, half of them on larger machines. */
export function randomModel(seed: number): RandomModel {
  const random = new Random(seed);
  const isLarger = random.chance(0.5);
  const input = isLarger ? randomLargerCase(seed, { deadlocks: false }) : randomCase(seed, { deadlocks: false });
  const options = { ...input.options, timeline: "full", transitions: "full", decisions: "full" } as const;
  const result = simulate(input.workload, options);
  const model = modelOf(result, random.int(1, 40));
  return { input, result, labels: model.labels, model };
}
