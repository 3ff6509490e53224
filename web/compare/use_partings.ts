/**
 * Where each of the runs first does otherwise than one of them, and what is decided there, found anew whenever runs change.
 *
 * @module
 */

import { useMemo } from "preact/hooks";
import type { Explanation } from "../../analysis/explain.ts";
import { type Difference, FirstDifference } from "../../analysis/first_difference.ts";
import { explainTask } from "../background/explain_task.ts";
import { type TaskRun, useTask, type WorkOptions } from "../background/use_task.ts";
import type { Contender } from "../contender.ts";
import { hasSegments } from "../outcome.ts";
import type { Page } from "../page.ts";
import type { Run } from "../runs.ts";

/** A run that came to its end. */
export type DoneRun = Run & { readonly state: "done" };

/** The first difference; `null` where there is none. */
export type Parting =
  | Difference & {
    /** What each of the two decides there, where that was found on the way. */
    readonly explanations?: Explanations;
  }
  | null;

/** What each of two runs decides at a tick. */
export type Explanations = readonly [Explanation, Explanation];

/** Where a run parts from another. */
export interface FoundParting {
  readonly run: DoneRun;
  readonly parting: Parting;
}

/** A run as analyses take it. */
function contenderOf({ contender: { label, options } }: DoneRun) {
  return { label, options: options! };
}

/** Whether the segments of both are there one by one. */
function isQuick(one: DoneRun, other: DoneRun): boolean {
  return hasSegments(one.outcome) && hasSegments(other.outcome);
}

/** The first difference of two runs, read off their segments. */
function differenceOf(one: DoneRun, other: DoneRun): Difference | null {
  const finder = new FirstDifference(Math.max(one.outcome.result.options.cpus, other.outcome.result.options.cpus));
  finder.add(0, one.outcome.picture.segments);
  finder.end(0);
  finder.add(1, other.outcome.picture.segments);
  finder.end(1);
  return finder.difference;
}

/** Partings of `others` from `from`, as far as they are known: those of long runs come later, from a worker. */
export function usePartings(page: Page, from: DoneRun, others: readonly DoneRun[]): {
  readonly found: readonly FoundParting[];
  /** How far the worker is. */
  readonly looking: TaskRun<readonly FoundParting[]>;
} {
  const outcomes = [from, ...others].map(({ outcome }) => outcome);
  const quick = useMemo(
    () =>
      others.filter((run) => isQuick(from, run)).map((run): FoundParting => ({
        run,
        parting: differenceOf(from, run),
      })),
    outcomes,
  );
  const long = others.filter((run) => !isQuick(from, run));
  const look = async ({ signal, tell }: WorkOptions): Promise<readonly FoundParting[]> => {
    const columns = page.workload.peek()!;
    const found: FoundParting[] = [];
    for (const [index, run] of long.entries()) {
      const input = { columns, contenders: [contenderOf(from), contenderOf(run)] as const };
      const onProgress = (share: number) => tell((index + share) / long.length);
      found.push({ run, parting: await page.background.run("diverge", input, { signal, onProgress }) });
    }
    return found;
  };
  const looking = useTask(long.length === 0 ? null : look, outcomes);
  // What was found of runs that are no longer there says nothing.
  const late = (looking.output ?? []).filter(({ run }) => outcomes.includes(run.outcome));
  return { found: [...quick, ...late], looking };
}

/** What is decided where two runs part; `null` as long as it is not known. */
export function useExplanations(page: Page, from: DoneRun, { run, parting }: FoundParting): Explanations | null {
  const look = async ({ signal }: WorkOptions) => {
    const columns = page.workload.peek()!;
    const { tick } = parting!;
    const explained = ({ options, script }: Contender) => {
      const input = { columns, options: options!, tick };
      return script === null ? explainTask(input, () => {}, signal) : page.background.run("explain", input, { signal });
    };
    const explanations: Explanations = [
      await explained(from.contender),
      await explained(run.contender),
    ];
    return { of: run.outcome, from: from.outcome, explanations };
  };
  const isKnown = parting === null || parting.explanations !== undefined;
  const { output }: TaskRun<Awaited<ReturnType<typeof look>>> = useTask(
    isKnown ? null : look,
    [from.outcome, run.outcome],
  );
  if (parting?.explanations !== undefined) return parting.explanations;
  return output?.of === run.outcome && output.from === from.outcome ? output.explanations : null;
}
