/**
 * The runs of the chosen policies: made anew where something changed, here where they are quick, in a worker where not.
 *
 * @module
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import { processResult } from "../engine/process_result.ts";
import type { ProcessResult } from "../engine/result.ts";
import type { WorkloadColumns } from "../engine/workload.ts";
import { ProcessLabels } from "../pictures/process_labels.ts";
import { type Background, TaskError } from "./background/background.ts";
import { type SimulateOutput, TOO_LONG } from "./background/simulate_task.ts";
import { ChartModel } from "./chart/chart_model.ts";
import { deadlinesOf } from "./chart/deadlines.ts";
import { type Contender, type Refused, refusedBy, refusedIn } from "./contender.ts";
import { mistakeOf, type ScriptMistake } from "./own_policies.ts";
import { beginPicture, type Outcome, runWithin, unpackSegments } from "./outcome.ts";

/** Wall time that a run may take on the page's own thread. */
const BUDGET_MS = 12;

/** Wall time that a policy of one's own may give no sign of life. */
const QUIET_MS = 10_000;

/** What became of a contender; it waits while there are no jobs, or while a policy of one's own is not known. */
export type Run =
  | { readonly state: "waiting"; readonly contender: Contender }
  | { readonly state: "refused"; readonly contender: Contender; readonly refused: readonly Refused[] }
  | { readonly state: "running"; readonly contender: Contender; readonly share: number }
  | { readonly state: "done"; readonly contender: Contender; readonly outcome: Outcome }
  | { readonly state: "failed"; readonly contender: Contender; readonly reason: Failure; readonly message: string } & {
    /** What is wrong with a policy of one's own, and where. */
    readonly mistake?: ScriptMistake;
  };

/** Why a run has no outcome: it deadlocks or passes a bound of the engine, it is too long for the page, or a person stopped it. */
export type Failure = "error" | "too-long" | "stopped";

/** A run that is there or under way, and what it is of. */
interface Kept {
  readonly key: string;
  readonly columns: WorkloadColumns;
  readonly controller: AbortController;
  run: Run;
}

/** The runs, by contender. */
export class Runs {
  readonly #background: Background;
  readonly #all = signal<readonly Run[]>([]);
  #kept: readonly Kept[] = [];

  /** Long runs are made by `background`. */
  constructor(background: Background) {
    this.#background = background;
  }

  /** What became of each contender, in their order. */
  get all(): ReadonlySignal<readonly Run[]> {
    return this.#all;
  }

  /** Runs what changed; what did not is kept, and what is no longer wanted is given up. */
  update(columns: WorkloadColumns | null, contenders: readonly Contender[]): void {
    const before = this.#kept;
    this.#kept = contenders.map((contender) => {
      const wanted = [contender.options, contender.script];
      const key = JSON.stringify(wanted, (_, value) => value === Infinity ? "Infinity" : value);
      const same = before.find((kept) =>
        kept.columns === columns && kept.key === key && contender.options !== null && kept.run.state !== "refused"
      );
      if (same === undefined || columns === null) return this.#begin(columns, contender, key);
      same.run = { ...same.run, contender };
      return same;
    });
    for (const kept of before) if (!this.#kept.includes(kept)) kept.controller.abort();
    this.#show();
  }

  /** Gives up a run that is under way. */
  stop(index: number): void {
    const kept = this.#kept[index];
    kept?.controller.abort();
    if (kept?.run.state === "running") this.#settle(kept, failed(kept, "stopped", ""));
  }

  /** Runs anew what was stopped. */
  again(index: number): void {
    const { run, columns, key } = this.#kept[index];
    this.#kept = this.#kept.with(index, this.#begin(columns, run.contender, key));
    this.#show();
  }

  #show(): void {
    this.#all.value = this.#kept.map(({ run }) => run);
  }

  #settle(kept: Kept, run: Run): void {
    kept.run = run;
    if (this.#kept.includes(kept)) this.#show();
  }

  #begin(columns: WorkloadColumns | null, contender: Contender, key: string): Kept {
    const { options, refused, script } = contender;
    const controller = new AbortController();
    const kept = (run: Run): Kept => ({ key, columns: columns as WorkloadColumns, controller, run });
    if (options === null && refused.length > 0) return kept({ state: "refused", contender, refused });
    if (options === null || columns === null) return kept({ state: "waiting", contender });
    if (script === null) {
      try {
        const outcome = runWithin(columns, options, BUDGET_MS);
        if (outcome !== null) return kept({ state: "done", contender, outcome });
      } catch (error) {
        return kept(refusedRun(contender, error));
      }
    }
    const begun = kept({ state: "running", contender, share: 0 });
    void this.#runElsewhere(begun);
    return begun;
  }

  async #runElsewhere(kept: Kept): Promise<void> {
    const { columns, controller: { signal } } = kept;
    const { contender } = kept.run;
    const picture = beginPicture(columns);
    try {
      const input = { columns, options: contender.options! };
      const output = await this.#background.run("simulate", input, {
        signal,
        quietMs: QUIET_MS,
        onProgress: ({ segments, transitions, share }) => {
          picture.add(unpackSegments(segments), transitions);
          this.#settle(kept, { state: "running", contender: kept.run.contender, share });
        },
      });
      const result = resultOf(output);
      const labels = new ProcessLabels(result.workload);
      const outcome = { result, labels, picture, chart: new ChartModel(output.chart, labels, deadlinesOf(result)) };
      this.#settle(kept, { state: "done", contender: kept.run.contender, outcome });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TaskError)) throw error;
      const { contender } = kept.run;
      if (contender.script !== null && isRefusal(error)) {
        return this.#settle(kept, { state: "refused", contender, refused: [refusedIn(error.message)] });
      }
      const mistake = contender.script === null ? undefined : mistakeOf(error);
      const reason = error.name === TOO_LONG ? "too-long" : "error";
      this.#settle(kept, { state: "failed", contender, reason, message: error.message, mistake });
    }
  }
}

function failed({ run: { contender } }: Kept, reason: Failure, message: string): Run {
  return { state: "failed", contender, reason, message };
}

/** Whether the engine refuses to begin; a worker tells errors by their names. */
function isRefusal({ name, message }: Error): boolean {
  return ["RangeError", "TypeError"].includes(name) && /^Cannot simulate: /.test(message);
}

/** A run that the engine refused when it was set up, or that cannot come to its end. */
function refusedRun(contender: Contender, error: unknown): Run {
  if (!(error instanceof Error)) throw error;
  return isRefusal(error)
    ? { state: "refused", contender, refused: [refusedBy(error)] }
    : { state: "failed", contender, reason: "error", message: error.message };
}

/** A result whose processes are made when they are first looked at, as the engine's own. */
function resultOf({ chart: _, ...output }: SimulateOutput): Outcome["result"] {
  let processes: readonly ProcessResult[] | undefined;
  return {
    ...output,
    timeline: [],
    transitions: [],
    decisions: [],
    get processes() {
      const { columns, workload } = output;
      return processes ??= Array.from(columns.pid, (pid, row) => {
        return processResult(columns, row, { pid, name: workload.names?.[row] ?? `P${pid}` });
      });
    },
  };
}
