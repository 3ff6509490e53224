/**
 * How far work is, a way to stop it, and why it came to nothing.
 *
 * @module
 */

import { formatPercent } from "../../engine/numbers.ts";
import { fill, type Texts } from "../languages/language.ts";
import type { TaskRun } from "./use_task.ts";

/** A line while there is something to say; `what` is the work in words. */
export function TaskState<T>(
  { run, what, texts }: { readonly run: TaskRun<T>; readonly what: string; readonly texts: Texts },
) {
  switch (run.state) {
    case "running":
      return (
        <p class="running">
          <progress value={run.share} aria-label={what} />
          {fill(texts.runs.running, { policy: what, share: formatPercent(run.share) })}
          <button type="button" onClick={run.stop}>{texts.runs.stop}</button>
        </p>
      );
    case "stopped":
      return (
        <p class="note" role="status">
          {texts.runs.stopped} <button type="button" onClick={run.again}>{texts.runs.again}</button>
        </p>
      );
    case "failed":
      return <p class="refused" role="alert">{texts.sentence(run.message)}</p>;
    default:
      return null;
  }
}
