import type { EnginePolicy } from "../policy.ts";
import type { PredictedOptions } from "../policy_options.ts";

/** Shortest predicted burst first. */
export const predicted: EnginePolicy<PredictedOptions> = {
  name: "predicted",
  title: "Shortest predicted burst first",
  summary: "Shortest job first with predicted bursts: the exponential average of the bursts that a process had.",
  about:
    "The ready process whose next CPU burst is predicted to be shortest runs until it blocks or ends. A prediction is alpha times the last burst and 1 - alpha times the last prediction; each burst entry of the program counts. It is what shortest job first comes to where bursts are not known beforehand.",
  figure:
    "Silberschatz, figure 5.4: bursts 6, 4, 6, 4, 13, 13, 13 with alpha 1/2 are predicted as 10, 8, 6, 6, 5, 9, 11",
  avoid: "For processes of one burst: all have the first prediction, and it is first come, first served.",
  reads: [],
  levels: false,
  options: [
    { name: "alpha", type: "fraction", default: 0.5, summary: "Weight of the last burst in a prediction." },
    { name: "firstPrediction", type: "ticks", min: 1, default: 10, summary: "Prediction of a process's first burst." },
  ],
  key: { name: "predicted", meaning: "predicted ticks of its current CPU burst", then: ["joined"] },
  tieRule: "Equal predictions run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2",
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<PredictedOptions>,
  features: () => ["heap", "virtual"],
  configure(core, options) {
    core.predictedAlpha.value = options.alpha;
    core.predictedFirst.value = options.firstPrediction;
  },
  simulate: (core, until, instants) => core.simulatePredicted(until, instants),
};
