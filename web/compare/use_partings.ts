/**
 * Where each of the runs first does otherwise than one of them, found anew whenever runs change.
 *
 * @module
 */

import { useEffect, useState } from "preact/hooks";
import { TaskError } from "../background/background.ts";
import { divergeTask, type Parting } from "../background/diverge_task.ts";
import type { Page } from "../page.ts";
import type { Run } from "../runs.ts";

/** A run that came to its end. */
export type DoneRun = Run & { readonly state: "done" };

/** Where a run parts from another. */
export interface FoundParting {
  readonly run: DoneRun;
  /** `undefined` where it could not be found. */
  readonly parting: Parting | undefined;
}

/** Partings of `others` from `from`, as far as they are known. */
export function usePartings(page: Page, from: DoneRun, others: readonly DoneRun[]): readonly FoundParting[] {
  const [found, setFound] = useState<readonly FoundParting[]>([]);
  const outcomes = [from, ...others].map(({ outcome }) => outcome);
  useEffect(() => {
    const columns = page.workload.peek();
    if (columns === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const look = async () => {
      const partings: FoundParting[] = [];
      for (const run of others) {
        const pair = [from, run].map(({ contender: { label, options } }) => ({ label, options: options! }));
        const input = { columns, contenders: [pair[0], pair[1]] as const };
        // What is drawn bar by bar is also simulated at once.
        const isQuick = !from.outcome.picture.isTooLong && !run.outcome.picture.isTooLong;
        const parting = isQuick
          ? await divergeTask(input, () => {}, signal)
          : await page.background.run("diverge", input, { signal });
        partings.push({ run, parting });
        if (signal.aborted) return;
        if (!isQuick) setFound([...partings]);
      }
      setFound(partings);
    };
    look().catch((error) => {
      if (!signal.aborted && !(error instanceof TaskError)) throw error;
    });
    return () => controller.abort();
  }, outcomes);
  // What was found of runs that are no longer there says nothing.
  return found.filter(({ run }) => outcomes.includes(run.outcome));
}
