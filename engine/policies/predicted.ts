import type { EnginePolicy, FeatureName } from "../policy.ts";
import type { PredictedOptions } from "../policy_options.ts";
import { URGENCY_OF_BURSTS } from "./_refusals.ts";
import { traitOf } from "./_traits.ts";

/** Shortest predicted burst first. */
export const predicted: EnginePolicy<PredictedOptions> = {
  name: "predicted",
  title: "Shortest predicted burst first",
  summary: "Shortest job first with predicted bursts: the exponential average of the bursts that a process had.",
  about:
    "The ready process whose next CPU burst is predicted to be shortest runs until it blocks or ends; with preemptive it takes the CPU from one of whose burst more is expected to be left, prediction less what it executed. A prediction is alpha times the last burst and 1 - alpha times the last prediction; each burst entry of the program counts, and the first one may be the process's estimate. It is what shortest job first comes to where bursts are not known beforehand.",
  figure:
    "Silberschatz, figure 5.4: bursts 6, 4, 6, 4, 13, 13, 13 with alpha 1/2 are predicted as 10, 8, 6, 6, 5, 9, 11",
  avoid: "For processes of one burst: all have the first prediction, and it is first come, first served.",
  reads: ["estimate"],
  levels: false,
  options: [
    { name: "alpha", type: "fraction", default: 0.5, summary: "Weight of the last burst in a prediction." },
    { name: "firstPrediction", type: "ticks", min: 1, default: 10, summary: "Prediction of a process's first burst." },
    {
      name: "firstFrom",
      type: "choice",
      choices: ["constant", "estimate"],
      default: "constant",
      summary: "Where first predictions are from: firstPrediction for all, or the process's estimate, if it has one.",
    },
    {
      name: "preemptive",
      type: "boolean",
      default: false,
      summary: "Whether a ready process takes the CPU from one of whose burst more is expected to be left.",
    },
  ],
  key: {
    name: "predicted",
    meaning: "predicted ticks of its current CPU burst, with preemption what is left of them",
    then: ["joined"],
  },
  tieRule: "Equal predictions run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2",
  refuses: URGENCY_OF_BURSTS,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<PredictedOptions>,
  features({ preemptive, firstFrom }) {
    const features: FeatureName[] = ["heap", "virtual"];
    if (firstFrom === "estimate") features.push("trait");
    if (preemptive) features.push("served");
    return features;
  },
  traits: (workload, { firstPrediction }) => traitOf(workload, "estimate").map((ticks) => ticks || firstPrediction),
  configure(core, options) {
    core.predictedAlpha.value = options.alpha;
    core.predictedFirst.value = options.firstPrediction;
    core.predictedByTrait.value = options.firstFrom === "estimate" ? 1 : 0;
    core.predictedPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulatePredicted(until, instants),
};
