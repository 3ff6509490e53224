/**
 * Runs trials in workers of the page.
 *
 * @module
 */

import type { TrialRunner } from "../../analysis/trials/run_trials.ts";
import type { Trial, TrialOutcome } from "../../analysis/trials/trial.ts";
import type { Background } from "./background.ts";

/** Workers at once: each takes some megabytes and the time to read the page's script. */
const WORKERS_MAX = 8;

/** The outcome of a trial that will be there. */
interface Slot {
  readonly outcomes: Promise<readonly TrialOutcome[]>;
  readonly resolve: (outcomes: readonly TrialOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A {@linkcode TrialRunner} on as many workers as there are processors. Trials are dealt out in turn: those that follow each other
 * take about as long. Whoever takes no more outcomes ends the workers.
 */
export function backgroundRunner(background: Background, processors = navigator.hardwareConcurrency || 2): TrialRunner {
  return async function* (trials, { signal }) {
    const ending = new AbortController();
    const workers = Math.min(WORKERS_MAX, processors, trials.length);
    const slots = trials.map(createSlot);
    for (let worker = 0; worker < workers; worker++) {
      const own = (_: unknown, place: number) => place % workers === worker;
      const mine = slots.filter(own);
      background.run("trials", trials.filter(own) as readonly Trial[], {
        signal: signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]),
        onProgress: ({ index, outcomes }) => mine[index].resolve(outcomes),
      }).catch((error) => {
        for (const slot of mine) slot.reject(error);
      });
    }
    try {
      for (const { outcomes } of slots) yield await outcomes;
    } finally {
      ending.abort();
    }
  };
}

function createSlot(): Slot {
  const { promise, resolve, reject } = Promise.withResolvers<readonly TrialOutcome[]>();
  // Who stops early does not look at the rest.
  promise.catch(() => {});
  return { outcomes: promise, resolve, reject };
}
