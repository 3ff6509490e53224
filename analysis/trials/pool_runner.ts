/**
 * Runs trials in the processes of a pool.
 *
 * @module
 */

import type { Pool } from "../../workers/pool/pool.ts";
import type { TrialRunner } from "./run_trials.ts";
import { runSentTrial, sentTrial } from "./sent_trial.ts";
import { runTrial } from "./trial.ts";

/**
 * A {@linkcode TrialRunner} on the processes of `pool`, which stays its owner's to close. The process library is loaded by
 * who makes the pool, not by this module.
 *
 * @example
 * ```ts
 * import { poolRunner, compareSeeds } from "@quanta/quanta/analysis";
 * import { Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ module: import.meta.resolve("@quanta/quanta/analysis"), processes: 2 });
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const source = { name: "random", recipe: { processes: 50 } };
 * const { runs } = await compareSeeds(source, contenders, { seeds: [1, 2], run: poolRunner(pool) });
 * assertEquals(runs[0].metrics.length, 2);
 * ```
 * @category Trials
 */
export function poolRunner(pool: Pick<Pool, "imap">): TrialRunner {
  // What `task` of the process library gives.
  const target = { module: new URL("./trial.ts", import.meta.url), target: runTrial };
  const loading = { module: new URL("./sent_trial.ts", import.meta.url), target: runSentTrial };
  return (trials, { signal }) => {
    const sent = trials.map(sentTrial);
    if (sent.every(({ policies }) => policies.length === 0)) return pool.imap(target, trials, { chunkSize: 1, signal });
    return pool.imap(loading, sent, { chunkSize: 1, signal });
  };
}
